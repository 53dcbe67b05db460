/// The door for programs: JSON for apps and other bodies.
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "identity",
            "offices",
            "documents",
            "agenda",
            "booking",
            "meeting",
            "casework",
            "delegation",
            "partners",
            "notification"
        })
@NullMarked
package sportello.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// The door for programs: JSON for apps and other bodies.
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "identity",
            "identity::spi",
            "offices",
            "documents",
            "agenda",
            "booking",
            "meeting",
            "casework",
            "rush",
            "intermediaries",
            "delegation",
            "partners",
            "partners::webhooks",
            "notification"
        })
@NullMarked
package sportello.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

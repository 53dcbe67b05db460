/// The door for people: pages and the room's socket.
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
            "reception",
            "intermediaries",
            "invitations",
            "delegation",
            "partners",
            "notification",
            "notification::texts",
            "intermediaries",
            "invitations"
        })
@NullMarked
package sportello.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

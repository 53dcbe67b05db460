/// A small believable world built with the rooms' own verbs: identity provider, relying service, outbox page, clock.
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
            "delegation",
            "intermediaries",
            "partners",
            "notification",
            "invitations",
            "web",
            "web::security"
        })
@NullMarked
package sportello.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

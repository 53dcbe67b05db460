/// Tells people, by the channel they can receive, what concerns them; owns the outbox.
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
            "intermediaries",
            "invitations"
        })
@NullMarked
package sportello.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

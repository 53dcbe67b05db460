/// Conducts every appointment from its service's policy: room plan, script, papers, how it ended.
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "identity",
            "offices",
            "documents",
            "agenda",
            "booking",
            "booking::spi",
            "meeting"
        })
@NullMarked
package sportello.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

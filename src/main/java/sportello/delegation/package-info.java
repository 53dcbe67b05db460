/// The register of who may act for whom.
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "audit",
            "identity",
            "identity::spi",
            "offices",
            "booking",
            "booking::spi",
            "casework",
            "casework::spi"
        })
@NullMarked
package sportello.delegation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

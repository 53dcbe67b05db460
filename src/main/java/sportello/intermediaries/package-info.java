/// Which studio may treat which position in which Cassetto, and the questions asked on it.
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
            "booking::spi",
            "casework"
        })
@NullMarked
package sportello.intermediaries;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

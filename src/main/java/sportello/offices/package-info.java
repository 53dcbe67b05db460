/// Which offices exist, who works in them with which rights, which counters they open under which policy.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "identity::spi"})
@NullMarked
package sportello.offices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

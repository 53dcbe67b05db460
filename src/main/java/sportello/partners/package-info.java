/// Other systems: relying services and whether they may be delegated.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "booking", "delegation"})
@NullMarked
package sportello.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

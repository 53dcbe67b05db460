/// Other systems: who may use the API and how much, relying services and whether they may be delegated.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "identity::spi", "booking", "delegation"})
@NullMarked
package sportello.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

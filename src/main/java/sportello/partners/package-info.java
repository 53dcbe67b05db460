/// Other systems: who may use the API and how much, what they are told, relying services and whether they may be
/// delegated.
@ApplicationModule(
        allowedDependencies = {"platform", "audit", "identity", "identity::spi", "booking", "casework", "delegation"})
@NullMarked
package sportello.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// What every room stands on: the clock, idempotency, reference numbers, problem details, words.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package sportello.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

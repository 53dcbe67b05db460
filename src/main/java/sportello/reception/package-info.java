/// Who calls or comes to the office is met and identified, and who looked at what of theirs is kept.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "offices"})
@NullMarked
package sportello.reception;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

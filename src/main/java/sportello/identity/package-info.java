/// Who a person is, how they proved it, in which capacity they act.
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package sportello.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// What was done, by whom, on what, kept so that nobody can rewrite it unnoticed.
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package sportello.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// When a counter is open and which slots are free.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "offices"})
@NullMarked
package sportello.agenda;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

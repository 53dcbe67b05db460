/// Who is next at a door that too many want to pass.
@ApplicationModule(allowedDependencies = {"platform", "identity", "offices"})
@NullMarked
package sportello.rush;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// Keeps papers and recordings encrypted and unaltered, shows them to those entitled, destroys them on time.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity"})
@NullMarked
package sportello.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

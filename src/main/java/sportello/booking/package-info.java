/// Appointments: taken, moved, given up, kept or missed.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "offices", "agenda"})
@NullMarked
package sportello.booking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

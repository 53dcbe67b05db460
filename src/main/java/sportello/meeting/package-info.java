/// The room: who waits, who is let in, what their browsers tell each other, when it closes.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "documents"})
@NullMarked
package sportello.meeting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

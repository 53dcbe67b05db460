/// Calendar invitations from the unit's own mailbox: sent once, updated on a move, withdrawn when nobody needs to come.
@ApplicationModule(allowedDependencies = {"platform", "audit", "identity", "offices", "booking", "casework"})
@NullMarked
package sportello.invitations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

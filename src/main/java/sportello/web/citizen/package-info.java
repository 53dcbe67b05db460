/// Pages for people: booking, their appointments, notices and delegations.
@NullMarked
package sportello.web.citizen;

import org.jspecify.annotations.NullMarked;

package sportello.web;

import java.util.Set;
import sportello.identity.Actor;
import sportello.identity.Right;

/// Who meets people on the telephone or at the front desk, and who does nothing else (rule G13).
public final class MeetingPeople {

    private static final Set<Right> RIGHTS = Set.of(Right.CONTACT_CENTRE, Right.FRONT_DESK);

    private MeetingPeople() {}

    public static boolean may(Actor.Official official) {
        return RIGHTS.stream().anyMatch(official::may);
    }

    public static boolean only(Actor.Official official) {
        return may(official) && RIGHTS.containsAll(official.rights());
    }
}

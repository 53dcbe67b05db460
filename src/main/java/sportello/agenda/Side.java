package sportello.agenda;

import sportello.identity.Actor;

/// From which side of the counter one books: staff may also use the desks kept for their channels.
public enum Side {
    PUBLIC,
    STAFF;

    /// An official is on the staff's side, also when helping somebody; everybody else on the public's.
    public static Side of(Actor by) {
        return by instanceof Actor.Official || by instanceof Actor.Assisted(Actor.Official _, var _, var _)
                ? STAFF
                : PUBLIC;
    }
}

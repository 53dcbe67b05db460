package sportello.agenda;

/// From which side of the counter one books: staff may also use the desks kept for their channels.
public enum Side {
    PUBLIC,
    STAFF
}

package sportello.api.problem;

import java.util.Locale;

/// Every way in which a program is told no. The name ends the problem's `type`, the status is HTTP's, the title is for
/// who writes the program; what a person is told stands in the words `api.problem.<name>`.
public enum Kind {
    NOT_UNDERSTOOD(400, "The request cannot be understood"),
    NOT_JSON(400, "The body cannot be read as JSON"),
    UNKNOWN_FIELD(400, "The request names something that does not exist here"),
    WRONG_TYPE(400, "A value is not of the type described"),
    MISSING(400, "Something the request needs is missing"),
    LOGIN_NEEDED(401, "A valid access token is needed"),
    SCOPE_MISSING(403, "The access token does not reach that far"),
    CAPACITY_ENDED(403, "Nobody may act in this capacity, or not any more"),
    NOT_FOUND(404, "There is no such thing, or not for who asks"),
    NO_FREE_SLOT(404, "No hour is free"),
    METHOD_NOT_ALLOWED(405, "This address does not answer this method"),
    NOT_ACCEPTABLE(406, "The answer cannot be given in the type asked for"),
    SLOT_TAKEN(409, "Somebody else has that hour"),
    SLOT_NOT_OFFERED(409, "That hour is not offered"),
    HOLD_ENDED(409, "The hour is no longer held"),
    NO_MORE_EXTENSIONS(409, "The hold cannot be extended again"),
    ALREADY_BOOKED(409, "An appointment for this is open already"),
    ALREADY_SETTLED(409, "The appointment is over or given up"),
    ALREADY_ENDED(409, "It has ended already"),
    ALREADY_THERE(409, "It is there already"),
    ALREADY_YOURS(409, "The person is reached there already"),
    CODE_OVER(409, "The code counts no more"),
    CONTACT_FULL(409, "As many as may be are reached there already"),
    ALREADY_WAITING(409, "There is such a wish already"),
    FREE_NOW(409, "Hours that suit are free now"),
    OFFER_OVER(409, "The offer is over"),
    TOO_LATE(409, "It is too late for that"),
    NOT_NOW(409, "In its present state that is not possible"),
    STALE(412, "It was changed meanwhile"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a type that is read here"),
    INVALID(422, "Some values do not do"),
    UNFIT_FILE(422, "A file cannot be taken"),
    NOT_ALLOWED(422, "The service refuses this to who asks"),
    KEY_REUSED(422, "The idempotency key was used for another request"),
    PRECONDITION_MISSING(428, "Say in If-Match which version is meant"),
    TOO_MANY(429, "Too many requests"),
    TOO_MANY_HOLDS(429, "Too many hours taken in hand"),
    TOO_MANY_CODES(429, "Too many codes asked for"),
    UNEXPECTED(500, "Something went wrong here"),
    IN_LINE(503, "Many want in: wait for your turn"),
    BUSY(503, "The service is busy or being looked after");

    private static final String PREFIX = "urn:sportello:problem:";

    private final int status;
    private final String title;

    Kind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// `slot-taken`
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The problem's `type`: an identifier, not an address.
    public String type() {
        return PREFIX + code();
    }

    /// Whether the answer says in Retry-After when to come again.
    public boolean comesAgain() {
        return status == 429 || status == 503;
    }
}

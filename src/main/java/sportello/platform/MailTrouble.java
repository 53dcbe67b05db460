package sportello.platform;

/// A mail that a server did not take.
public class MailTrouble extends Exception {

    /// Whose trouble it is: `BUSY` the server's for now, `UNAVAILABLE` nobody can tell and the mail may have gone,
    /// `ACCOUNT_REFUSED` the sender's, `RECIPIENT_REFUSED` the address's for good.
    public enum Kind {
        UNREACHABLE,
        UNAVAILABLE,
        BUSY,
        ACCOUNT_REFUSED,
        RECIPIENT_REFUSED
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;

    MailTrouble(Kind kind, Throwable cause) {
        super(kind.name(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

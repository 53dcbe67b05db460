package sportello.invitations;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A remote step that did not go through. `code`: words `invitation.trouble.<code>`.
class Setback extends RuntimeException {

    /// Nothing changes until somebody acts, so these are not tried again by themselves.
    private static final Set<String> FOR_A_PERSON = Set.of("policy-refused", "recipient-refused", "no-address");

    private static final long serialVersionUID = 1;

    private final String code;
    private final @Nullable Duration retryAfter;

    Setback(String code, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(code, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    Setback(String code) {
        this(code, null, null);
    }

    Setback(String code, Throwable cause) {
        this(code, null, cause);
    }

    String code() {
        return code;
    }

    /// As the other side asked.
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    boolean forAPerson() {
        return FOR_A_PERSON.contains(code);
    }
}

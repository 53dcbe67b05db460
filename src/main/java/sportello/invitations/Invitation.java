package sportello.invitations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sportello.casework.CaseId;
import sportello.offices.Venue;

/// A case's invitation as the officer sees it. `joinLink` only once the invitation left; `mailbox`: whose it is, empty
/// when the unit has none.
public record Invitation(
        CaseId caseId,
        Venue venue,
        Stage stage,
        @Nullable String joinLink,
        @Nullable Instant sentAt,
        int seq,
        @Nullable Trouble trouble,
        String mailbox) {

    /// WAITING → SENT → CHANGING → SENT; any → WITHDRAWING → WITHDRAWN; WAITING → REFUSED | EXPIRED.
    /// REFUSED: the tenant would not switch recording off (rule C11), nothing left the house. EXPIRED: the hour
    /// passed before it could be sent.
    public enum Stage {
        WAITING,
        SENT,
        CHANGING,
        WITHDRAWING,
        WITHDRAWN,
        REFUSED,
        EXPIRED
    }

    /// `code`: words `invitation.trouble.<code>`. No `nextTry`: only when an officer asks.
    public record Trouble(String code, Instant at, @Nullable Instant nextTry) {}
}

package sportello.delegation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.PersonId;

/// Who may act for whom, since when, until when, and how it ended (rules D9 to D11).
public record Delegation(
        UUID id,
        PersonId delegator,
        PersonId delegate,
        Instant grantedAt,
        @Nullable LocalDate until,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason,
        @Nullable UUID caseId) {

    public enum EndReason {
        REVOKED_BY_DELEGATOR,
        REVOKED_AT_COUNTER,
        RENOUNCED,
        EXPIRED,
        REPLACED,
        DEATH
    }

    public boolean inForce(Instant now) {
        return endedAt == null
                && (until == null
                        || !now.atZone(sportello.platform.ProductClock.ROME)
                                .toLocalDate()
                                .isAfter(until));
    }
}

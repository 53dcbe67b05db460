package sportello.intermediaries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.offices.Cassetto;

/// A studio's right to act for a position, from the first to the last day included (rule C3).
public record Mandate(
        UUID id,
        PositionId position,
        Cassetto cassetto,
        UUID studio,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason) {

    public enum EndReason {
        EXPIRED,
        REPLACED,
        REVOKED,
        RENOUNCED
    }

    public boolean activeOn(LocalDate day) {
        return endedAt == null && !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    /// Whether both hold on some day.
    boolean overlaps(LocalDate otherFrom, @Nullable LocalDate otherUntil) {
        return endedAt == null
                && (until == null || !otherFrom.isAfter(until))
                && (otherUntil == null || !from.isAfter(otherUntil));
    }
}

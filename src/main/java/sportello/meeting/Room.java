package sportello.meeting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room and where it stands. PREPARED → OPEN → SUSPENDED ⇄ OPEN → CLOSED; PREPARED → CALLED_OFF.
public record Room(
        RoomId id,
        RoomPlan plan,
        Status status,
        @Nullable UUID openedBy,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt,
        long version) {

    public enum Status {
        PREPARED,
        OPEN,
        SUSPENDED,
        CLOSED,
        CALLED_OFF
    }
}

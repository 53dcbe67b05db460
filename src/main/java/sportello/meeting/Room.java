package sportello.meeting;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room and where it stands. PREPARED → OPEN → SUSPENDED ⇄ OPEN → CLOSED; PREPARED → CALLED_OFF.
/// `openedAt` is the first opening; `outcome` says how it ended (`concluded`, `aborted`, `lapsed`…).
public record Room(
        RoomId id,
        RoomPlan plan,
        Status status,
        @Nullable UUID openedBy,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String outcome,
        long version) {

    public enum Status {
        PREPARED,
        OPEN,
        SUSPENDED,
        CLOSED,
        CALLED_OFF;

        private static final Map<Status, Set<Status>> NEXT = Map.of(
                PREPARED, Set.of(OPEN, CALLED_OFF),
                OPEN, Set.of(SUSPENDED, CLOSED),
                SUSPENDED, Set.of(OPEN, CLOSED),
                CLOSED, Set.of(),
                CALLED_OFF, Set.of());

        /// Whether the drawing has an arrow from here to `next`.
        public boolean mayBecome(Status next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }

        public boolean over() {
            return NEXT.getOrDefault(this, Set.of()).isEmpty();
        }
    }

    /// From when people may come and wait.
    public Instant waitingOpensAt() {
        return plan.startsAt().minus(plan.waitingOpensBefore());
    }
}

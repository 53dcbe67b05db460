package sportello.meeting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room not over in which no guest is waiting or inside right now (rule D15): casework decides whether it lapses.
/// `everAdmitted`: somebody had been let in before.
public record Deserted(
        RoomId room, UUID about, Instant startsAt, @Nullable Instant openedAt, boolean everAdmitted) {}

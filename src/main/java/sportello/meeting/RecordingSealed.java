package sportello.meeting;

import java.util.UUID;

/// All tracks are in the vault, encrypted, chained and signed.
public record RecordingSealed(RoomId room, UUID about) {}

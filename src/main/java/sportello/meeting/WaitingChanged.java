package sportello.meeting;

import java.util.UUID;

/// Somebody came to wait, went, or was told something.
public record WaitingChanged(RoomId room, UUID about) {}

package sportello.meeting;

import java.util.UUID;

/// The room closed for good.
public record RoomClosed(RoomId room, UUID about, String outcome) {}

package sportello.meeting;

import java.util.UUID;

/// The official opened the room.
public record RoomOpened(RoomId room, UUID about) {}

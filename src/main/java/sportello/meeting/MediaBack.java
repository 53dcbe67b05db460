package sportello.meeting;

/// The media server is back: everybody takes a new seat. Told outside any transaction.
public record MediaBack(RoomId room) {}

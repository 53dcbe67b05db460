package sportello.meeting;

/// The media server died under a room; it is being started again. Told outside any transaction.
public record MediaLost(RoomId room) {}

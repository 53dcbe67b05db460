package sportello.meeting;

/// Something in the picture of a room is different: whoever shows it looks again.
public record RoomChanged(RoomId room) {}

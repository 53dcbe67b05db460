package sportello.meeting;

/// This node was not heard of for too long and another took the room: what lives of it here ends without a trace.
public record RoomMovedAway(RoomId room) {}

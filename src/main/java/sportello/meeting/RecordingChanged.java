package sportello.meeting;

/// The recording started, broke off, or went on as a new segment. Told outside any transaction.
public record RecordingChanged(RoomId room, RecordingState state) {}

package sportello.demo;

/// Where Teams would open.
///
/// @param subject of the meeting
public record DemoMeeting(String subject) {}

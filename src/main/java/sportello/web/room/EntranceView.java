package sportello.web.room;

/// The door of a room that a login opens: what to know and have before entering (rules C9 to C11).
public record EntranceView(String lead, String action, String deviceTest, boolean unrecorded, boolean cameraRequired) {}

package sportello.web.room;

/// The door of a room in which nobody meets: how the talk is held instead.
///
/// @param page the appointment's own page
public record ElsewhereView(String lead, String instead, String page) {}

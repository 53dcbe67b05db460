package sportello.platform;

/// Another node told something (`Bulletin.tell`). Whoever it concerns looks at the database again.
///
/// @param id of the thing, as text; empty when the topic says it all
public record Heard(String topic, String id) {}

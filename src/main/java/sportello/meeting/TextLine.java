package sportello.meeting;

import java.time.Instant;

/// A finished line of the text beside the voice (rule G10), kept as long as the meeting lasts.
public record TextLine(EntryId from, String name, String text, Instant at) {}

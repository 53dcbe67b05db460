package sportello.meeting;

import java.time.Instant;

/// A word from the office to who waits.
public record OfficeWord(String text, Instant at) {}

package sportello.platform;

import java.time.Instant;

/// The product's clock was set by hand (demonstration mode): whoever keeps due work does it now.
public record ClockMoved(Instant now) {}

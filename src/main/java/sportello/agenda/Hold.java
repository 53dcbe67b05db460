package sportello.agenda;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A desk kept for somebody for a while, or taken for good once `booked`. `withdrawn`: why it can become no
/// appointment any more, a key of words; null as long as it can.
public record Hold(
        UUID id,
        UUID counter,
        int desk,
        Instant startsAt,
        Instant endsAt,
        Instant until,
        int extensions,
        boolean booked,
        @Nullable String withdrawn) {}

package sportello.agenda;

import java.time.Instant;
import java.util.UUID;

/// A desk kept for somebody for a while, or taken for good once `booked`.
public record Hold(
        UUID id,
        UUID counter,
        int desk,
        Instant startsAt,
        Instant endsAt,
        Instant until,
        int extensions,
        boolean booked) {}

package sportello.demo.tenant;

import java.time.Instant;

/// A meeting request, update or cancellation as the attendee gets it. `key` is the same for the same one.
public record Sent(
        String key,
        String from,
        String to,
        String subject,
        String text,
        String method,
        String uid,
        int sequence,
        Instant startsAt,
        Instant endsAt,
        String calendar) {}

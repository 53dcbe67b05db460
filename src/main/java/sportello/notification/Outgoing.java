package sportello.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as handed over to a provider: its text exists only now, never in the database (rule D13).
public record Outgoing(
        String key,
        String kind,
        String to,
        @Nullable String from,
        @Nullable String subject,
        String text,
        List<Part> attachments,
        Instant at) {

    public record Part(String name, String type, byte[] content) {}
}

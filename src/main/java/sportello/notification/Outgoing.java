package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message as handed over to a provider: its text exists only now, never in the database (rule D13).
///
/// @param from the mailbox it leaves from, or the name an SMS shows
/// @param fromName shown beside the mailbox
public record Outgoing(
        String key,
        String kind,
        String to,
        @Nullable String from,
        @Nullable String fromName,
        @Nullable String subject,
        String text,
        Locale language,
        List<Part> attachments,
        Instant at) {

    public record Part(String name, String type, byte[] content) {}
}

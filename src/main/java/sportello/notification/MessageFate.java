package sportello.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one message: `QUEUED`, `HANDED_OVER`, `FAILED`, `WITHHELD` (too many, rule G14), `TO_PRINT` (a
/// letter, rule D11), `POINTLESS` (what it told is no longer so). Never its text, never its code.
public record MessageFate(
        UUID id,
        String kind,
        String template,
        String state,
        int attempts,
        Instant writtenAt,
        @Nullable Instant handedOverAt,
        @Nullable String trouble) {}

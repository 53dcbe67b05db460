package sportello.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one message: `QUEUED`, `HANDED_OVER` (a provider took it), `DELIVERED` (the provider said so),
/// `FAILED` (set aside: `trouble` says why, and it may be sent again), `WITHHELD` (too many, rule G14), `TO_PRINT` (a
/// letter, rule D11), `POINTLESS` (what it told is no longer so, or who it is for does not use that channel). `entry`:
/// of
/// whom it is for, where they enter a room. Never its text, never its code.
public record MessageFate(
        UUID id,
        String kind,
        String template,
        String state,
        int attempts,
        Instant writtenAt,
        @Nullable Instant handedOverAt,
        @Nullable Instant deliveredAt,
        @Nullable String provider,
        @Nullable String trouble,
        @Nullable UUID entry) {}

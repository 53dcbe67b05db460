package sportello.partners.webhooks;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An address that is told.
///
/// @param failures in a row, until it answered last
/// @param restsUntil not tried before, because it did not answer
/// @param trouble what the last failure was
public record Webhook(
        UUID id,
        String clientId,
        String address,
        Set<Happening.Kind> kinds,
        Instant madeAt,
        int failures,
        @Nullable Instant restsUntil,
        @Nullable String trouble) {}

package sportello.web.citizen;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An hour on offer. `over`: what became of it, as a sentence, null while it can be accepted. `instead`: the hour it
/// would replace.
public record WaitingOfferPage(
        String id,
        String service,
        String office,
        Instant startsAt,
        String when,
        String until,
        @Nullable String instead,
        @Nullable String over,
        @Nullable String appointment,
        String idempotencyKey) {}

package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// Where the code was sent, and what came of asking for a new one.
///
/// @param receipt what became of the SMS, null where there was none
public record CodeRequestPage(
        String appointment,
        String mobile,
        @Nullable String told,
        boolean sent,
        @Nullable String receipt,
        String enter) {}

package sportello.web;

import org.jspecify.annotations.Nullable;

/// Something broke on our side.
///
/// @param reference as read over the telephone, `K7M2 4QX9`
/// @param retry where trying again leads
/// @param resend what was sent and can be sent again, null when nothing was
public record MishapPage(
        String reference,
        String when,
        String retry,
        @Nullable Resend resend) {}

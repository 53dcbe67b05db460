package sportello.web;

import org.jspecify.annotations.Nullable;

/// Too many came at once: nothing is lost, and it says when to try again.
///
/// @param seconds until then
/// @param retry the page that was asked for
/// @param resend what was sent, null when nothing was
public record BusyPage(int seconds, String retry, @Nullable Resend resend) {}

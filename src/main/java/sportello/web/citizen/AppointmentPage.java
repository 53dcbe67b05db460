package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// One appointment with all its person can do about it.
///
/// @param told something that just happened (moved, cancelled, was there already), null for a plain look
/// @param mobile where the code was sent, all but the last digits hidden
public record AppointmentPage(
        AppointmentCard card, @Nullable String told, boolean good, String mobile) {}

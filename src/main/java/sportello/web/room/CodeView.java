package sportello.web.room;

import org.jspecify.annotations.Nullable;

/// The door: type the code.
///
/// @param wrong why the last code was not taken, in words; null when none was typed
/// @param told something that went well (a new code is on its way); null for nothing
/// @param paused no code may be typed for a while
public record CodeView(
        String title,
        String lead,
        String action,
        String resend,
        int digits,
        boolean own,
        @Nullable String wrong,
        @Nullable String told,
        boolean paused) {}

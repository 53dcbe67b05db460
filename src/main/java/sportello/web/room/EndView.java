package sportello.web.room;

import org.jspecify.annotations.Nullable;

/// How it ended and what to do now. `good`: the purpose was reached. `appointment`: the page where the rest is read,
/// null when it is not there.
public record EndView(
        String title,
        String text,
        String next,
        boolean good,
        boolean own,
        boolean again,
        @Nullable String appointment) {}

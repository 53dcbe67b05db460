package sportello.web.office;

import org.jspecify.annotations.Nullable;

/// One message as an official reads it: what and to whom, what became of it, and why.
///
/// @param look `ok`, `now`, `warn`
public record Told(
        String what,
        String fate,
        String look,
        String icon,
        @Nullable String why) {}

package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// Where the code was sent, and what came of asking for a new one.
public record CodeRequestPage(
        String appointment, String mobile, @Nullable String told, boolean sent, String enter) {}

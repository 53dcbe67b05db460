package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One wish. `place`: how many come before, as a sentence. `instead`: the hour it is to bring forward, null for a first
/// one.
public record WaitingCard(
        String id,
        String service,
        String where,
        List<String> days,
        String part,
        String place,
        @Nullable String instead,
        @Nullable Offered offered) {

    public record Offered(String id, String when, String until) {}
}

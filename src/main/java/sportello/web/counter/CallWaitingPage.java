package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// Putting a caller on the waiting list.
///
/// @param where they wait, said; null while an office must be chosen first
/// @param free hours that suit and can be had at once, said
public record CallWaitingPage(
        CallerBar caller,
        String service,
        String address,
        String book,
        @Nullable String where,
        String from,
        String until,
        String part,
        boolean parts,
        Errors errors,
        @Nullable String refused,
        List<String> free) {}

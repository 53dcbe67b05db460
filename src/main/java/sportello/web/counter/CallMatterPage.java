package sportello.web.counter;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// What the appointment is about, and the contacts the caller confirms.
///
/// @param kept for how long the hour is theirs, said
/// @param languages code → name
public record CallMatterPage(
        CallerBar caller,
        String service,
        String address,
        boolean delegator,
        String when,
        @Nullable String kept,
        Map<String, String> typed,
        Errors errors,
        Map<String, String> languages) {

    public String get(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean is(String field, String value) {
        return get(field).equals(value);
    }
}

package sportello.web.citizen;

import java.util.Map;

/// Step 3 of a booking.
///
/// @param languages tag → name, in which the delegator is written to
public record DelegatorPage(Steps steps, Map<String, String> typed, Errors errors, Map<String, String> languages) {

    public String get(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean is(String field, String value) {
        return get(field).equals(value);
    }
}

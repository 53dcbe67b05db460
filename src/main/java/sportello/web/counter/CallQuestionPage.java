package sportello.web.counter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// An appointment for an intermediary, on one question: hour, telephone and note on one screen (rule C4).
///
/// @param hours at the competent office, then elsewhere
/// @param refused why it could not be booked, null when nothing was refused
public record CallQuestionPage(
        CallerBar caller,
        String address,
        String service,
        String studio,
        String position,
        String subject,
        String protocol,
        List<Hour> hours,
        Map<String, String> typed,
        Errors errors,
        @Nullable String refused,
        String idempotencyKey) {

    /// @param value where and when
    public record Hour(String value, String when, String office) {}

    public String at(String field) {
        return typed.getOrDefault(field, "");
    }
}

package sportello.web.counter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// Looking for a person, and the calls that are open.
///
/// @param ways by which they may be met, one button each
/// @param found null before a search
/// @param register the form of who is not known, null unless it is wanted
/// @param refused why this person cannot be met, null when nothing was refused
public record PeoplePage(
        Map<String, String> typed,
        Errors errors,
        List<Way> ways,
        @Nullable List<Found> found,
        boolean register,
        @Nullable String refused,
        List<Open> open) {

    public record Way(String channel, String label, String key) {}

    /// @param code the end of the codice fiscale, enough to tell two apart
    public record Found(String id, String name, String bornOn, String code) {}

    public record Open(String href, String name, String since, boolean identified) {}

    public String at(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean ticked(String field) {
        return at(field).equals("yes");
    }
}

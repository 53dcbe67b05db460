package sportello.web.office.consultancy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody had written in a form that was refused, to be shown again: nothing typed is lost.
///
/// @param form the one that was sent: the part of its fields' names before the dot; empty for none
public record Typed(String form, Map<String, List<String>> values) {

    static final Typed NOTHING = new Typed("", Map.of());

    static Typed in(String form, HttpServletRequest request) {
        var values = new java.util.HashMap<String, List<String>>();
        request.getParameterMap().forEach((name, all) -> {
            if (name.contains(".")) values.put(name, List.of(all));
        });
        return new Typed(form, Map.copyOf(values));
    }

    public String at(String field) {
        return or(field, "");
    }

    public String or(String field, String otherwise) {
        return values.getOrDefault(field, List.of(otherwise)).getFirst();
    }

    public boolean is(String field, @Nullable String value) {
        return value != null && values.getOrDefault(field, List.of()).contains(value);
    }

    /// The form was the one sent: it is shown open.
    public boolean sent(String name) {
        return form.equals(name);
    }
}

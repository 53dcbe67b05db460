package sportello.web.citizen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.web.Frame;

/// What is wrong with a form: listed on top, each with a link to its field, and said again beside the field.
public record Errors(List<Wrong> all) {

    public static final Errors NONE = new Errors(List.of());

    /// @param field the field's name
    /// @param brief one line for the list on top
    /// @param text what to do, beside the field
    public record Wrong(String field, String brief, String text) {

        public String anchor() {
            return Errors.anchor(field);
        }
    }

    public static Errors of(Frame frame, List<Problem> problems) {
        return new Errors(problems.stream()
                .map(problem -> new Wrong(
                        problem.field(),
                        frame.sayWith(problem.brief(), problem.facts()),
                        frame.sayWith(problem.key(), problem.facts())))
                .toList());
    }

    public boolean any() {
        return !all.isEmpty();
    }

    /// The text beside a field, null when the field is fine.
    public @Nullable String at(String field) {
        return find(field).map(Wrong::text).orElse(null);
    }

    private Optional<Wrong> find(String field) {
        return all.stream().filter(wrong -> wrong.field().equals(field)).findFirst();
    }

    /// `delegator.tax_code` → `delegator-tax_code`
    public static String anchor(String field) {
        return field.replace('.', '-');
    }

    /// A field that needs mending: `key` and `brief` are keys of words.
    public record Problem(String field, String key, String brief, Map<String, ?> facts) {

        public Problem(String field, String key) {
            this(field, key, key + ".brief", Map.of());
        }

        public Problem(String field, String key, Map<String, ?> facts) {
            this(field, key, key + ".brief", facts);
        }
    }
}

package sportello.api.problem;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// Names of fields and of what is wrong with them, as programs know them.
public final class Names {

    private static final Set<String> SAID = Set.of("NotNull", "Size", "Pattern", "Min", "Max");

    private Names() {}

    /// `delegator.taxCode` → `delegator.tax_code`
    public static String snake(String java) {
        return java.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    static boolean isPath(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(PathVariable.class);
    }

    static String of(MethodParameter parameter) {
        var query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null && !query.value().isEmpty()) return query.value();
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null && !header.value().isEmpty()) return header.value();
        var name = parameter.getParameterName();
        return name == null ? "" : snake(name);
    }

    /// `Size` → `api.field.size`
    static String word(@Nullable String code) {
        return "api.field." + (code != null && SAID.contains(code) ? snake(code) : "unfit");
    }

    static @Nullable String lastCode(MessageSourceResolvable error) {
        var codes = error.getCodes();
        return codes == null || codes.length == 0 ? null : codes[codes.length - 1];
    }

    /// The limits of a constraint, by name; Spring lists its attributes by name after the field.
    static Map<String, Object> bounds(MessageSourceResolvable error) {
        var found = new HashMap<String, Object>(Map.of("min", 0, "max", 0));
        var arguments = error.getArguments();
        if (arguments == null) return found;
        var constraint = lastCode(error);
        if (Size.class.getSimpleName().equals(constraint) && arguments.length > 2) {
            found.put("max", arguments[1]);
            found.put("min", arguments[2]);
        } else if (arguments.length > 1
                && (Max.class.getSimpleName().equals(constraint)
                        || Min.class.getSimpleName().equals(constraint)))
            found.put(constraint.toLowerCase(Locale.ROOT), arguments[1]);
        return found;
    }
}

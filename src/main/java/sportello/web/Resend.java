package sportello.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What somebody sent and could not be taken now, ready to be sent again as it was, with the same idempotency key: at
/// most once it has an effect.
///
/// @param action where it was sent
public record Resend(String action, List<Field> fields) {

    private static final int MOST_FIELDS = 200;
    private static final int MOST_CHARACTERS = 64 * 1024;

    public record Field(String name, String value) {}

    /// Null for what was not a form, or is too large to be carried to and fro.
    public static @Nullable Resend of(HttpServletRequest request, String uri) {
        if (!isForm(request)) return null;
        var action = LocalPath.or(uri, "");
        if (action.isEmpty()) return null;
        var fields = new ArrayList<Field>();
        int characters = 0;
        for (var each : request.getParameterMap().entrySet()) {
            for (var value : each.getValue()) {
                fields.add(new Field(each.getKey(), value));
                characters += each.getKey().length() + value.length();
            }
        }
        return fields.size() > MOST_FIELDS || characters > MOST_CHARACTERS
                ? null
                : new Resend(action, List.copyOf(fields));
    }

    public static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return isPost(request)
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isPost(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                || "POST".equals(request.getAttribute(RequestDispatcher.ERROR_METHOD));
    }
}

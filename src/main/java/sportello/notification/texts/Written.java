package sportello.notification.texts;

import org.jspecify.annotations.Nullable;

/// A text as somebody wrote it.
///
/// @param title of a mail or a notice, null for an SMS
public record Written(@Nullable String title, String body) {

    /// Nothing around it, one kind of line end.
    public Written tidied() {
        return new Written(title == null ? null : tidy(title), tidy(body));
    }

    private static String tidy(String typed) {
        return typed.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    Wording wording() {
        return new Wording(body);
    }
}

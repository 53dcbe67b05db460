package sportello.notification.texts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By which a text reaches people. A mail and a notice have a title besides.
public enum Way {
    SMS(null, "sms"),
    MAIL("subject", "mail"),
    NOTICE("notice.title", "notice.text");

    private final @Nullable String title;
    private final String body;

    Way(@Nullable String title, String body) {
        this.title = title;
        this.body = body;
    }

    /// Last part of the key under which the title is shipped.
    Optional<String> titleKey() {
        return Optional.ofNullable(title);
    }

    String bodyKey() {
        return body;
    }

    public boolean hasTitle() {
        return title != null;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Way> of(String code) {
        return Arrays.stream(values()).filter(way -> way.code().equals(code)).findFirst();
    }
}

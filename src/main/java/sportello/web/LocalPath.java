package sportello.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A place inside this product to go back to. Whatever could lead elsewhere becomes the given default.
public final class LocalPath {

    private LocalPath() {}

    public static String or(@Nullable String asked, String otherwise) {
        if (asked == null || !asked.startsWith("/") || asked.startsWith("//") || asked.contains("\\")) return otherwise;
        if (asked.chars().anyMatch(Character::isISOControl)) return otherwise;
        try {
            var uri = URI.create(asked);
            return uri.isAbsolute() || uri.getRawAuthority() != null ? otherwise : uri.toASCIIString();
        } catch (IllegalArgumentException notAnAddress) {
            return otherwise;
        }
    }
}

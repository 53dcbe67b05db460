package sportello.intermediaries;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a page of a list ended, as a word for an address. What was not made here is no cursor.
record Cursor(String first, String second) {

    private static final String BETWEEN = "\u001f";

    String written() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((first + BETWEEN + second).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Cursor> read(@Nullable String text) {
        if (text == null || text.isBlank()) return Optional.empty();
        try {
            var parts =
                    List.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(BETWEEN, -1));
            var clean = parts.stream().allMatch(part -> part.indexOf('\0') < 0);
            return parts.size() == 2 && clean
                    ? Optional.of(new Cursor(parts.getFirst(), parts.getLast()))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}

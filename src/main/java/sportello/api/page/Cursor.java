package sportello.api.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;

/// Where a piece of a list ended, as a word nobody needs to understand.
public record Cursor(String text) {

    public static Cursor at(Instant at, UUID id) {
        return new Cursor(at + " " + id);
    }

    /// The place this word names; one that was not given out here is refused.
    public static <T> Optional<T> read(@Nullable String written, Function<String, T> place) {
        if (written == null) return Optional.empty();
        try {
            var text = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8);
            return Optional.of(place.apply(text));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException notOurs) {
            throw Problem.of(Kind.INVALID).at("cursor", "api.field.unfit", Map.of());
        }
    }

    String written() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

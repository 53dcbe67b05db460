package sportello.notification.texts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.platform.Words;

/// What the product says: words `message.<occasion>[.<reader>].<way>`, a text of several paragraphs with a bar between
/// them. A language that lacks one borrows the Italian.
@Component
class ShippedTexts {

    private static final String AREA = "message.";
    private static final Set<String> NO_MESSAGES = Set.of("calendar", "form", "date", "piece");

    private final Words words;
    private final Map<Locale, Map<String, String>> read = new ConcurrentHashMap<>();

    ShippedTexts(Words words) {
        this.words = words;
    }

    Optional<Written> of(TextId id) {
        var stem = AREA + id.message() + ".";
        var body = text(id.language(), stem + id.way().bodyKey());
        if (body == null) return Optional.empty();
        var title =
                id.way().titleKey().map(key -> text(id.language(), stem + key)).orElse(null);
        return Optional.of(new Written(title, body.replaceAll("\\s*\\|\\s*", "\n\n")));
    }

    /// Every message there is, with the ways by which it goes.
    Map<String, Set<Way>> messages() {
        var all = new TreeMap<String, Set<Way>>();
        for (var key : in(Locale.ITALIAN).keySet()) {
            for (var way : Way.values()) {
                if (!key.endsWith("." + way.bodyKey())) continue;
                var message = key.substring(
                        AREA.length(), key.length() - way.bodyKey().length() - 1);
                if (NO_MESSAGES.contains(List.of(message.split("\\.")).getFirst())) continue;
                all.computeIfAbsent(message, m -> new TreeSet<>()).add(way);
            }
        }
        return all;
    }

    private @Nullable String text(Locale language, String key) {
        var own = in(language).get(key);
        return own != null ? own : in(Locale.ITALIAN).get(key);
    }

    private Map<String, String> in(Locale language) {
        return read.computeIfAbsent(language, l -> words.area(l, AREA));
    }
}

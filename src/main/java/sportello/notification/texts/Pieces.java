package sportello.notification.texts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.platform.Words;

/// Sentences that depend on how a matter stands, so that the texts themselves decide nothing: words `message.piece.*`,
/// briefer in an SMS.
@Component
public class Pieces {

    private final Words words;
    private final Spoken spoken;

    Pieces(Words words, Spoken spoken) {
        this.words = words;
        this.spoken = spoken;
    }

    public String where(Locale language) {
        return say(language, "where");
    }

    /// `venue`: `teams`, `phone`, `own_room`, `none`.
    public String venue(String venue, Locale language) {
        return say(language, "venue." + venue);
    }

    public String how(String venue, boolean briefly, Locale language) {
        return say(language, (briefly ? "how.short." : "how.") + venue);
    }

    public String next(boolean evaluated, boolean briefly, Locale language) {
        return say(language, (briefly ? "next.short." : "next.") + yes(evaluated));
    }

    /// The hour that was given up for the new one.
    public String before(Instant hour, Locale language) {
        return words.say(language, "message.piece.before", Map.of("before", spoken.dayAndHour(hour, language)));
    }

    public String news(boolean changed, boolean briefly, Locale language) {
        return say(language, (briefly ? "news.short." : "news.") + yes(changed));
    }

    public String validity(@Nullable LocalDate until, Locale language) {
        return until == null
                ? say(language, "validity.open")
                : words.say(language, "message.piece.validity.until", Map.of("until", spoken.date(until, language)));
    }

    /// The nearest free hours; nothing where there are none. An SMS has room for the first.
    public String near(List<Instant> hours, boolean briefly, Locale language) {
        if (hours.isEmpty()) return "";
        var said = hours.stream().map(hour -> spoken.dayAndHour(hour, language)).collect(Collectors.joining("; "));
        return words.say(
                language,
                briefly ? "message.piece.near.short" : "message.piece.near",
                Map.of("count", hours.size(), "first", spoken.dayAndHour(hours.getFirst(), language), "all", said));
    }

    private String say(Locale language, String key) {
        return words.say(language, "message.piece." + key);
    }

    private static String yes(boolean so) {
        return so ? "yes" : "no";
    }
}

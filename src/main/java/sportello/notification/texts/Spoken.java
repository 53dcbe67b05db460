package sportello.notification.texts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import sportello.platform.ProductClock;
import sportello.platform.Words;

/// Days and hours as people of a language say them: words `message.date.*`.
@Component
public class Spoken {

    private final Words words;

    Spoken(Words words) {
        this.words = words;
    }

    /// "martedì 2 marzo"
    public String day(Instant at, Locale language) {
        return format("day", ProductClock.inRome(at), language);
    }

    public String day(LocalDate day, Locale language) {
        return format("day", day, language);
    }

    /// "9:20"; in the hour that the autumn change repeats, which of the two (rule G4).
    public String hour(Instant at, Locale language) {
        var there = ProductClock.inRome(at);
        var hour = format("hour", there, language);
        if (there.withEarlierOffsetAtOverlap().equals(there.withLaterOffsetAtOverlap())) return hour;
        var which = ProductClock.ROME.getRules().isDaylightSavings(at) ? "summer" : "winter";
        return words.say(language, "message.date." + which, Map.of("hour", hour));
    }

    /// "martedì 2 marzo, ore 9:20"
    public String dayAndHour(Instant at, Locale language) {
        return words.say(
                language, "message.date.day-and-hour", Map.of("day", day(at, language), "hour", hour(at, language)));
    }

    /// "2/3/2027"
    public String date(LocalDate day, Locale language) {
        return format("date", day, language);
    }

    private String format(String pattern, TemporalAccessor when, Locale language) {
        return DateTimeFormatter.ofPattern(words.say(language, "message.date." + pattern), language)
                .format(when);
    }
}

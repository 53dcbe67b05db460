package sportello.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.platform.ProductClock;
import sportello.platform.Words;
import sportello.web.Visitors.Visitor;

/// What every page shows around its own matter, and the words and dates it speaks in. One per answer.
///
/// @param here path and query of this page, where a change of language comes back to
/// @param now the product's time when the page was made
public record Frame(
        Locale language,
        Words words,
        @Nullable Csrf csrf,
        @Nullable Visitor visitor,
        List<NavItem> nav,
        boolean demo,
        WebSettings body,
        Statics statics,
        Icons.Sheet icons,
        String here,
        Instant now) {

    /// The hidden field that proves a form is ours.
    public record Csrf(String parameter, String token) {}

    /// One place in the navigation. `count`: things waiting there (unread notices), zero for none.
    public record NavItem(String label, String href, String icon, boolean current, int count) {}

    /// `say("book.hour.free", "count", 3)`
    public String say(String key, Object... named) {
        if (named.length % 2 != 0) throw new IllegalArgumentException("A name without a value for " + key);
        if (named.length == 0) return words.say(language, key);
        Map<String, Object> facts = new HashMap<>();
        for (int i = 0; i < named.length; i += 2) facts.put((String) named[i], named[i + 1]);
        return words.say(language, key, facts);
    }

    /// For refusals that come with their own facts.
    public String sayWith(String key, Map<String, ?> facts) {
        return words.say(language, key, facts);
    }

    /// `css/tokens.css` → its versioned address.
    public String asset(String path) {
        return statics.address(path);
    }

    /// Notes that this page uses an icon and gives back its name.
    public String icon(String name) {
        return icons.use(name);
    }

    /// The drawings of all icons used above.
    public String iconDrawings() {
        return icons.drawings();
    }

    /// "Per me", "Per conto di Anna …", "Direzione provinciale di Bologna".
    public String capacity() {
        if (visitor == null) return "";
        if (visitor.officeName() != null) return visitor.officeName();
        if (visitor.studioName() != null) return visitor.studioName();
        return visitor.onBehalfOf() == null
                ? say("page.capacity.me")
                : say("page.capacity.on_behalf", "name", visitor.onBehalfOf());
    }

    /// Where this person's own pages begin.
    public String home() {
        if (visitor == null) return "/";
        return nav.isEmpty() ? "/home" : nav.getFirst().href();
    }

    /// Notices that wait to be read.
    public int unread() {
        return nav.stream().mapToInt(NavItem::count).sum();
    }

    public Optional<Visitor> who() {
        return Optional.ofNullable(visitor);
    }

    /// The other languages this page exists in.
    public List<Locale> otherLanguages() {
        return words.languages().stream()
                .filter(other -> !other.equals(language))
                .sorted((a, b) -> a.toLanguageTag().compareTo(b.toLanguageTag()))
                .toList();
    }

    /// Code → own name: those in which people are written to (rule G11), Italian first.
    public Map<String, String> writtenLanguages() {
        var names = new LinkedHashMap<String, String>();
        words.languages("message").stream()
                .sorted(Comparator.comparing(each -> each.equals(Locale.ITALIAN) ? "" : each.getLanguage()))
                .forEach(each -> names.put(each.getLanguage(), nameOf(each)));
        return names;
    }

    public String nameOf(Locale other) {
        var name = other.getDisplayLanguage(other);
        return name.substring(0, 1).toUpperCase(other) + name.substring(1);
    }

    /// The same for who reads another language, as far as these words exist in it.
    public Frame in(Locale other, String area) {
        var spoken = words.languages(area).contains(other) ? other : Locale.ITALIAN;
        return new Frame(spoken, words, csrf, visitor, nav, demo, body, statics, icons, here, now);
    }

    /// "martedì 2 marzo"; with the year when it is not near.
    public String day(LocalDate day) {
        var far = Math.abs(ChronoUnit.DAYS.between(today(), day)) > 300;
        return format(far ? "page.date.day_with_year" : "page.date.day", day);
    }

    public String day(Instant at) {
        return day(rome(at));
    }

    /// "9:20"; in the hour that the autumn change repeats, which of the two (rule G4).
    public String hour(Instant at) {
        var there = ProductClock.inRome(at);
        var hour = format("page.date.hour", there);
        if (there.withEarlierOffsetAtOverlap().equals(there.withLaterOffsetAtOverlap())) return hour;
        boolean summer = ProductClock.ROME.getRules().isDaylightSavings(at);
        return say(summer ? "page.date.hour_of_summer" : "page.date.hour_of_winter", "hour", hour);
    }

    /// "martedì 2 marzo, ore 9:20"
    public String dayAndHour(Instant at) {
        return say("page.date.day_and_hour", "day", day(at), "hour", hour(at));
    }

    /// "oggi, ore 9:20", "domani, ore 9:20", "ieri, ore 9:20", else the day.
    public String soon(Instant at) {
        var key = switch ((int) Math.clamp(ChronoUnit.DAYS.between(today(), rome(at)), -2, 2)) {
            case 0 -> "page.date.today";
            case 1 -> "page.date.tomorrow";
            case -1 -> "page.date.yesterday";
            default -> "";
        };
        return key.isEmpty() ? dayAndHour(at) : say("page.date.day_and_hour", "day", say(key), "hour", hour(at));
    }

    /// "Marzo 2027"
    public String month(LocalDate day) {
        return upper(format("page.date.month", day));
    }

    /// "2 marzo 1942"
    public String date(LocalDate day) {
        return format("page.date.full", day);
    }

    /// "martedì 2"
    public String dayOfMonth(LocalDate day) {
        return format("page.date.day_of_month", day);
    }

    /// For the `datetime` of a `time` element.
    public String machine(Instant at) {
        return ProductClock.inRome(at)
                .toOffsetDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    /// First letter upper case.
    public String upper(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(language) + text.substring(1);
    }

    public LocalDate today() {
        return rome(now);
    }

    private static LocalDate rome(Instant at) {
        return LocalDate.ofInstant(at, ProductClock.ROME);
    }

    private String format(String patternKey, TemporalAccessor when) {
        return DateTimeFormatter.ofPattern(say(patternKey), language).format(when);
    }
}

package sportello.web.office.opening;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Change;
import sportello.agenda.Change.OnWeekday;
import sportello.agenda.Days;
import sportello.agenda.Timetable.Hours;
import sportello.agenda.Timetable.Lead;
import sportello.platform.ProductClock;
import sportello.web.citizen.Errors.Problem;

/// Reads a change of opening out of what was typed; what cannot be read is said beside its field.
final class ChangeForm {

    private static final Pattern STRETCH =
            Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?\\s*[-–]\\s*(\\d{1,2})(?:[:.](\\d{2}))?");
    private static final int LONGEST_TEXT = 200;

    private final Map<String, String> typed;
    private final LocalDate today;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    ChangeForm(Map<String, String> typed, Instant now) {
        this.typed = typed;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ProductClock.ROME);
    }

    /// Nobody plans an opening beyond; a year too many is a slip of the finger.
    static LocalDate farthest(LocalDate today) {
        return today.plusYears(5);
    }

    List<Problem> problems() {
        return problems;
    }

    /// Empty when something is wrong. `lines`: the service's week with this counter's desks.
    Optional<Change> read(String kind, List<OnWeekday> lines) {
        var change = switch (kind) {
            case "week" -> week();
            case "slots" -> slots(lines);
            case "day" -> day();
            case "pause" -> pause();
            case "closed" -> closed();
            case "suspended" -> suspended();
            case "lead" -> lead();
            case "resumed" -> id().map(id -> new Change.Resumed(id, now)).orElse(null);
            case "taken-back" -> id().map(Change.TakenBack::new).orElse(null);
            default -> null;
        };
        if (change == null && problems.isEmpty()) wrong("kind", "opening.wrong.kind");
        return problems.isEmpty() ? Optional.ofNullable(change) : Optional.empty();
    }

    private @Nullable Change week() {
        var days = days("week");
        if (on("week.policy")) return days == null ? null : new Change.WeekChanged(days, List.of());
        var slot = number("week.slot", 5, 240);
        var desks = number("week.desks", 0, 500);
        var kept = number("week.kept", 0, 500);
        var lines = new ArrayList<OnWeekday>();
        for (var weekday : DayOfWeek.values())
            for (var hours : hours("week." + weekday.name().toLowerCase(Locale.ROOT), slot, desks, kept))
                lines.add(new OnWeekday(weekday, hours));
        if (lines.isEmpty() && problems.isEmpty()) wrong("week.monday", "opening.wrong.no-hours");
        return days == null ? null : new Change.WeekChanged(days, List.copyOf(lines));
    }

    private @Nullable Change slots(List<OnWeekday> lines) {
        var from = date("slots.from", true);
        var slot = number("slots.slot", 5, 240);
        return from == null ? null : new Change.SlotsChanged(from, Duration.ofMinutes(slot), lines);
    }

    private @Nullable Change day() {
        var day = date("day.day", true);
        if (on("day.usual")) return day == null ? null : new Change.DayChanged(day, List.of());
        var slot = number("day.slot", 5, 240);
        var hours = hours("day.hours", slot, number("day.desks", 0, 500), number("day.kept", 0, 500));
        if (hours.isEmpty() && problems.isEmpty()) wrong("day.hours", "opening.wrong.no-hours");
        return day == null ? null : new Change.DayChanged(day, hours);
    }

    private @Nullable Change pause() {
        var days = days("pause");
        var from = time("pause.begin");
        var to = time("pause.end");
        if (from != null && to != null && !from.isBefore(to)) wrong("pause.end", "opening.wrong.order");
        var weekday = weekday("pause.weekday");
        var why = text("pause.why");
        if (days == null || from == null || to == null) return null;
        return new Change.PauseMade(days, weekday, from, to, why);
    }

    /// Null for every day.
    private @Nullable DayOfWeek weekday(String field) {
        for (var weekday : DayOfWeek.values()) if (weekday.name().equals(at(field))) return weekday;
        if (on(field)) wrong(field, "opening.wrong.date");
        return null;
    }

    private @Nullable Change closed() {
        var days = days("closed");
        if (at("closed.until").isBlank()) wrong("closed.until", "opening.wrong.date");
        var why = text("closed.why");
        return days == null ? null : new Change.Closed(days, why);
    }

    private @Nullable Change suspended() {
        var from = moment("suspended.from", "suspended.from_time");
        var until = at("suspended.until").isBlank() ? Instant.MAX : moment("suspended.until", "suspended.until_time");
        var why = text("suspended.why");
        if (from == null || until == null) return null;
        if (!from.isBefore(until)) wrong("suspended.until", "opening.wrong.order");
        return new Change.Suspended(from, until, why);
    }

    private Change lead() {
        if (on("lead.policy")) return new Change.LeadChanged(null);
        return new Change.LeadChanged(new Lead(number("lead.from", 0, 366), number("lead.to", 0, 366)));
    }

    private Optional<UUID> id() {
        try {
            return Optional.of(UUID.fromString(at("what")));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /// The last day is included as people mean it.
    private @Nullable Days days(String form) {
        var from = date(form + ".from", true);
        var last = at(form + ".until").isBlank() ? null : date(form + ".until", true);
        if (from == null || !at(form + ".until").isBlank() && last == null) return null;
        if (last != null && last.isBefore(from)) {
            wrong(form + ".until", "opening.wrong.order");
            return null;
        }
        return last == null ? Days.from(from) : new Days(from, last.plusDays(1));
    }

    private @Nullable LocalDate date(String field, boolean fromToday) {
        try {
            var day = LocalDate.parse(at(field));
            if (fromToday && day.isBefore(today)) wrong(field, "opening.wrong.past");
            else if (day.isAfter(farthest(today))) wrong(field, "opening.wrong.date");
            else return day;
        } catch (DateTimeException unreadable) {
            wrong(field, "opening.wrong.date");
        }
        return null;
    }

    private @Nullable LocalTime time(String field) {
        try {
            return LocalTime.parse(at(field));
        } catch (DateTimeException unreadable) {
            wrong(field, "opening.wrong.time");
            return null;
        }
    }

    private @Nullable Instant moment(String dayField, String timeField) {
        var day = date(dayField, true);
        var time = time(timeField);
        return day == null || time == null
                ? null
                : day.atTime(time).atZone(ProductClock.ROME).toInstant();
    }

    private int number(String field, int least, int most) {
        try {
            int number = Integer.parseInt(at(field));
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException unreadable) {
            // said below, as a number out of bounds is
        }
        problems.add(new Problem(field, "opening.wrong.number", Map.of("least", least, "most", most)));
        return Math.max(1, least);
    }

    /// "9:00-12:00, 14-16"
    private List<Hours> hours(String field, int slot, int desks, int kept) {
        var found = new ArrayList<Hours>();
        for (var part : at(field).split("[,;]")) {
            if (part.isBlank()) continue;
            var match = STRETCH.matcher(part.strip());
            if (!match.matches()) {
                wrong(field, "opening.wrong.hours");
                return List.of();
            }
            try {
                var from = LocalTime.of(Integer.parseInt(match.group(1)), minute(match.group(2)));
                var to = LocalTime.of(Integer.parseInt(match.group(3)), minute(match.group(4)));
                if (Duration.between(from, to).toMinutes() < slot) wrong(field, "opening.wrong.short");
                else if (desks + kept == 0) wrong(field.split("\\.")[0] + ".desks", "opening.wrong.desks");
                else found.add(new Hours(from, to, Duration.ofMinutes(slot), desks, kept));
            } catch (DateTimeException impossible) {
                wrong(field, "opening.wrong.hours");
            }
        }
        return List.copyOf(found);
    }

    private static int minute(@Nullable String typed) {
        return typed == null ? 0 : Integer.parseInt(typed);
    }

    private String text(String field) {
        var text = at(field);
        if (text.isBlank() || text.length() > LONGEST_TEXT) wrong(field, "opening.wrong.why");
        return text;
    }

    private boolean on(String field) {
        return !at(field).isEmpty();
    }

    private String at(String field) {
        return typed.getOrDefault(field, "").strip();
    }

    private void wrong(String field, String key) {
        if (problems.stream().noneMatch(known -> known.field().equals(field))) problems.add(new Problem(field, key));
    }
}

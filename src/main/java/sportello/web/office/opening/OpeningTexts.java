package sportello.web.office.opening;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Change;
import sportello.agenda.Days;
import sportello.agenda.Openings;
import sportello.agenda.Timetable;
import sportello.agenda.Timetable.Hours;
import sportello.offices.Counter;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Frame;

/// Says openings in words.
@Component
class OpeningTexts {

    private static final int FARTHEST_DAYS = 60;

    private final Openings openings;
    private final Services services;

    OpeningTexts(Openings openings, Services services) {
        this.openings = openings;
        this.services = services;
    }

    String name(Frame frame, Counter counter) {
        return frame.say(
                "opening.name",
                "service",
                frame.say("service." + counter.service() + ".short"),
                "number",
                counter.number());
    }

    String today(Frame frame, Counter counter) {
        var cuts = openings.day(counter, frame.today());
        return cuts.isEmpty()
                ? frame.say("opening.today.closed")
                : frame.say(
                        "opening.today.open",
                        "from",
                        frame.hour(cuts.getFirst().from()),
                        "to",
                        frame.hour(cuts.getLast().to()));
    }

    @Nullable String next(Frame frame, Counter counter) {
        for (var day = frame.today().plusDays(1);
                day.isBefore(frame.today().plusDays(FARTHEST_DAYS));
                day = day.plusDays(1)) {
            var cuts = openings.day(counter, day);
            if (!cuts.isEmpty()) return frame.dayAndHour(cuts.getFirst().from());
        }
        return null;
    }

    List<OpeningPage.Period> periods(Frame frame, Counter counter, Timetable table) {
        var byValidity = new TreeMap<Days, List<Timetable.Week>>(Comparator.comparing(Days::from));
        table.weeks().stream()
                .filter(week -> week.valid().before().isAfter(frame.today()))
                .forEach(week -> byValidity
                        .computeIfAbsent(week.valid(), _ -> new ArrayList<>())
                        .add(week));
        var periods = new ArrayList<OpeningPage.Period>();
        byValidity.forEach((valid, weeks) -> periods.add(new OpeningPage.Period(
                valid(frame, valid),
                lines(
                        frame,
                        weeks.stream()
                                .collect(Collectors.groupingBy(
                                        Timetable.Week::weekday,
                                        TreeMap::new,
                                        Collectors.mapping(Timetable.Week::hours, Collectors.toList())))))));
        if (table.weeks().stream().noneMatch(week -> week.valid().contains(frame.today())))
            periods.addFirst(new OpeningPage.Period(
                    frame.say("opening.valid.policy"),
                    lines(
                            frame,
                            openings.policysWeek(counter).stream()
                                    .collect(Collectors.groupingBy(
                                            Change.OnWeekday::weekday,
                                            TreeMap::new,
                                            Collectors.mapping(Change.OnWeekday::hours, Collectors.toList()))))));
        return periods;
    }

    private List<OpeningPage.Line> lines(Frame frame, Map<DayOfWeek, List<Hours>> week) {
        return week.entrySet().stream()
                .map(day -> new OpeningPage.Line(
                        frame.upper(day.getKey().getDisplayName(TextStyle.FULL, frame.language())),
                        hours(day.getValue()),
                        detail(frame, day.getValue().getFirst())))
                .toList();
    }

    static String hours(List<Hours> hours) {
        return hours.stream()
                .sorted(Comparator.comparing(Hours::from))
                .map(each -> each.from() + "–" + each.to())
                .collect(Collectors.joining(", "));
    }

    String detail(Frame frame, Hours hours) {
        return frame.say(
                "opening.detail", "slot", hours.slot().toMinutes(), "desks", hours.desks(), "kept", hours.kept());
    }

    /// `what`: `moved`, `asked` or `over`; empty for a change of opening.
    static String done(Frame frame, String what) {
        return frame.say(
                switch (what) {
                    case "moved", "asked", "over" -> "opening.done." + what;
                    default -> "opening.done";
                });
    }

    String valid(Frame frame, Days valid) {
        if (valid.before().equals(valid.from().plusDays(1)))
            return frame.say("opening.valid.day", "day", frame.day(valid.from()));
        return valid.endless()
                ? frame.say("opening.valid.from", "from", frame.day(valid.from()))
                : frame.say(
                        "opening.valid.between",
                        "from",
                        frame.day(valid.from()),
                        "until",
                        frame.day(valid.before().minusDays(1)));
    }

    List<OpeningPage.Special> specials(Frame frame, Timetable table, Instant now) {
        var today = frame.today();
        var found = new ArrayList<OpeningPage.Special>();
        for (var each : table.suspensions())
            if (each.until().isAfter(now))
                found.add(new OpeningPage.Special(
                        frame.say("opening.special.suspended"),
                        suspended(frame, each) + ". " + each.why(),
                        "resumed",
                        each.id().toString(),
                        "",
                        frame.say("opening.resume")));
        for (var each : table.closures())
            if (each.valid().before().isAfter(today))
                found.add(special(
                        frame,
                        "closed",
                        valid(frame, each.valid()) + ". " + each.why(),
                        each.id().toString()));
        for (var each : table.pauses())
            if (each.valid().before().isAfter(today))
                found.add(special(
                        frame,
                        "pause",
                        each.from() + "–" + each.to() + ", " + valid(frame, each.valid())
                                + weekday(frame, each.weekday()) + ". " + each.why(),
                        each.id().toString()));
        table.days().stream()
                .filter(each -> !each.day().isBefore(today))
                .collect(Collectors.groupingBy(
                        Timetable.OneDay::day,
                        TreeMap::new,
                        Collectors.mapping(Timetable.OneDay::hours, Collectors.toList())))
                .forEach((day, hours) -> found.add(new OpeningPage.Special(
                        frame.upper(frame.day(day)),
                        hours(hours) + ", " + detail(frame, hours.getFirst()),
                        "day",
                        "",
                        day.toString(),
                        frame.say("opening.usual"))));
        return found;
    }

    private static String weekday(Frame frame, @Nullable DayOfWeek weekday) {
        return weekday == null ? "" : ", " + weekday.getDisplayName(TextStyle.FULL, frame.language());
    }

    private static OpeningPage.Special special(Frame frame, String kind, String detail, String id) {
        return new OpeningPage.Special(
                frame.say("opening.special." + kind), detail, "taken-back", id, "", frame.say("opening.take-back"));
    }

    String suspended(Frame frame, Timetable.Suspension suspension) {
        return suspension.until().equals(Instant.MAX)
                ? frame.say("opening.suspended.open", "from", frame.dayAndHour(suspension.from()))
                : frame.say(
                        "opening.suspended.until",
                        "from",
                        frame.dayAndHour(suspension.from()),
                        "until",
                        frame.dayAndHour(suspension.until()));
    }

    String lead(Frame frame, Counter counter, Timetable table) {
        ServicePolicy policy = services.policy(counter.service());
        var own = table.lead();
        return frame.say(
                own == null ? "opening.lead.policy" : "opening.lead.own",
                "from",
                own == null ? policy.bookableFromDays() : own.fromDays(),
                "to",
                own == null ? policy.bookableToDays() : own.toDays());
    }

    /// What the forms show before anything is typed: the week as it is on a day.
    Map<String, String> asItIs(Counter counter, Timetable table, LocalDate day) {
        var typed = new TreeMap<String, String>();
        var inForce = table.weeks().stream()
                .filter(week -> week.valid().contains(day))
                .map(week -> new Change.OnWeekday(week.weekday(), week.hours()))
                .toList();
        var lines = inForce.isEmpty() ? openings.policysWeek(counter) : inForce;
        lines.stream()
                .collect(Collectors.groupingBy(
                        Change.OnWeekday::weekday, Collectors.mapping(Change.OnWeekday::hours, Collectors.toList())))
                .forEach((weekday, hours) -> typed.put(
                        "week." + weekday.name().toLowerCase(Locale.ROOT),
                        hours(hours).replace("–", "-")));
        var usual = lines.isEmpty() ? null : lines.getFirst().hours();
        for (var form : List.of("week", "day")) {
            typed.put(
                    form + ".slot",
                    usual == null ? "20" : String.valueOf(usual.slot().toMinutes()));
            typed.put(form + ".desks", String.valueOf(usual == null ? counter.desks() : usual.desks()));
            typed.put(form + ".kept", usual == null ? "0" : String.valueOf(usual.kept()));
        }
        typed.put("copy.desks", String.valueOf(counter.desks()));
        var policy = services.policy(counter.service());
        var own = table.lead();
        typed.put("lead.from", String.valueOf(own == null ? policy.bookableFromDays() : own.fromDays()));
        typed.put("lead.to", String.valueOf(own == null ? policy.bookableToDays() : own.toDays()));
        return typed;
    }
}

package sportello.web.citizen;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.DayCount;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.platform.ProductClock;
import sportello.web.Frame;
import sportello.web.citizen.Errors.Problem;

/// Choosing a day and an hour without script: a day's hours are shown when asked for, and an hour counts only for the
/// day it was shown under.
@Component
public class SlotChoices {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Agenda agenda;
    private final ProductClock clock;

    SlotChoices(Agenda agenda, ProductClock clock) {
        this.agenda = agenda;
        this.clock = clock;
    }

    public sealed interface Asked {
        /// Not yet a choice: the page again, with this query.
        record ShowDay(String query) implements Asked {}

        record Chosen(Instant at) implements Asked {}
    }

    /// `mine`: an hour kept for this person already, which nobody else sees as free.
    public SlotChoice of(
            Frame frame, Search search, @Nullable String asked, Optional<Instant> mine, Optional<Instant> wanted) {
        return of(frame, search, Side.PUBLIC, asked, mine, wanted);
    }

    /// The same as one side of the counter sees it.
    public SlotChoice of(
            Frame frame,
            Search search,
            Side side,
            @Nullable String asked,
            Optional<Instant> mine,
            Optional<Instant> wanted) {
        // Whose hour is gone goes on looking where there still is one.
        var look = agenda.look(
                search,
                side,
                clock.instant(),
                there -> day(asked)
                        .or(() -> mine.map(SlotChoices::dayOf))
                        .filter(chosen ->
                                there.stream().anyMatch(count -> count.day().equals(chosen)))
                        .or(() -> wanted.map(SlotChoices::dayOf).filter(chosen -> free(there, chosen)))
                        .or(() -> there.stream()
                                .filter(count -> count.free() > 0)
                                .map(DayCount::day)
                                .findFirst()));
        var days = look.days();
        var day = look.day();
        if (day.isEmpty()) return new SlotChoice(months(frame, days, null, mine), null, "", List.of());
        var starts = look.slots().stream()
                .filter(slot -> slot.free() > 0)
                .map(Slot::startsAt)
                .collect(Collectors.toCollection(TreeSet::new));
        mine.filter(at -> dayOf(at).equals(day.get())).ifPresent(starts::add);
        var chosen = mine.or(() -> wanted).orElse(null);
        return new SlotChoice(
                months(frame, days, day.get(), mine),
                day.get().toString(),
                frame.day(day.get()),
                starts.stream()
                        .map(at -> new SlotChoice.Hour(at.toString(), frame.hour(at), at.equals(chosen)))
                        .toList());
    }

    public Asked asked(@Nullable String day, @Nullable String hour, @Nullable String show) {
        var at = instant(hour);
        var chosenDay = day(day);
        var query = chosenDay.map(chosen -> "?day=" + chosen).orElse("?");
        if (show != null) return new Asked.ShowDay(query + "#hours");
        if (at.isEmpty()) return new Asked.ShowDay(query + "&choose=hour#errors");
        if (chosenDay.isPresent() && !chosenDay.get().equals(dayOf(at.get())))
            return new Asked.ShowDay(query + "&choose=other#errors");
        return new Asked.Chosen(at.get());
    }

    public Errors errors(Frame frame, @Nullable String choose) {
        if (choose == null) return Errors.NONE;
        return Errors.of(
                frame,
                List.of(new Problem("hour", choose.equals("other") ? "book.wrong.other_day" : "book.wrong.no_hour")));
    }

    private List<SlotChoice.Month> months(
            Frame frame, List<DayCount> days, @Nullable LocalDate chosen, Optional<Instant> mine) {
        var byMonth = days.stream()
                .collect(
                        Collectors.groupingBy(count -> YearMonth.from(count.day()), TreeMap::new, Collectors.toList()));
        return byMonth.entrySet().stream()
                .map(month -> new SlotChoice.Month(
                        "month-" + month.getKey(),
                        frame.month(month.getKey().atDay(1)),
                        month.getValue().stream()
                                .map(count -> day(frame, count, chosen, mine))
                                .toList()))
                .toList();
    }

    private static SlotChoice.Day day(Frame frame, DayCount count, @Nullable LocalDate chosen, Optional<Instant> mine) {
        var free =
                count.free() + (mine.filter(at -> dayOf(at).equals(count.day())).isPresent() ? 1 : 0);
        return new SlotChoice.Day(
                count.day().toString(),
                frame.dayOfMonth(count.day()),
                frame.say("book.free", "count", free),
                free == 0,
                count.day().equals(chosen));
    }

    private static boolean free(List<DayCount> days, LocalDate day) {
        return days.stream().anyMatch(count -> count.day().equals(day) && count.free() > 0);
    }

    private static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ProductClock.ROME);
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /// A plausible hour: what no calendar holds is none.
    public static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(Instant.parse(text)).filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(LAST));
        } catch (DateTimeException notAnHour) {
            return Optional.empty();
        }
    }

    /// `gone`: why the hour cannot be had any more, as the page that noticed says it; empty when somebody else has it.
    public static String whyLost(@Nullable String gone, boolean stillFree) {
        if (gone != null && gone.equals("suspended")) return "book.gone.suspended";
        if (gone != null && Set.of("closed", "pause", "desk", "not-open").contains(gone)) return "book.gone.closed";
        if (gone != null && Set.of("past", "too-soon", "too-far", "no-counter").contains(gone))
            return "book.gone.not-offered";
        return stillFree ? "book.expired" : "book.gone";
    }
}

package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// When a counter is open, as the clock on its wall shows it (rules D2, G4): on the days the clocks change an hour
/// written in the policy is still that hour on the wall.
record OpeningHours(List<ServicePolicy.Opening> weekly) {

    /// A stretch of time, the end not included.
    record Stretch(Instant from, Instant to) {}

    List<Stretch> on(LocalDate day) {
        return weekly.stream()
                .filter(opening -> opening.days().contains(day.getDayOfWeek()))
                .flatMap(opening -> stretch(day, opening.from(), opening.to()).stream())
                .sorted(Comparator.comparing(Stretch::from))
                .toList();
    }

    /// The day's pieces of `length`; a remainder too short for one person is left out.
    List<Stretch> slots(LocalDate day, Duration length) {
        return on(day).stream().flatMap(open -> cut(open, length).stream()).toList();
    }

    static List<Stretch> cut(LocalDate day, LocalTime from, LocalTime to, Duration length) {
        return stretch(day, from, to).stream()
                .flatMap(open -> cut(open, length).stream())
                .toList();
    }

    /// When the clock on the wall shows an hour from `from` on and before `to`: nothing of an hour that the spring
    /// change skips; both times of one that the autumn change repeats, so that openings next to each other stay so.
    static List<Stretch> stretch(LocalDate day, LocalTime from, LocalTime to) {
        var begins = LocalDateTime.of(day, from);
        var ends = LocalDateTime.of(day, to);
        var rules = ProductClock.ROME.getRules();
        var change = rules.nextTransition(day.atStartOfDay(ProductClock.ROME).toInstant());
        if (change == null
                || change.getInstant()
                        .isAfter(day.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant())) {
            var offset = rules.getOffset(begins);
            return lasting(begins.toInstant(offset), ends.toInstant(offset));
        }
        var at = change.getInstant();
        var before = lasting(
                begins.toInstant(change.getOffsetBefore()), earlier(at, ends.toInstant(change.getOffsetBefore())));
        var after =
                lasting(later(at, begins.toInstant(change.getOffsetAfter())), ends.toInstant(change.getOffsetAfter()));
        if (before.isEmpty()
                || after.isEmpty()
                || before.getFirst().to().isBefore(at)
                || after.getFirst().from().isAfter(at))
            return Stream.concat(before.stream(), after.stream()).toList();
        return lasting(before.getFirst().from(), after.getFirst().to());
    }

    private static List<Stretch> lasting(Instant from, Instant to) {
        return from.isBefore(to) ? List.of(new Stretch(from, to)) : List.of();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Stretch> cut(Stretch open, Duration length) {
        var slots = new ArrayList<Stretch>();
        var from = open.from();
        for (var to = from.plus(length); !to.isAfter(open.to()); to = from.plus(length)) {
            slots.add(new Stretch(from, to));
            from = to;
        }
        return List.copyOf(slots);
    }
}

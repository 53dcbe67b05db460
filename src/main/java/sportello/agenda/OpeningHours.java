package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        return stretch(day, from, to).map(open -> cut(open, length)).orElse(List.of());
    }

    /// Empty when the clocks leave nothing of it.
    static Optional<Stretch> stretch(LocalDate day, LocalTime from, LocalTime to) {
        return Optional.of(new Stretch(begin(day, from), end(day, to)))
                .filter(stretch -> stretch.from().isBefore(stretch.to()));
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

    private static Instant begin(LocalDate day, LocalTime hour) {
        return onTheWall(LocalDateTime.of(day, hour), false);
    }

    private static Instant end(LocalDate day, LocalTime hour) {
        return onTheWall(LocalDateTime.of(day, hour), true);
    }

    /// An hour that the spring change skips is the moment of the change; one that the autumn change repeats is its
    /// first time for a beginning, its second for an end.
    private static Instant onTheWall(LocalDateTime hour, boolean end) {
        var rules = ProductClock.ROME.getRules();
        var change = rules.getTransition(hour);
        if (change != null && change.isGap()) return change.getInstant();
        var there = hour.atZone(ProductClock.ROME);
        return (end ? there.withLaterOffsetAtOverlap() : there.withEarlierOffsetAtOverlap()).toInstant();
    }
}

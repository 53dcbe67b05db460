package sportello.agenda;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.offices.Counter;
import sportello.offices.ServicePolicy;

/// When one counter is open, as its office keeps it (rule G9). Where it says nothing the service's policy speaks: an
/// empty one is the policy's week, with the counter's own desks.
public record Timetable(
        List<Week> weeks,
        List<OneDay> days,
        List<Pause> pauses,
        List<Closure> closures,
        List<Suspension> suspensions,
        @Nullable Lead lead) {

    static final Timetable NONE = new Timetable(List.of(), List.of(), List.of(), List.of(), List.of(), null);

    /// Hours of the clock on the wall, cut into slots; `kept` desks beside the others, for the channels where staff
    /// book.
    public record Hours(LocalTime from, LocalTime to, Duration slot, int desks, int kept) {
        int desks(Side side) {
            return side == Side.STAFF ? desks + kept : desks;
        }
    }

    /// Hours of one day of the week, in force on these days.
    public record Week(UUID id, Days valid, DayOfWeek weekday, Hours hours) {}

    /// One day's own hours, in place of its week's.
    public record OneDay(UUID id, LocalDate day, Hours hours) {}

    /// No slot touches it; `weekday` null for every day.
    public record Pause(UUID id, Days valid, @Nullable DayOfWeek weekday, LocalTime from, LocalTime to, String why) {
        boolean on(LocalDate day) {
            return valid.contains(day) && (weekday == null || weekday == day.getDayOfWeek());
        }
    }

    public record Closure(UUID id, Days valid, String why) {}

    /// `until` is `Instant.MAX` while nobody knows.
    public record Suspension(UUID id, Instant from, Instant until, String why) {
        boolean touches(Instant begin, Instant end) {
            return from.isBefore(end) && begin.isBefore(until);
        }
    }

    /// From how many days ahead, and up to how many, one may book.
    public record Lead(int fromDays, int toDays) {}

    /// A slot of this counter, with its desks.
    record Piece(Instant from, Instant to, Hours hours) {
        int desks(Side side) {
            return hours.desks(side);
        }

        boolean overlaps(Instant begin, Instant end) {
            return from.isBefore(end) && begin.isBefore(to);
        }
    }

    List<Hours> hoursOn(LocalDate day, Counter counter, ServicePolicy policy) {
        var own = days.stream()
                .filter(each -> each.day().equals(day))
                .map(OneDay::hours)
                .toList();
        if (!own.isEmpty()) return own;
        var inForce = weeks.stream().filter(week -> week.valid().contains(day)).toList();
        if (!inForce.isEmpty())
            return inForce.stream()
                    .filter(week -> week.weekday() == day.getDayOfWeek())
                    .map(Week::hours)
                    .toList();
        return policy.weekly().stream()
                .filter(opening -> opening.days().contains(day.getDayOfWeek()))
                .map(opening -> new Hours(opening.from(), opening.to(), policy.slot(), counter.desks(), 0))
                .toList();
    }

    boolean closed(LocalDate day) {
        return closures.stream().anyMatch(closure -> closure.valid().contains(day));
    }

    /// The slots as hours and desks make them, before pauses, closures and suspensions.
    List<Piece> grid(LocalDate day, Counter counter, ServicePolicy policy) {
        return hoursOn(day, counter, policy).stream()
                .flatMap(hours -> OpeningHours.cut(day, hours.from(), hours.to(), hours.slot()).stream()
                        .map(slot -> new Piece(slot.from(), slot.to(), hours)))
                .sorted(Comparator.comparing(Piece::from))
                .toList();
    }

    /// The slots somebody can be served in.
    List<Piece> pieces(LocalDate day, Counter counter, ServicePolicy policy) {
        if (closed(day)) return List.of();
        return grid(day, counter, policy).stream()
                .filter(piece -> !paused(day, piece) && !suspended(piece.from(), piece.to()))
                .toList();
    }

    boolean paused(LocalDate day, Piece piece) {
        return paused(day, piece.from(), piece.to());
    }

    boolean paused(LocalDate day, Instant from, Instant to) {
        return pauses.stream()
                .filter(pause -> pause.on(day))
                .flatMap(pause -> OpeningHours.stretch(day, pause.from(), pause.to()).stream())
                .anyMatch(pause -> from.isBefore(pause.to()) && pause.from().isBefore(to));
    }

    boolean suspended(Instant from, Instant to) {
        return suspensions.stream().anyMatch(suspension -> suspension.touches(from, to));
    }

    Timetable withWeeks(List<Week> other) {
        return new Timetable(List.copyOf(other), days, pauses, closures, suspensions, lead);
    }

    Timetable withDays(List<OneDay> other) {
        return new Timetable(weeks, List.copyOf(other), pauses, closures, suspensions, lead);
    }

    Timetable withPauses(List<Pause> other) {
        return new Timetable(weeks, days, List.copyOf(other), closures, suspensions, lead);
    }

    Timetable withClosures(List<Closure> other) {
        return new Timetable(weeks, days, pauses, List.copyOf(other), suspensions, lead);
    }

    Timetable withSuspensions(List<Suspension> other) {
        return new Timetable(weeks, days, pauses, closures, List.copyOf(other), lead);
    }

    Timetable withLead(@Nullable Lead other) {
        return new Timetable(weeks, days, pauses, closures, suspensions, other);
    }
}

package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Timetable.Hours;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// Whether somebody can still be served where they have a place. Slots cut anew do not matter to a place taken before:
/// it fits as long as its desk is there and the counter open.
record Fitting(Counter counter, @Nullable Office office, ServicePolicy policy, Timetables tables) {

    Optional<Misfit.Why> whyNot(int desk, Instant from, Instant to) {
        var day = LocalDate.ofInstant(from, ProductClock.ROME);
        var table = tables.of(counter.id());
        if (table.suspended(from, to)) return Optional.of(Misfit.Why.SUSPENDED);
        if (office == null || Closures.closed(office, day) || tables.closed(office.id(), day) || table.closed(day))
            return Optional.of(Misfit.Why.CLOSED);
        var hours = table.hoursOn(day, counter, policy);
        if (!covered(day, hours, from, to)) return Optional.of(Misfit.Why.HOURS);
        if (table.paused(day, from, to)) return Optional.of(Misfit.Why.PAUSE);
        var there = hours.stream()
                .filter(each -> desk <= each.desks() + each.kept())
                .toList();
        return covered(day, there, from, to) ? Optional.empty() : Optional.of(Misfit.Why.DESK);
    }

    private static boolean covered(LocalDate day, List<Hours> hours, Instant from, Instant to) {
        var stretches = hours.stream()
                .flatMap(each -> OpeningHours.stretch(day, each.from(), each.to()).stream())
                .toList();
        var at = from;
        while (at.isBefore(to)) {
            var reached = at;
            var next = stretches.stream()
                    .filter(open -> !reached.isBefore(open.from()) && reached.isBefore(open.to()))
                    .findFirst();
            if (next.isEmpty()) return false;
            at = next.get().to();
        }
        return true;
    }
}

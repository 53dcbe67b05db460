package sportello.agenda;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.ServicePolicy;

/// What counters offer over a horizon before anybody took anything: open days, their slots, how many desks.
record Offer(
        ServicePolicy policy,
        List<Counter> counters,
        Map<UUID, Office> offices,
        Set<HeldSlots.Closed> closures,
        OfficeAgenda.Horizon horizon) {

    /// The days of the horizon on which at least one counter is open.
    List<LocalDate> days() {
        var days = new ArrayList<LocalDate>();
        for (var day = horizon.first(); !day.isAfter(horizon.last()); day = day.plusDays(1))
            if (!slots(day).isEmpty() && counters.stream().anyMatch(opens(day))) days.add(day);
        return days;
    }

    List<OpeningHours.Stretch> slots(LocalDate day) {
        return new OpeningHours(policy.weekly()).slots(day, policy.slot());
    }

    List<Counter> openOn(LocalDate day) {
        if (day.isBefore(horizon.first())
                || day.isAfter(horizon.last())
                || slots(day).isEmpty()) return List.of();
        return counters.stream().filter(opens(day)).toList();
    }

    /// Places in all on an open day.
    int all(LocalDate day) {
        return slots(day).size() * openOn(day).stream().mapToInt(Counter::desks).sum();
    }

    /// Places left, `taken` counting those of each counter. What was taken at a counter that is closed by now, or at a
    /// desk that is there no more, takes nothing from the others.
    int free(LocalDate day, Map<UUID, Integer> taken) {
        int slots = slots(day).size();
        return openOn(day).stream()
                .mapToInt(counter -> Math.max(0, slots * counter.desks() - taken.getOrDefault(counter.id(), 0)))
                .sum();
    }

    private Predicate<Counter> opens(LocalDate day) {
        return counter -> {
            var office = offices.get(counter.office());
            return office != null
                    && !Closures.closed(office, day)
                    && !closures.contains(new HeldSlots.Closed(office.id(), day));
        };
    }
}

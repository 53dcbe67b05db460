package sportello.agenda;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sportello.offices.Counter;

/// Free and held time together make the opening hours: how many desks are free in each slot of one day.
final class FreeSlots {

    private FreeSlots() {}

    /// One slot per beginning over all counters; its counter is one with a free desk, if any has.
    static List<Slot> of(List<OpeningHours.Stretch> slots, List<Counter> open, List<HeldSlots.Busy> busy) {
        var ofCounter = busy.stream().collect(Collectors.groupingBy(HeldSlots.Busy::counter));
        var found = new ArrayList<Slot>();
        if (open.isEmpty()) return found;
        for (var slot : slots) {
            int free = 0;
            var counter = open.getFirst().id();
            for (var each : open) {
                long taken = ofCounter.getOrDefault(each.id(), List.of()).stream()
                        .filter(desk -> desk.desk() <= each.desks())
                        .filter(desk ->
                                desk.from().isBefore(slot.to()) && slot.from().isBefore(desk.to()))
                        .map(HeldSlots.Busy::desk)
                        .distinct()
                        .count();
                if (free == 0 && taken < each.desks()) counter = each.id();
                free += each.desks() - (int) taken;
            }
            found.add(new Slot(counter, slot.from(), slot.to(), free));
        }
        return found;
    }
}

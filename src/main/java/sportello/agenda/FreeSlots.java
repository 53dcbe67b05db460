package sportello.agenda;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// Free and held time together make the opening hours: how many desks are free in each slot of one day.
final class FreeSlots {

    private FreeSlots() {}

    /// One slot per beginning over all counters; its counter is one with a free desk, if any has.
    static List<Slot> of(List<Offer.Open> open, Taken taken, Side side) {
        var byBeginning = new TreeMap<Instant, Slot>();
        for (var each : open) {
            var counter = each.counter().id();
            for (var piece : each.pieces()) {
                int free = taken.free(counter, piece, side);
                byBeginning.merge(piece.from(), new Slot(counter, piece.from(), piece.to(), free), FreeSlots::both);
            }
        }
        return List.copyOf(byBeginning.values());
    }

    private static Slot both(Slot one, Slot other) {
        var shown = one.free() > 0 || other.free() == 0 ? one : other;
        return new Slot(shown.counter(), shown.startsAt(), shown.endsAt(), one.free() + other.free());
    }

    /// Free places of one day in all.
    static int count(List<Offer.Open> open, Taken taken, Side side) {
        int free = 0;
        for (var each : open)
            for (var piece : each.pieces()) free += taken.free(each.counter().id(), piece, side);
        return free;
    }

    static int all(List<Offer.Open> open, Side side) {
        return open.stream().mapToInt(each -> each.places(side)).sum();
    }
}

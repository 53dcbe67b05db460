package sportello.agenda;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import sportello.agenda.Timetable.Piece;

/// Free and held time together make the opening hours: how many desks are free in each slot of one day.
final class FreeSlots {

    private FreeSlots() {}

    /// One slot per beginning over all counters; its counter is one with a free desk, if any has.
    static List<Slot> of(List<Offer.Open> open, Collection<HeldSlots.Busy> busy, Side side) {
        var ofCounter = ofCounter(busy);
        var byBeginning = new TreeMap<Instant, Slot>();
        for (var each : open) {
            var there = ofCounter.getOrDefault(each.counter().id(), List.of());
            for (var piece : each.pieces()) {
                int free = free(piece, there, side);
                byBeginning.merge(
                        piece.from(), new Slot(each.counter().id(), piece.from(), piece.to(), free), FreeSlots::both);
            }
        }
        return List.copyOf(byBeginning.values());
    }

    private static Slot both(Slot one, Slot other) {
        var shown = one.free() > 0 || other.free() == 0 ? one : other;
        return new Slot(shown.counter(), shown.startsAt(), shown.endsAt(), one.free() + other.free());
    }

    /// Free places of one day in all.
    static int count(List<Offer.Open> open, Collection<HeldSlots.Busy> busy, Side side) {
        var ofCounter = ofCounter(busy);
        int free = 0;
        for (var each : open) {
            var there = ofCounter.getOrDefault(each.counter().id(), List.of());
            for (var piece : each.pieces()) free += free(piece, there, side);
        }
        return free;
    }

    private static Map<UUID, List<HeldSlots.Busy>> ofCounter(Collection<HeldSlots.Busy> busy) {
        return busy.stream().collect(Collectors.groupingBy(HeldSlots.Busy::counter));
    }

    /// What was taken at a desk that is there no more takes nothing from the others; what was taken before the slots
    /// were cut anew takes every slot it touches.
    static int free(Piece piece, List<HeldSlots.Busy> there, Side side) {
        int desks = piece.desks(side);
        var taken = new BitSet(desks + 1);
        for (var busy : there) if (piece.overlaps(busy.from(), busy.to())) taken.or(busy.desks());
        if (taken.length() > desks + 1) taken.clear(desks + 1, taken.length());
        return desks - taken.cardinality();
    }
}

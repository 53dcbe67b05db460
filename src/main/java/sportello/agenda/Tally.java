package sportello.agenda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import sportello.agenda.OpeningHours.Stretch;

/// One day at many counters: those that cut it into the same slots are counted together, so that the database answers
/// with one number for each slot instead of one for each place taken.
final class Tally {

    /// Counters with the same slots that day.
    private record Grid(int number, List<Stretch> slots, Map<UUID, Integer> desks) {}

    private final List<Grid> grids = new ArrayList<>();
    private final List<UUID> counters = new ArrayList<>();
    private final List<Integer> gridOf = new ArrayList<>();
    private final List<Integer> desksOf = new ArrayList<>();
    private final boolean fits;

    /// What is taken, as one statement counted it: by grid and slot.
    record Counted(Taken.AsOf asOf, Map<Integer, Map<Stretch, Integer>> places) {}

    /// A free slot and who may have it.
    record Free(Stretch slot, List<UUID> counters, List<Integer> desks) {}

    Tally(List<Offer.Open> open, Side side) {
        var bySlots = new HashMap<List<Stretch>, Grid>();
        boolean uniform = true;
        List<Timetable.Piece> last = List.of();
        Grid grid = null;
        for (var each : open) {
            int desks = each.pieces().getFirst().desks(side);
            for (var piece : each.pieces()) uniform &= piece.desks(side) == desks;
            // Counters that follow the policy share their list of slots.
            if (grid == null || each.pieces() != last) {
                var slots = each.pieces().stream()
                        .map(piece -> new Stretch(piece.from(), piece.to()))
                        .toList();
                grid = bySlots.computeIfAbsent(slots, _ -> {
                    var made = new Grid(grids.size(), slots, new LinkedHashMap<>());
                    grids.add(made);
                    return made;
                });
                last = each.pieces();
            }
            grid.desks().put(each.counter().id(), desks);
            counters.add(each.counter().id());
            gridOf.add(grid.number());
            desksOf.add(desks);
        }
        fits = uniform;
    }

    /// False when a counter has more desks at one hour than at another: then each place is looked at.
    boolean fits() {
        return fits;
    }

    UUID[] counters() {
        return counters.toArray(UUID[]::new);
    }

    Integer[] grids() {
        return gridOf.toArray(Integer[]::new);
    }

    Integer[] desks() {
        return desksOf.toArray(Integer[]::new);
    }

    /// Whether something was taken before the slots were cut anew and lies across them: then each place is looked at.
    boolean crossed(Counted counted) {
        return grids.stream()
                .anyMatch(grid -> counted.places().getOrDefault(grid.number(), Map.of()).keySet().stream()
                        .filter(taken -> !grid.slots().contains(taken))
                        .anyMatch(taken -> grid.slots().stream()
                                .anyMatch(slot -> slot.from().isBefore(taken.to())
                                        && taken.from().isBefore(slot.to()))));
    }

    /// The earliest slot in which fewer places are taken than there are.
    Optional<Free> first(Counted counted) {
        var byBeginning = new TreeMap<Instant, Free>();
        for (var grid : grids) {
            var taken = counted.places().getOrDefault(grid.number(), Map.of());
            int all = grid.desks().values().stream().mapToInt(Integer::intValue).sum();
            for (var slot : grid.slots())
                if (taken.getOrDefault(slot, 0) < all) {
                    byBeginning.putIfAbsent(
                            slot.from(),
                            new Free(
                                    slot,
                                    List.copyOf(grid.desks().keySet()),
                                    List.copyOf(grid.desks().values())));
                    break;
                }
        }
        return byBeginning.values().stream().findFirst();
    }
}

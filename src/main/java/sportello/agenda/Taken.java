package sportello.agenda;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import sportello.agenda.Timetable.Piece;

/// Which desks are taken or kept when, as one statement read it, with the versions of offices and openings it saw. Each
/// taking is one number: minute of its beginning since 1970, its minutes (11 bits), its desk (9 bits).
final class Taken {

    private static final int DESK_BITS = 9;
    private static final int LENGTH_BITS = 11;
    private static final long DAY = 24 * 60;

    private final AsOf asOf;
    private final Map<UUID, Map<Long, long[]>> byCounterAndDay = new HashMap<>();

    Taken(AsOf asOf) {
        this.asOf = asOf;
    }

    /// What offices and openings were when the rows were read.
    record AsOf(UUID offices, long openings) {}

    AsOf asOf() {
        return asOf;
    }

    /// As the statement writes it down.
    static long taking(Instant from, Instant to, int desk) {
        long minutes = minute(to, 59) - minute(from, 0);
        return minute(from, 0) << (LENGTH_BITS + DESK_BITS) | minutes << DESK_BITS | desk;
    }

    void add(UUID counter, Long[] takings) {
        var days = new HashMap<Long, long[]>();
        var sizes = new HashMap<Long, Integer>();
        for (long taking : takings)
            for (long day = begin(taking) / DAY; day <= (end(taking) - 1) / DAY; day++) {
                int size = sizes.merge(day, 1, Integer::sum);
                var kept = days.computeIfAbsent(day, _ -> new long[16]);
                if (size > kept.length) days.put(day, kept = Arrays.copyOf(kept, size * 2));
                kept[size - 1] = taking;
            }
        days.replaceAll((day, kept) -> Arrays.copyOf(kept, sizes.getOrDefault(day, 0)));
        byCounterAndDay.put(counter, days);
    }

    private static long begin(long taking) {
        return taking >> (LENGTH_BITS + DESK_BITS);
    }

    private static long end(long taking) {
        return begin(taking) + ((taking >> DESK_BITS) & ((1 << LENGTH_BITS) - 1));
    }

    private static int desk(long taking) {
        return (int) (taking & ((1 << DESK_BITS) - 1));
    }

    /// Desks free in a slot. What was taken at a desk that is there no more takes nothing from the others; what was
    /// taken before the slots were cut anew takes every slot it touches.
    int free(UUID counter, Piece piece, Side side) {
        int desks = piece.desks(side);
        var days = byCounterAndDay.get(counter);
        if (days == null) return desks;
        long from = minute(piece.from(), 0);
        long to = minute(piece.to(), 59);
        var gone = new BitSet(desks + 1);
        for (long day = from / DAY; day <= (to - 1) / DAY; day++) {
            var takings = days.get(day);
            if (takings == null) continue;
            for (long taking : takings)
                if (begin(taking) < to && from < end(taking) && desk(taking) <= desks) gone.set(desk(taking));
        }
        return desks - gone.cardinality();
    }

    private static long minute(Instant at, int up) {
        return Math.floorDiv(at.getEpochSecond() + up, 60);
    }
}

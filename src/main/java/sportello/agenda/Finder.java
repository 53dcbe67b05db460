package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda.DayCount;
import sportello.agenda.Agenda.Look;
import sportello.agenda.Agenda.Point;
import sportello.offices.Counter;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Finds free hours: one statement for a screen, and where the first will do, the nearest days before the others.
@Component
class Finder {

    /// How many days are looked at first where the first free hour of several offices is asked.
    private static final int A_FEW_DAYS = 4;

    private static final int DRAWN = 24;

    private final Supplies supplies;
    private final TakenHours hours;
    private final Services services;

    Finder(Supplies supplies, TakenHours hours, Services services) {
        this.supplies = supplies;
        this.hours = hours;
        this.services = services;
    }

    /// What is open on the days looked at, and what is taken there, as one statement saw it.
    private record Seen(SortedMap<LocalDate, List<Offer.Open>> days, Taken taken) {
        Taken.AsOf asOf() {
            return taken.asOf();
        }
    }

    private Seen seen(Search search, SortedMap<LocalDate, List<Offer.Open>> days, Instant now) {
        return new Seen(days, taken(search, days, now));
    }

    /// The days, and the slots of the one that `chosen` then names, if any.
    Look look(Search search, Side side, Instant now, Function<List<DayCount>, Optional<LocalDate>> chosen) {
        var policy = services.policy(search.service());
        return supplies.answer(
                now, supply -> seen(search, supply.days(policy, search, side, now), now), Seen::asOf, (_, seen) -> {
                    var days = seen.days().entrySet().stream()
                            .map(day -> new DayCount(
                                    day.getKey(),
                                    FreeSlots.count(day.getValue(), seen.taken(), side),
                                    FreeSlots.all(day.getValue(), side)))
                            .toList();
                    var day = chosen.apply(days);
                    var open = day.map(it -> seen.days().getOrDefault(it, List.of()))
                            .orElse(List.of());
                    return new Look(days, day, FreeSlots.of(open, seen.taken(), side));
                });
    }

    List<Slot> day(Search search, LocalDate day, Side side, Instant now) {
        return slots(services.policy(search.service()), search, day, day, side, now)
                .getOrDefault(day, List.of());
    }

    /// One day after the other: where there is room near, one statement about one day and a look for who has it.
    Optional<Slot> firstFree(Search search, Instant now) {
        var policy = services.policy(search.service());
        for (int n = 0; ; n++) {
            int nth = n;
            var looked = supplies.answer(
                    now,
                    supply -> look(search, supply.nth(policy, search, nth, now), now),
                    Looked::asOf,
                    (_, found) -> found);
            if (looked.day() == null) return Optional.empty();
            if (looked.exact()) {
                var slots = slots(policy, search, looked.day(), looked.day(), Side.PUBLIC, now);
                var first = slots.getOrDefault(looked.day(), List.of()).stream()
                        .filter(slot -> slot.free() > 0)
                        .findFirst();
                if (first.isPresent()) return first;
            } else if (looked.free().isPresent()) {
                var free = looked.free().get();
                var counter = hours.anyFree(search.service(), free, now)
                        .orElse(free.counters().getFirst());
                return Optional.of(
                        new Slot(counter, free.slot().from(), free.slot().to(), 1));
            }
        }
    }

    /// `day` null after the last; `exact`: each place must be looked at.
    private record Looked(Taken.AsOf asOf, @Nullable LocalDate day, boolean exact, Optional<Tally.Free> free) {}

    private Looked look(Search search, Optional<Map.Entry<LocalDate, List<Offer.Open>>> nth, Instant now) {
        if (nth.isEmpty()) return new Looked(hours.asOf(), null, false, Optional.empty());
        var day = nth.get().getKey();
        var drawn = drawn(search, nth.get().getValue(), day, now);
        if (drawn.isPresent()) return drawn.get();
        var tally = new Tally(nth.get().getValue(), Side.PUBLIC);
        if (!tally.fits()) return new Looked(hours.asOf(), day, true, Optional.empty());
        var counted = hours.counted(search.service(), tally, Supply.begin(day), Supply.begin(day.plusDays(1)), now);
        return tally.crossed(counted)
                ? new Looked(counted.asOf(), day, true, Optional.empty())
                : new Looked(counted.asOf(), day, false, tally.first(counted));
    }

    /// Nothing is earlier than the day's first hour: if a few counters drawn by lot have it, the others need not be
    /// asked.
    private Optional<Looked> drawn(Search search, List<Offer.Open> open, LocalDate day, Instant now) {
        if (open.size() < 2 * DRAWN) return Optional.empty();
        var some = new ArrayList<>(open);
        Collections.shuffle(some);
        var few = some.subList(0, DRAWN);
        var earliest = open.stream()
                .map(each -> each.pieces().getFirst().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var taken = taken(search, Map.of(day, few), now);
        return few.stream()
                .filter(each -> each.pieces().getFirst().from().equals(earliest))
                .filter(each -> taken.free(each.counter().id(), each.pieces().getFirst(), Side.PUBLIC) > 0)
                .findFirst()
                .map(each -> new Looked(
                        taken.asOf(),
                        day,
                        false,
                        Optional.of(new Tally.Free(
                                new OpeningHours.Stretch(
                                        earliest, each.pieces().getFirst().to()),
                                List.of(each.counter().id()),
                                List.of(each.pieces().getFirst().desks(Side.PUBLIC))))));
    }

    /// Looks at the days nearest to the wanted one first, then at twice as many, and no further than it must.
    List<Slot> nearest(Search search, Instant wanted, int most, Side side, Instant now) {
        var policy = services.policy(search.service());
        var wantedDay = LocalDate.ofInstant(wanted, ProductClock.ROME);
        var days = supplies.fresh(now).days(policy, search, side, now).keySet().stream()
                .sorted(Comparator.comparingLong(day -> away(wantedDay, day)))
                .toList();
        var found = new HashMap<LocalDate, List<Slot>>();
        int step = most > 20 ? days.size() : 1;
        for (int from = 0; from < days.size(); from += step, step *= 2) {
            var some = days.subList(from, Math.min(days.size(), from + step));
            slots(policy, search, some, side, now).forEach((day, slots) -> {
                var free = slots.stream().filter(slot -> slot.free() > 0).toList();
                if (!free.isEmpty()) found.put(day, free);
            });
            int next = Math.min(days.size(), from + step);
            // A day more, since an evening may be nearer to the next morning than to its own.
            if (enough(found, most, wantedDay, next == days.size() ? Long.MAX_VALUE : away(wantedDay, days.get(next))))
                break;
        }
        return found.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing((Slot slot) ->
                                Duration.between(wanted, slot.startsAt()).abs())
                        .thenComparing(Slot::startsAt))
                .limit(most)
                .sorted(Comparator.comparing(Slot::startsAt))
                .toList();
    }

    /// Whether no day from `next` days away on can have a nearer slot than those found.
    private static boolean enough(Map<LocalDate, List<Slot>> found, int most, LocalDate wanted, long next) {
        long sum = found.entrySet().stream()
                .filter(day -> away(wanted, day.getKey()) + 1 < next)
                .mapToLong(day -> day.getValue().size())
                .sum();
        return sum >= most;
    }

    private static long away(LocalDate from, LocalDate day) {
        return Math.abs(ChronoUnit.DAYS.between(from, day));
    }

    private Map<LocalDate, List<Slot>> slots(
            ServicePolicy policy, Search search, List<LocalDate> days, Side side, Instant now) {
        var first = days.stream().min(Comparator.naturalOrder()).orElseThrow();
        var last = days.stream().max(Comparator.naturalOrder()).orElseThrow();
        var among = slots(policy, search, first, last, side, now);
        among.keySet().retainAll(days);
        return among;
    }

    private Map<LocalDate, List<Slot>> slots(
            ServicePolicy policy, Search search, LocalDate first, LocalDate last, Side side, Instant now) {
        return supplies.answer(
                now,
                supply -> seen(search, between(supply, policy, search, first, last, side, now), now),
                Seen::asOf,
                (_, seen) -> {
                    var slots = new HashMap<LocalDate, List<Slot>>();
                    seen.days().forEach((day, open) -> slots.put(day, FreeSlots.of(open, seen.taken(), side)));
                    return slots;
                });
    }

    private static SortedMap<LocalDate, List<Offer.Open>> between(
            Supply supply,
            ServicePolicy policy,
            Search search,
            LocalDate first,
            LocalDate last,
            Side side,
            Instant now) {
        if (first.equals(last)) {
            var open = supply.day(policy, search, side, first, now);
            return new TreeMap<>(open.isEmpty() ? Map.of() : Map.of(first, open));
        }
        return supply.days(policy, search, side, now).subMap(first, true, last, true);
    }

    List<Point> points(Search search, Collection<UUID> offices, Instant now) {
        var policy = services.policy(search.service());
        var few = Set.copyOf(offices);
        var found = new HashMap<UUID, Point>();
        var days = List.copyOf(
                supplies.fresh(now).days(policy, search, Side.PUBLIC, now).keySet());
        for (int from = 0;
                from < days.size() && found.size() < few.size();
                from += from == 0 ? A_FEW_DAYS : days.size()) {
            var first = days.get(from);
            var last = from == 0 ? days.get(Math.min(days.size(), A_FEW_DAYS) - 1) : days.getLast();
            firstFree(policy, search, few, first, last, now).forEach(found::putIfAbsent);
        }
        var counters =
                supplies.remembered(now).offer(policy, search, Side.PUBLIC, now).counters();
        return counters.stream()
                .filter(counter -> few.contains(counter.office()))
                .collect(Collectors.toMap(
                        Counter::office,
                        counter -> found.getOrDefault(counter.office(), new Point(counter, Optional.empty())),
                        (one, _) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparing((Point point) -> point.firstFree().orElse(Instant.MAX))
                        .thenComparing(point -> point.counter().officeName()))
                .toList();
    }

    private Map<UUID, Point> firstFree(
            ServicePolicy policy, Search search, Set<UUID> offices, LocalDate first, LocalDate last, Instant now) {
        return supplies.answer(
                now,
                supply ->
                        seen(search, of(offices, between(supply, policy, search, first, last, Side.PUBLIC, now)), now),
                Seen::asOf,
                (_, seen) -> {
                    var found = new HashMap<UUID, Point>();
                    seen.days()
                            .values()
                            .forEach(day -> day.forEach(open -> open.pieces().stream()
                                    .filter(piece ->
                                            seen.taken().free(open.counter().id(), piece, Side.PUBLIC) > 0)
                                    .findFirst()
                                    .ifPresent(piece -> found.merge(
                                            open.counter().office(),
                                            new Point(open.counter(), Optional.of(piece.from())),
                                            Finder::earlier))));
                    return found;
                });
    }

    private static Point earlier(Point one, Point other) {
        return other.firstFree().orElseThrow().isBefore(one.firstFree().orElseThrow()) ? other : one;
    }

    private static SortedMap<LocalDate, List<Offer.Open>> of(
            Set<UUID> offices, SortedMap<LocalDate, List<Offer.Open>> days) {
        var there = new TreeMap<LocalDate, List<Offer.Open>>();
        days.forEach((day, all) -> there.put(
                day,
                all.stream()
                        .filter(open -> offices.contains(open.counter().office()))
                        .toList()));
        return there;
    }

    /// The one statement.
    private Taken taken(Search search, Map<LocalDate, List<Offer.Open>> days, Instant now) {
        if (days.isEmpty()) return hours.taken(search.service(), Set.of(), now, now, now);
        var counters = new HashSet<UUID>();
        days.values()
                .forEach(day -> day.forEach(open -> counters.add(open.counter().id())));
        var first = days.keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
        var last = days.keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
        return hours.taken(search.service(), counters, Supply.begin(first), Supply.begin(last.plusDays(1)), now);
    }
}

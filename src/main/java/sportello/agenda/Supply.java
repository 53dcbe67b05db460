package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.offices.Directory;
import sportello.offices.Office;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// What all counters offer on a day called today, before anybody took anything, worked out once for each service and
/// true as long as offices and openings are what they were.
final class Supply {

    private final Taken.AsOf asOf;
    private final LocalDate today;
    private final Directory directory;
    private final Timetables tables;
    private final Map<UUID, Office> offices;
    private final Map<Key, TreeMap<LocalDate, List<Offer.Open>>> open = new ConcurrentHashMap<>();

    private final Map<Place, TreeMap<LocalDate, List<Offer.Open>>> openThere = new ConcurrentHashMap<>();

    private record Key(String service, Side side) {}

    private record Place(String service, Side side, UUID office) {}

    Supply(Taken.AsOf asOf, LocalDate today, Directory directory, Timetables tables) {
        this.asOf = asOf;
        this.today = today;
        this.directory = directory;
        this.tables = tables;
        this.offices = directory.offices().stream().collect(Collectors.toMap(Office::id, Function.identity()));
    }

    LocalDate today() {
        return today;
    }

    boolean asOf(Taken.AsOf seen) {
        return asOf.equals(seen);
    }

    Taken.AsOf asOf() {
        return asOf;
    }

    /// Everything the service offers, by day, from the first that may be booked to the last.
    private TreeMap<LocalDate, List<Offer.Open>> all(ServicePolicy policy, Side side) {
        return open.computeIfAbsent(new Key(policy.code(), side), _ -> {
            var offer = new Offer(policy, directory.countersFor(policy.code()), offices, tables, side, begin(today));
            var days = new TreeMap<LocalDate, List<Offer.Open>>();
            offer.days().forEach(day -> days.put(day, offer.openOn(day)));
            return days;
        });
    }

    /// The same in one office: among hundreds nobody looks for its counters each time.
    private TreeMap<LocalDate, List<Offer.Open>> all(ServicePolicy policy, Side side, @Nullable UUID office) {
        if (office == null) return all(policy, side);
        return openThere.computeIfAbsent(new Place(policy.code(), side, office), _ -> {
            var days = new TreeMap<LocalDate, List<Offer.Open>>();
            all(policy, side).forEach((day, all) -> {
                var there = all.stream()
                        .filter(each -> each.counter().office().equals(office))
                        .toList();
                if (!there.isEmpty()) days.put(day, there);
            });
            return days;
        });
    }

    /// Days on which what is looked for is open, each with the counters that fit and their slots to come.
    TreeMap<LocalDate, List<Offer.Open>> days(ServicePolicy policy, Search search, Side side, Instant now) {
        var found = new TreeMap<LocalDate, List<Offer.Open>>();
        all(policy, side, search.office()).forEach((day, all) -> {
            var fitting = fitting(all, search, day, now);
            if (!fitting.isEmpty()) found.put(day, fitting);
        });
        return found;
    }

    /// The n-th of those days, from 0.
    Optional<Map.Entry<LocalDate, List<Offer.Open>>> nth(ServicePolicy policy, Search search, int n, Instant now) {
        return all(policy, Side.PUBLIC, search.office()).entrySet().stream()
                .map(day -> Map.entry(day.getKey(), fitting(day.getValue(), search, day.getKey(), now)))
                .filter(day -> !day.getValue().isEmpty())
                .skip(n)
                .findFirst();
    }

    List<Offer.Open> day(ServicePolicy policy, Search search, Side side, LocalDate day, Instant now) {
        return fitting(all(policy, side, search.office()).getOrDefault(day, List.of()), search, day, now);
    }

    private List<Offer.Open> fitting(List<Offer.Open> all, Search search, LocalDate day, Instant now) {
        var there = all.stream().filter(each -> search.fits(each.counter())).toList();
        if (day.isAfter(today)) return there;
        return there.stream()
                .map(each -> new Offer.Open(
                        each.counter(),
                        each.pieces().stream()
                                .filter(piece -> piece.from().isAfter(now))
                                .toList()))
                .filter(each -> !each.pieces().isEmpty())
                .toList();
    }

    /// Who has a slot beginning at this very moment, or why none has.
    Offer.At at(ServicePolicy policy, Search search, Side side, Instant startsAt, Instant now) {
        var there = day(policy, search, side, LocalDate.ofInstant(startsAt, ProductClock.ROME), now).stream()
                .flatMap(each -> each.pieces().stream()
                        .filter(piece -> piece.from().equals(startsAt))
                        .map(piece -> new Offer.There(each.counter(), piece)))
                .toList();
        return there.isEmpty() ? offer(policy, search, side, now).at(startsAt) : new Offer.At(there, null);
    }

    /// Worked out afresh, for one moment.
    Offer offer(ServicePolicy policy, Search search, Side side, Instant now) {
        var counters = directory.countersFor(policy.code()).stream()
                .filter(search::fits)
                .toList();
        return new Offer(policy, counters, offices, tables, side, now);
    }

    static Instant begin(LocalDate day) {
        return day.atStartOfDay(ProductClock.ROME).toInstant();
    }
}

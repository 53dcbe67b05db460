package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Timetable.Lead;
import sportello.agenda.Timetable.Piece;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;

/// What counters of one service offer before anybody took anything: each one's own days, hours, slots and desks, from
/// today on and as far as one may book there. For one thread.
final class Offer {

    private final ServicePolicy policy;
    private final List<Counter> counters;
    private final Map<UUID, Office> offices;
    private final Timetables tables;
    private final Side side;
    private final Instant now;
    private final LocalDate today;
    private final Map<LocalDate, List<Open>> openOn = new HashMap<>();

    Offer(
            ServicePolicy policy,
            List<Counter> counters,
            Map<UUID, Office> offices,
            Timetables tables,
            Side side,
            Instant now) {
        this.policy = policy;
        this.counters = counters;
        this.offices = offices;
        this.tables = tables;
        this.side = side;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ProductClock.ROME);
    }

    /// A counter with the slots of one day that this side may book, the earliest first.
    record Open(Counter counter, List<Piece> pieces) {
        int places(Side side) {
            return pieces.stream().mapToInt(piece -> piece.desks(side)).sum();
        }
    }

    /// A counter that has a slot at the hour asked for.
    record There(Counter counter, Piece piece) {}

    /// Either those that have it, or why none has: a key of words.
    record At(List<There> there, @Nullable Refusal why) {}

    /// The nearest to a yes first.
    enum Refusal {
        SUSPENDED("refusal.suspended"),
        PAUSE("refusal.pause"),
        CLOSED("refusal.closed"),
        NOT_OPEN("refusal.not-open"),
        TOO_FAR("refusal.too-far"),
        TOO_SOON("refusal.too-soon"),
        PAST("refusal.past"),
        NO_COUNTER("refusal.no-counter");

        final String word;

        Refusal(String word) {
            this.word = word;
        }
    }

    Side side() {
        return side;
    }

    List<Counter> counters() {
        return counters;
    }

    /// Today's version of all openings that this offer was made of.
    long version() {
        return tables.version();
    }

    /// The days on which at least one counter has a slot.
    List<LocalDate> days() {
        var days = new ArrayList<LocalDate>();
        var last = last();
        for (var day = first(); !day.isAfter(last); day = day.plusDays(1))
            if (!openOn(day).isEmpty()) days.add(day);
        return days;
    }

    private LocalDate first() {
        return today.plusDays(leads().mapToInt(Lead::fromDays).min().orElse(policy.bookableFromDays()));
    }

    private LocalDate last() {
        return today.plusDays(leads().mapToInt(Lead::toDays).max().orElse(policy.bookableToDays()));
    }

    private Stream<Lead> leads() {
        return counters.stream().map(this::lead).distinct();
    }

    private Lead lead(Counter counter) {
        var own = tables.of(counter.id()).lead();
        return own == null ? new Lead(policy.bookableFromDays(), policy.bookableToDays()) : own;
    }

    /// The counters that have slots on that day.
    List<Open> openOn(LocalDate day) {
        return openOn.computeIfAbsent(day, this::open);
    }

    private List<Open> open(LocalDate day) {
        var byPolicy = new HashMap<Integer, List<Piece>>();
        var open = new ArrayList<Open>();
        for (var counter : counters) {
            if (!bookable(counter, day) || closed(counter, day)) continue;
            var table = tables.of(counter.id());
            var pieces = table.equals(Timetable.NONE)
                    ? byPolicy.computeIfAbsent(counter.desks(), _ -> offered(table, day, counter))
                    : offered(table, day, counter);
            if (!pieces.isEmpty()) open.add(new Open(counter, pieces));
        }
        return List.copyOf(open);
    }

    private List<Piece> offered(Timetable table, LocalDate day, Counter counter) {
        return table.pieces(day, counter, policy).stream()
                .filter(piece -> piece.desks(side) > 0 && piece.from().isAfter(now))
                .toList();
    }

    private boolean bookable(Counter counter, LocalDate day) {
        var lead = lead(counter);
        return !day.isBefore(today.plusDays(lead.fromDays())) && !day.isAfter(today.plusDays(lead.toDays()));
    }

    /// By law, by custom, or because its office said so (rule G3).
    private boolean closed(Counter counter, LocalDate day) {
        var office = offices.get(counter.office());
        return office == null || Closures.closed(office, day) || tables.closed(office.id(), day);
    }

    /// Who has a slot beginning at this very moment.
    At at(Instant startsAt) {
        var there = new ArrayList<There>();
        var refusals = new ArrayList<Refusal>();
        for (var counter : counters)
            piece(counter, startsAt)
                    .ifPresentOrElse(
                            piece -> there.add(new There(counter, piece)),
                            () -> refusals.add(refusal(counter, startsAt)));
        if (!there.isEmpty()) return new At(List.copyOf(there), null);
        return new At(
                List.of(), refusals.stream().min(Comparator.naturalOrder()).orElse(Refusal.NO_COUNTER));
    }

    private Optional<Piece> piece(Counter counter, Instant startsAt) {
        var day = day(startsAt);
        if (!bookable(counter, day) || closed(counter, day)) return Optional.empty();
        return offered(tables.of(counter.id()), day, counter).stream()
                .filter(piece -> piece.from().equals(startsAt))
                .findFirst();
    }

    private Refusal refusal(Counter counter, Instant startsAt) {
        var day = day(startsAt);
        var lead = lead(counter);
        var table = tables.of(counter.id());
        if (!startsAt.isAfter(now)) return Refusal.PAST;
        if (day.isBefore(today.plusDays(lead.fromDays()))) return Refusal.TOO_SOON;
        if (day.isAfter(today.plusDays(lead.toDays()))) return Refusal.TOO_FAR;
        var onGrid = table.grid(day, counter, policy).stream()
                .filter(piece -> piece.from().equals(startsAt) && piece.desks(side) > 0)
                .findFirst();
        if (onGrid.isEmpty()) return Refusal.NOT_OPEN;
        if (closed(counter, day) || table.closed(day)) return Refusal.CLOSED;
        return table.paused(day, onGrid.get()) ? Refusal.PAUSE : Refusal.SUSPENDED;
    }

    /// Whether everybody could book this very place now.
    boolean has(UUID counter, int desk, Instant from, Instant to) {
        return openOn(day(from)).stream()
                .filter(open -> open.counter().id().equals(counter))
                .flatMap(open -> open.pieces().stream())
                .anyMatch(piece -> piece.from().equals(from) && piece.to().equals(to) && desk <= piece.desks(side));
    }

    /// Places in all on a day.
    int all(LocalDate day) {
        return openOn(day).stream().mapToInt(open -> open.places(side)).sum();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ProductClock.ROME);
    }
}

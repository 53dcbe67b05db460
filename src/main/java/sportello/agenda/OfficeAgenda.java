package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Works out the days and hours on offer and keeps desks for people.
@Service
class OfficeAgenda implements Agenda {

    private static final int NEAREST = 6;

    /// So long somebody can still be told that their hold ran out, rather than that the hour is gone.
    private static final Duration RAN_OUT_IS_KNOWN = Duration.ofDays(1);

    private final HeldSlots held;
    private final TimetableShelf shelf;
    private final Offices offices;
    private final Services services;
    private final AuditTrail audit;
    private final ObjectProvider<NextInLine> line;
    private final ProductClock clock;

    OfficeAgenda(
            HeldSlots held,
            TimetableShelf shelf,
            Offices offices,
            Services services,
            AuditTrail audit,
            ObjectProvider<NextInLine> line,
            ProductClock clock) {
        this.held = held;
        this.shelf = shelf;
        this.offices = offices;
        this.services = services;
        this.audit = audit;
        this.line = line;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<DayCount> days(String service, @Nullable UUID counter, Instant now) {
        var offer = offer(service, counter, Side.PUBLIC, now);
        var days = offer.days();
        if (days.isEmpty()) return List.of();
        var busy = held
                .busy(
                        service,
                        counter,
                        begin(days.getFirst()),
                        begin(days.getLast().plusDays(1)),
                        now)
                .stream()
                .collect(Collectors.groupingBy(each -> LocalDate.ofInstant(each.from(), ProductClock.ROME)));
        return days.stream()
                .map(day -> new DayCount(
                        day,
                        FreeSlots.count(offer.openOn(day), busy.getOrDefault(day, List.of()), Side.PUBLIC),
                        offer.all(day)))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> day(String service, @Nullable UUID counter, LocalDate day, Instant now) {
        return slots(offer(service, counter, Side.PUBLIC, now), service, counter, day, now);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> nearest(String service, @Nullable UUID counter, Instant wanted, int most, Instant now) {
        return nearest(service, counter, wanted, most, Side.PUBLIC, now);
    }

    /// Looks at the days nearest to the wanted one first and no further than it must.
    @Override
    @Transactional(readOnly = true)
    public List<Slot> nearest(
            String service, @Nullable UUID counter, Instant wanted, int most, Side side, Instant now) {
        var offer = offer(service, counter, side, now);
        var nearness = Comparator.comparing(
                        (Slot slot) -> Duration.between(wanted, slot.startsAt()).abs())
                .thenComparing(Slot::startsAt);
        var wantedDay = LocalDate.ofInstant(wanted, ProductClock.ROME);
        var days = offer.days().stream()
                .sorted(Comparator.comparingLong(day -> Math.abs(ChronoUnit.DAYS.between(wantedDay, day))))
                .toList();
        var found = new ArrayList<Slot>();
        long lastLookedAt = Long.MAX_VALUE;
        for (var day : days) {
            var away = Math.abs(ChronoUnit.DAYS.between(wantedDay, day));
            // A day more, since an evening may be nearer to the next morning than to its own.
            if (away > lastLookedAt) break;
            slots(offer, service, counter, day, now).stream()
                    .filter(slot -> slot.free() > 0)
                    .forEach(found::add);
            if (found.size() >= most && lastLookedAt == Long.MAX_VALUE) lastLookedAt = away + 1;
        }
        return found.stream()
                .sorted(nearness)
                .limit(most)
                .sorted(Comparator.comparing(Slot::startsAt))
                .toList();
    }

    private List<Slot> slots(Offer offer, String service, @Nullable UUID counter, LocalDate day, Instant now) {
        var open = offer.openOn(day);
        if (open.isEmpty()) return List.of();
        return FreeSlots.of(open, held.busy(service, counter, begin(day), begin(day.plusDays(1)), now), offer.side());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Point> points(String service, Instant now) {
        var offer = offer(service, null, Side.PUBLIC, now);
        var waiting = new LinkedHashMap<UUID, Counter>();
        offer.counters().forEach(counter -> waiting.put(counter.id(), counter));
        var found = new ArrayList<Point>();
        for (var day : offer.days()) {
            if (waiting.isEmpty()) break;
            var busy = held.busy(service, null, begin(day), begin(day.plusDays(1)), now);
            for (var open : offer.openOn(day)) {
                if (!waiting.containsKey(open.counter().id())) continue;
                FreeSlots.of(List.of(open), busy, Side.PUBLIC).stream()
                        .filter(slot -> slot.free() > 0)
                        .findFirst()
                        .ifPresent(slot -> {
                            waiting.remove(open.counter().id());
                            found.add(new Point(open.counter(), Optional.of(slot.startsAt())));
                        });
            }
        }
        found.sort(Comparator.comparing(point -> point.firstFree().orElseThrow()));
        waiting.values().forEach(counter -> found.add(new Point(counter, Optional.empty())));
        return List.copyOf(found);
    }

    @Override
    @Transactional
    public Holding hold(String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Instant now) {
        return hold(service, startsAt, holder, counter, Side.PUBLIC, now);
    }

    /// Asks what this node remembers of openings first: the database passes over what changed since.
    @Override
    @Transactional
    public Holding hold(
            String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Side side, Instant now) {
        var policy = services.policy(service);
        var counters = counters(service, counter);
        var where = officesOf(counters);
        for (var tables = shelf.remembered(); ; ) {
            var at = new Offer(policy, counters, where, tables, side, now).at(startsAt);
            var why = at.why();
            if (why == null) {
                var taken = hold(at.there(), service, side, holder, now.plus(policy.hold()), now, tables.version());
                if (taken.isPresent()) {
                    taken.get().before().forEach(earlier -> giveBack(held.lockUnbooked(earlier, holder), now));
                    return new Holding.Held(taken.get().hold());
                }
            }
            var fresh = shelf.now();
            if (fresh.version() == tables.version()) {
                var nearest = nearest(service, counter, startsAt, NEAREST, side, now);
                return why == null ? new Holding.Taken(nearest) : new Holding.NotOffered(why.word, nearest);
            }
            tables = fresh;
        }
    }

    private Optional<HeldSlots.Holding> hold(
            List<Offer.There> there,
            String service,
            Side side,
            PersonId holder,
            Instant until,
            Instant now,
            long version) {
        return held.hold(service, there, side, holder, until, now, version)
                .or(() -> reclaimed(there, now)
                        ? held.hold(service, there, side, holder, until, now, version)
                        : Optional.empty());
    }

    /// Whether a hold that ran out left a desk free: who waits for it comes before who asks now.
    private boolean reclaimed(List<Offer.There> there, Instant now) {
        boolean free = false;
        for (var place : held.ranOut(there, now)) {
            if (passedOn(place, now)) continue;
            held.delete(place.hold());
            free = true;
        }
        return free;
    }

    private void giveBack(UUID hold, Instant now) {
        giveBack(held.lock(hold), now);
    }

    private void giveBack(Optional<Freed> locked, Instant now) {
        locked.filter(place -> !passedOn(place, now)).ifPresent(place -> held.delete(place.hold()));
    }

    /// Only a place that everybody could book today is offered: on a day still open, not too near, at a counter that is
    /// there.
    private boolean passedOn(Freed place, Instant now) {
        var next = line.getIfAvailable();
        var policy = services.find(place.service());
        if (next == null || policy.isEmpty() || !next.waitedFor(place.service())) return false;
        return offer(place.service(), place.counter(), Side.PUBLIC, now)
                        .has(place.counter(), place.desk(), place.startsAt(), place.endsAt())
                && next.offered(place, now);
    }

    /// False when there is none.
    boolean passOnOneThatRanOut(Instant now) {
        var place = held.oneThatRanOut(now);
        if (place.isEmpty()) return false;
        if (!passedOn(place.get(), now)) held.nobodyWaits(place.get().hold());
        return true;
    }

    void forgetHoldsThatRanOut(Instant now) {
        held.forgetThoseThatRanOutBefore(now.minus(RAN_OUT_IS_KNOWN));
    }

    @Override
    @Transactional
    public UUID keepFor(PersonId to, Freed place) {
        return held.keepFor(place.hold(), to);
    }

    @Override
    @Transactional
    public Optional<Hold> takeUp(UUID hold, PersonId by, Instant now) {
        return held.service(hold)
                .map(service -> held.inTurn(service, by))
                .flatMap(service ->
                        held.takeUp(hold, by, now.plus(services.policy(service).hold())))
                .map(mine -> {
                    held.others(mine.id()).forEach(earlier -> giveBack(held.lockUnbooked(earlier, by), now));
                    return mine;
                });
    }

    @Override
    public Optional<Hold> find(UUID hold, PersonId holder) {
        return held.find(hold, holder);
    }

    @Override
    @Transactional
    public Optional<Hold> extend(UUID hold, PersonId holder, Instant now) {
        return held.service(hold).flatMap(service -> {
            var policy = services.policy(service);
            return held.extend(hold, holder, now.plus(policy.hold()), policy.holdExtensions(), now);
        });
    }

    @Override
    @Transactional
    public boolean take(UUID hold, PersonId holder, Instant now) {
        return held.take(hold, holder, now);
    }

    @Override
    @Transactional
    public void release(UUID hold) {
        giveBack(hold, clock.instant());
    }

    @Override
    @Transactional
    public void drop(UUID hold, PersonId holder) {
        giveBack(held.lockUnbooked(hold, holder), clock.instant());
    }

    @Override
    @Transactional
    public void close(UUID office, LocalDate day, String why, Actor by) {
        shelf.willChange();
        held.close(office, day, why);
        audit.record(Act.of("agenda.closed"), by.doer(), new Subject("office", office), Map.of("day", day.toString()));
    }

    private List<Counter> counters(String service, @Nullable UUID only) {
        return offices.countersFor(service).stream()
                .filter(each -> only == null || each.id().equals(only))
                .toList();
    }

    /// What the service offers, at one counter or all of them, before anybody took anything.
    private Offer offer(String service, @Nullable UUID counter, Side side, Instant now) {
        var counters = counters(service, counter);
        return new Offer(services.policy(service), counters, officesOf(counters), shelf.now(), side, now);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ProductClock.ROME).toInstant();
    }

    private Map<UUID, Office> officesOf(List<Counter> counters) {
        return offices.all(counters.stream().map(Counter::office).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Office::id, office -> office));
    }
}

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
import java.util.Set;
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
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Works out the days and hours on offer and keeps desks for people.
@Service
class OfficeAgenda implements Agenda {

    private static final int NEAREST = 6;

    /// So long somebody can still be told that their hold ran out, rather than that the hour is gone.
    private static final Duration RAN_OUT_IS_KNOWN = Duration.ofDays(1);

    private final HeldSlots held;
    private final Offices offices;
    private final Services services;
    private final AuditTrail audit;
    private final ObjectProvider<NextInLine> line;
    private final ProductClock clock;

    OfficeAgenda(
            HeldSlots held,
            Offices offices,
            Services services,
            AuditTrail audit,
            ObjectProvider<NextInLine> line,
            ProductClock clock) {
        this.held = held;
        this.offices = offices;
        this.services = services;
        this.audit = audit;
        this.line = line;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<DayCount> days(String service, @Nullable UUID counter, Instant now) {
        var policy = services.policy(service);
        var offer = offer(policy, counter, now);
        var days = offer.days();
        if (days.isEmpty()) return List.of();
        var taken = held.takenByDay(
                service, counter, begin(days.getFirst()), begin(days.getLast().plusDays(1)), now);
        return days.stream()
                .map(day -> new DayCount(day, offer.free(day, taken.getOrDefault(day, Map.of())), offer.all(day)))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> day(String service, @Nullable UUID counter, LocalDate day, Instant now) {
        return slots(offer(services.policy(service), counter, now), service, counter, day, now);
    }

    /// Looks at the days nearest to the wanted one first and no further than it must.
    @Override
    @Transactional(readOnly = true)
    public List<Slot> nearest(String service, @Nullable UUID counter, Instant wanted, int most, Instant now) {
        var offer = offer(services.policy(service), counter, now);
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
        return FreeSlots.of(
                offer.slots(day), open, held.busy(service, counter, begin(day), begin(day.plusDays(1)), now));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Point> points(String service, Instant now) {
        var offer = offer(services.policy(service), null, now);
        var waiting = new LinkedHashMap<UUID, Counter>();
        offer.counters().forEach(counter -> waiting.put(counter.id(), counter));
        var found = new ArrayList<Point>();
        for (var day : offer.days()) {
            if (waiting.isEmpty()) break;
            var busy = held.busy(service, null, begin(day), begin(day.plusDays(1)), now).stream()
                    .collect(Collectors.groupingBy(HeldSlots.Busy::counter));
            for (var counter : offer.openOn(day)) {
                if (!waiting.containsKey(counter.id())) continue;
                FreeSlots.of(offer.slots(day), List.of(counter), busy.getOrDefault(counter.id(), List.of())).stream()
                        .filter(slot -> slot.free() > 0)
                        .findFirst()
                        .ifPresent(slot -> {
                            waiting.remove(counter.id());
                            found.add(new Point(counter, Optional.of(slot.startsAt())));
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
        var policy = services.policy(service);
        var day = LocalDate.ofInstant(startsAt, ProductClock.ROME);
        var horizon = Horizon.of(policy, now);
        if (day.isBefore(horizon.first())) return notOffered("refusal.too-soon", service, counter, startsAt, now);
        if (day.isAfter(horizon.last())) return notOffered("refusal.too-far", service, counter, startsAt, now);
        var slot = new OpeningHours(policy.weekly())
                .slots(day, policy.slot()).stream()
                        .filter(each -> each.from().equals(startsAt))
                        .findFirst();
        if (slot.isEmpty()) return notOffered("refusal.not-open", service, counter, startsAt, now);
        var counters = counters(service, counter);
        if (counters.isEmpty()) return notOffered("refusal.no-counter", service, counter, startsAt, now);
        var offer = new Offer(policy, counters, officesOf(counters), Set.of(), new Horizon(day, day));
        var open = offer.openOn(day);
        if (open.isEmpty()) return notOffered("refusal.closed", service, counter, startsAt, now);
        var until = now.plus(policy.hold());
        return held.hold(service, open, slot.get(), day, holder, until, now)
                .or(() -> reclaimed(open, slot.get(), now)
                        ? held.hold(service, open, slot.get(), day, holder, until, now)
                        : Optional.empty())
                .<Holding>map(taken -> {
                    taken.before().forEach(earlier -> giveBack(earlier, now));
                    return new Holding.Held(taken.hold());
                })
                .orElseGet(() -> new Holding.Taken(nearest(service, counter, startsAt, NEAREST, now)));
    }

    /// Whether a hold that ran out left a desk free: who waits for it comes before who asks now.
    private boolean reclaimed(List<Counter> open, OpeningHours.Stretch during, Instant now) {
        boolean free = false;
        for (var place : held.ranOut(open, during, now)) {
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
        var offer = offer(policy.get(), place.counter(), now);
        var day = LocalDate.ofInstant(place.startsAt(), ProductClock.ROME);
        return offer.slots(day).contains(new OpeningHours.Stretch(place.startsAt(), place.endsAt()))
                && offer.openOn(day).stream().anyMatch(each -> place.desk() <= each.desks())
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
                .flatMap(service ->
                        held.takeUp(hold, by, now.plus(services.policy(service).hold())))
                .map(mine -> {
                    held.others(mine.id()).forEach(earlier -> giveBack(earlier, now));
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
        held.close(office, day, why);
        audit.record(Act.of("agenda.closed"), by.doer(), new Subject("office", office), Map.of("day", day.toString()));
    }

    private List<Counter> counters(String service, @Nullable UUID only) {
        return offices.countersFor(service).stream()
                .filter(each -> only == null || each.id().equals(only))
                .toList();
    }

    private Holding notOffered(String why, String service, @Nullable UUID counter, Instant wanted, Instant now) {
        return new Holding.NotOffered(why, nearest(service, counter, wanted, NEAREST, now));
    }

    /// The days one may book, today being day zero in Rome.
    record Horizon(LocalDate first, LocalDate last) {
        static Horizon of(ServicePolicy policy, Instant now) {
            var today = LocalDate.ofInstant(now, ProductClock.ROME);
            return new Horizon(today.plusDays(policy.bookableFromDays()), today.plusDays(policy.bookableToDays()));
        }
    }

    /// What the service offers over its horizon, at one counter or all of them, before anybody took anything.
    private Offer offer(ServicePolicy policy, @Nullable UUID counter, Instant now) {
        var horizon = Horizon.of(policy, now);
        var counters = counters(policy.code(), counter);
        return new Offer(policy, counters, officesOf(counters), held.closed(horizon.first(), horizon.last()), horizon);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ProductClock.ROME).toInstant();
    }

    private Map<UUID, Office> officesOf(List<Counter> counters) {
        return offices.all(counters.stream().map(Counter::office).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Office::id, office -> office));
    }
}

package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    private final HeldSlots held;
    private final Offices offices;
    private final Services services;
    private final AuditTrail audit;

    OfficeAgenda(HeldSlots held, Offices offices, Services services, AuditTrail audit) {
        this.held = held;
        this.offices = offices;
        this.services = services;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public List<DayCount> days(String service, @Nullable UUID counter, Instant now) {
        return offered(services.policy(service), counters(service, counter), null, now).entrySet().stream()
                .map(day -> new DayCount(
                        day.getKey(),
                        day.getValue().slots().stream().mapToInt(Slot::free).sum(),
                        day.getValue().all()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> day(String service, @Nullable UUID counter, LocalDate day, Instant now) {
        var offered = offered(services.policy(service), counters(service, counter), day, now)
                .get(day);
        return offered == null ? List.of() : offered.slots();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Slot> nearest(String service, @Nullable UUID counter, Instant wanted, int most, Instant now) {
        return offered(services.policy(service), counters(service, counter), null, now).values().stream()
                .flatMap(day -> day.slots().stream())
                .filter(slot -> slot.free() > 0)
                .sorted(Comparator.comparing((Slot slot) ->
                                Duration.between(wanted, slot.startsAt()).abs())
                        .thenComparing(Slot::startsAt))
                .limit(most)
                .sorted(Comparator.comparing(Slot::startsAt))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Point> points(String service, Instant now) {
        var policy = services.policy(service);
        return counters(service, null).stream()
                .map(counter -> new Point(counter, firstFree(policy, counter, now)))
                .sorted(Comparator.comparing(point -> point.firstFree().orElse(Instant.MAX)))
                .toList();
    }

    private Optional<Instant> firstFree(ServicePolicy policy, Counter counter, Instant now) {
        return offered(policy, List.of(counter), null, now).values().stream()
                .flatMap(day -> day.slots().stream())
                .filter(slot -> slot.free() > 0)
                .map(Slot::startsAt)
                .findFirst();
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
        var open = openOn(day, counters, officesOf(counters));
        if (open.isEmpty()) return notOffered("refusal.closed", service, counter, startsAt, now);
        return held.hold(service, open, slot.get(), day, holder, now.plus(policy.hold()), now)
                .<Holding>map(Holding.Held::new)
                .orElseGet(() -> new Holding.Taken(nearest(service, counter, startsAt, NEAREST, now)));
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
        held.release(hold);
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

    private record Offered(List<Slot> slots, int all) {}

    /// Open days with their slots, over the whole horizon or for one day of it.
    private Map<LocalDate, Offered> offered(
            ServicePolicy policy, List<Counter> counters, @Nullable LocalDate only, Instant now) {
        var horizon = Horizon.of(policy, now);
        if (only != null) {
            if (only.isBefore(horizon.first()) || only.isAfter(horizon.last())) return Map.of();
            horizon = new Horizon(only, only);
        }
        if (counters.isEmpty()) return Map.of();
        var hours = new OpeningHours(policy.weekly());
        var from = horizon.first().atStartOfDay(ProductClock.ROME).toInstant();
        var to = horizon.last().plusDays(1).atStartOfDay(ProductClock.ROME).toInstant();
        var byDay = held.busy(counters, from, to, now).stream()
                .collect(Collectors.groupingBy(busy -> LocalDate.ofInstant(busy.from(), ProductClock.ROME)));
        var closed = held.closed(counters, horizon.first(), horizon.last());
        var officesOf = officesOf(counters);
        var days = new TreeMap<LocalDate, Offered>();
        for (var day = horizon.first(); !day.isAfter(horizon.last()); day = day.plusDays(1)) {
            var slots = hours.slots(day, policy.slot());
            if (slots.isEmpty()) continue;
            var open = openOn(day, counters, officesOf, closed);
            if (open.isEmpty()) continue;
            int desks = open.stream().mapToInt(Counter::desks).sum();
            days.put(
                    day,
                    new Offered(FreeSlots.of(slots, open, byDay.getOrDefault(day, List.of())), slots.size() * desks));
        }
        return days;
    }

    private Map<UUID, Office> officesOf(List<Counter> counters) {
        return offices.all(counters.stream().map(Counter::office).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Office::id, office -> office));
    }

    private static List<Counter> openOn(LocalDate day, List<Counter> counters, Map<UUID, Office> officesOf) {
        return openOn(day, counters, officesOf, Set.of());
    }

    private static List<Counter> openOn(
            LocalDate day, List<Counter> counters, Map<UUID, Office> officesOf, Set<HeldSlots.Closed> closed) {
        var open = new ArrayList<Counter>();
        for (var counter : counters) {
            var office = officesOf.get(counter.office());
            if (office != null
                    && !Closures.closed(office, day)
                    && !closed.contains(new HeldSlots.Closed(office.id(), day))) open.add(counter);
        }
        return open;
    }
}

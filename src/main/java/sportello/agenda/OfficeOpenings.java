package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Changes openings. Each change waits for the holds being made at its counter, and those made after it know of it.
@Service
class OfficeOpenings implements Openings {

    /// Constraints of the database, and what to say to who runs into them.
    private static final Map<String, String> REFUSED = Map.of(
            "a_counter_has_one_week_at_a_time", "opening.refused.overlap",
            "a_counter_has_one_opening_at_a_time", "opening.refused.overlap",
            "a_counter_is_closed_once_at_a_time", "opening.refused.closed-already",
            "a_counter_is_suspended_once_at_a_time", "opening.refused.suspended-already",
            "a_slot_fits_its_hours", "opening.refused.slot",
            "hours_have_a_desk", "opening.refused.desks",
            "the_earliest_day_comes_first", "opening.refused.lead");

    private final TimetableShelf shelf;
    private final OpeningRows rows;
    private final TakenPlaces places;
    private final TakenHours hours;
    private final TurnedAway turnedAway;
    private final Offices offices;
    private final Services services;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    OfficeOpenings(
            TimetableShelf shelf,
            OpeningRows rows,
            TakenPlaces places,
            TakenHours hours,
            TurnedAway turnedAway,
            Offices offices,
            Services services,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.shelf = shelf;
        this.rows = rows;
        this.places = places;
        this.hours = hours;
        this.turnedAway = turnedAway;
        this.offices = offices;
        this.services = services;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    @Transactional(readOnly = true)
    public Timetable of(UUID counter) {
        return shelf.now().of(counter);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Cut> day(Counter counter, LocalDate day) {
        var office = offices.find(counter.office()).orElseThrow();
        var tables = shelf.now();
        if (Closures.closed(office, day) || tables.closed(office.id(), day)) return List.of();
        return tables.of(counter.id()).pieces(day, counter, services.policy(counter.service())).stream()
                .map(piece -> new Cut(
                        piece.from(),
                        piece.to(),
                        piece.hours().desks(),
                        piece.hours().kept()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Misfit> wouldNotFit(Counter counter, Change change, Instant now) {
        var tables = shelf.now();
        var after = tables.with(counter.id(), change.applyTo(tables.of(counter.id())));
        return anew(places.booked(List.of(counter), now), tables, after);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Misfit> wouldNotFit(UUID office, LocalDate closed, Instant now) {
        var tables = shelf.now();
        return anew(places.booked(counters(office), now), tables, tables.with(office, closed));
    }

    private List<Misfit> anew(List<TakenPlaces.Place> booked, Timetables before, Timetables after) {
        var known = misfits(booked, before).stream().map(Misfit::hold).collect(Collectors.toCollection(HashSet::new));
        return misfits(booked, after).stream()
                .filter(misfit -> !known.contains(misfit.hold()))
                .toList();
    }

    @Override
    public Changed change(Counter counter, Change change, Actor by, Instant now) {
        by.mustManage(counter.office());
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                var before = save(counter, change);
                audit.record(
                        Act.of("agenda.opening-changed"),
                        by.doer(),
                        new Subject("counter", counter.id()),
                        change.facts());
                withdraw(List.of(counter), now);
                return new Changed.Done(anew(places.booked(List.of(counter), now), before, shelf.now()));
            }));
        } catch (DataIntegrityViolationException refused) {
            return new Changed.Refused(why(refused));
        }
    }

    @Override
    public Optional<String> refusal(Counter counter, Change change, Actor by) {
        by.mustManage(counter.office());
        try {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                save(counter, change);
            });
            return Optional.empty();
        } catch (DataIntegrityViolationException refused) {
            return Optional.of(why(refused));
        }
    }

    /// @return what was kept before
    private Timetables save(Counter counter, Change change) {
        shelf.willChange();
        rows.lock(counter.id());
        var before = shelf.now();
        var table = before.of(counter.id());
        rows.save(counter.id(), table, change.applyTo(table));
        return before;
    }

    @Override
    @Transactional
    public Optional<UUID> copy(Counter like, int desks, IdempotencyKey key, Actor by, Instant now) {
        var opened = offices.openAnother(like, desks, key, by);
        opened.ifPresent(another -> {
            var hours = new Change.Copied(of(like.id()), LocalDate.ofInstant(now, ProductClock.ROME), desks);
            if (change(another, hours, by, now) instanceof Changed.Refused(var why))
                throw new IllegalStateException("The hours of a counter do not fit another: " + why);
        });
        return offices.counter(key.value())
                .filter(counter -> counter.office().equals(like.office())
                        && counter.service().equals(like.service()))
                .map(Counter::id);
    }

    private static String why(DataIntegrityViolationException refused) {
        var said = String.valueOf(refused.getMessage());
        return REFUSED.entrySet().stream()
                .filter(constraint -> said.contains(constraint.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> refused);
    }

    @Override
    @Transactional
    public void close(UUID office, LocalDate day, String why, Actor by, Instant now) {
        by.mustManage(office);
        shelf.willChange();
        rows.lock(office);
        rows.close(office, day, why);
        audit.record(Act.of("agenda.closed"), by.doer(), new Subject("office", office), Map.of("day", day.toString()));
        withdraw(counters(office), now);
    }

    @Override
    @Transactional
    public void reopen(UUID office, LocalDate day, Actor by, Instant now) {
        by.mustManage(office);
        shelf.willChange();
        rows.lock(office);
        rows.reopen(office, day);
        audit.record(
                Act.of("agenda.reopened"), by.doer(), new Subject("office", office), Map.of("day", day.toString()));
    }

    @Override
    public List<ClosedDay> closures(UUID office, LocalDate from) {
        return rows.closures(office, from);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Misfit> misfits(UUID office, Instant now) {
        return misfits(places.booked(counters(office), now), shelf.now());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Supply> supply(Counter counter, LocalDate monday, int weeks, Instant now) {
        var taken = places.byWeek(counter, monday, monday.plusWeeks(weeks), now);
        var there = hours.taken(
                counter.service(), List.of(counter.id()), begin(monday), begin(monday.plusWeeks(weeks)), now);
        var policy = services.policy(counter.service());
        var office = offices.find(counter.office()).orElseThrow();
        var tables = shelf.now();
        var away = turnedAway.weeks(counter, monday, weeks);
        var supply = new ArrayList<Supply>();
        for (var week = monday; week.isBefore(monday.plusWeeks(weeks)); week = week.plusWeeks(1)) {
            int all = 0;
            int free = 0;
            for (var day = week; day.isBefore(week.plusWeeks(1)); day = day.plusDays(1)) {
                if (Closures.closed(office, day) || tables.closed(office.id(), day)) continue;
                for (var piece : tables.of(counter.id()).pieces(day, counter, policy)) {
                    all += piece.desks(Side.STAFF);
                    if (piece.from().isAfter(now)) free += there.free(counter.id(), piece, Side.STAFF);
                }
            }
            var inAll = taken.getOrDefault(week, TakenPlaces.Counted.NONE);
            supply.add(new Supply(week, all, inAll.booked(), inAll.held(), free, away.get(supply.size())));
        }
        return List.copyOf(supply);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ProductClock.ROME).toInstant();
    }

    @Override
    public List<Change.OnWeekday> policysWeek(Counter counter) {
        var policy = services.policy(counter.service());
        return policy.weekly().stream()
                .flatMap(opening -> opening.days().stream()
                        .sorted()
                        .map(weekday -> new Change.OnWeekday(
                                weekday,
                                new Timetable.Hours(opening.from(), opening.to(), policy.slot(), counter.desks(), 0))))
                .toList();
    }

    private void withdraw(List<Counter> counters, Instant now) {
        for (var misfit : misfits(places.unbooked(counters, now), shelf.now())) places.withdraw(misfit, now);
    }

    private List<Misfit> misfits(List<TakenPlaces.Place> taken, Timetables tables) {
        var fittings = new HashMap<UUID, Optional<Fitting>>();
        return taken.stream()
                .flatMap(place -> fittings.computeIfAbsent(place.counter(), id -> fitting(id, tables)).stream()
                        .flatMap(fitting -> fitting.whyNot(place.desk(), place.startsAt(), place.endsAt()).stream())
                        .map(place::misfit))
                .toList();
    }

    private Optional<Fitting> fitting(UUID counter, Timetables tables) {
        return offices.counter(counter)
                .flatMap(there -> services.find(there.service())
                        .map(policy ->
                                new Fitting(there, offices.find(there.office()).orElse(null), policy, tables)));
    }

    private List<Counter> counters(UUID office) {
        return services.all().stream()
                .flatMap(policy -> offices.countersFor(policy.code()).stream())
                .filter(counter -> counter.office().equals(office))
                .toList();
    }
}

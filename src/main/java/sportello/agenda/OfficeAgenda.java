package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.HoldsAtOnce.Asking;
import sportello.agenda.HoldsAtOnce.Wanted;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.platform.TriesAgain;

/// Works out the days and hours on offer and keeps desks for people.
@Service
@TriesAgain
class OfficeAgenda implements Agenda {

    private static final int NEAREST = 6;
    private static final int DRAWN_FIRST = 24;

    /// So long somebody can still be told that their hold ran out, rather than that the hour is gone.
    private static final Duration RAN_OUT_IS_KNOWN = Duration.ofDays(1);

    private final HeldSlots held;
    private final HoldsAtOnce holds;
    private final TimetableShelf shelf;
    private final Openings openings;
    private final Supplies supplies;
    private final Finder finder;
    private final Services services;
    private final HoldLimit limit;
    private final TurnedAway turnedAway;
    private final ObjectProvider<NextInLine> line;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    OfficeAgenda(
            HeldSlots held,
            HoldsAtOnce holds,
            TimetableShelf shelf,
            Openings openings,
            Supplies supplies,
            Finder finder,
            Services services,
            HoldLimit limit,
            TurnedAway turnedAway,
            ObjectProvider<NextInLine> line,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.held = held;
        this.holds = holds;
        this.shelf = shelf;
        this.openings = openings;
        this.supplies = supplies;
        this.finder = finder;
        this.services = services;
        this.limit = limit;
        this.turnedAway = turnedAway;
        this.line = line;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<DayCount> days(Search search, Side side, Instant now) {
        return look(search, side, now, _ -> Optional.empty()).days();
    }

    @Override
    public Look look(Search search, Side side, Instant now, Function<List<DayCount>, Optional<LocalDate>> chosen) {
        return finder.look(search, side, now, chosen);
    }

    @Override
    public List<Slot> day(Search search, LocalDate day, Side side, Instant now) {
        return finder.day(search, day, side, now);
    }

    @Override
    public List<Slot> nearest(Search search, Instant wanted, int most, Side side, Instant now) {
        return finder.nearest(search, wanted, most, side, now);
    }

    @Override
    public Optional<Slot> firstFree(Search search, Instant now) {
        return finder.firstFree(search, now);
    }

    @Override
    public List<Point> points(Search search, Collection<UUID> offices, Instant now) {
        return finder.points(search, offices, now);
    }

    @Override
    public Holding hold(
            String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Side side, Instant now) {
        return hold(Search.at(service, counter), startsAt, holder, side, now);
    }

    @Override
    public Holding hold(String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Instant now) {
        return hold(Search.at(service, counter), startsAt, holder, Side.PUBLIC, now);
    }

    /// Who keeps no hour yet takes one in a single statement, with what this node remembers; everybody else,
    /// and who was unlucky, in a transaction.
    @Override
    public Holding hold(Search search, Instant startsAt, PersonId holder, Side side, Instant now, @Nullable Note note) {
        var policy = services.policy(search.service());
        var until = now.plus(policy.hold());
        boolean counted = side == Side.STAFF;
        if (!shelf.changing()) {
            var supply = supplies.remembered(now);
            var at = supply.at(policy, search, side, startsAt, now);
            if (at.why() == null) {
                var asking = new Asking(search.service(), side, holder, until, now, true, note);
                var wanted = new Wanted(
                        asking, drawn(at.there(), DRAWN_FIRST), supply.asOf(), counted ? null : limit.most());
                switch (holds.hold(wanted)) {
                    case Tried.Held(var hold, var _) -> {
                        return new Holding.Held(hold);
                    }
                    case Tried.TooMany(var again) -> {
                        return new Holding.TooMany(again);
                    }
                    case Tried.None _ -> counted = true;
                    case Tried.Earlier _, Tried.Outdated _ -> {}
                }
            }
        }
        boolean known = counted;
        var asking = new Asking(search.service(), side, holder, until, now, false, note);
        return Objects.requireNonNull(transaction.execute(_ -> hold(asking, policy, search, startsAt, known)));
    }

    /// The database passes over counters whose openings changed since this node read them, and says when the offices
    /// did. Then once more.
    private Holding hold(Asking asking, ServicePolicy policy, Search search, Instant startsAt, boolean known) {
        var counted = known;
        var now = asking.now();
        for (var supply = shelf.changing() ? supplies.fresh(now) : supplies.remembered(now); ; ) {
            var at = supply.at(policy, search, asking.side(), startsAt, now);
            var why = at.why();
            if (why == null) {
                switch (hold(asking, at.there(), supply.asOf(), counted ? null : limit.most())) {
                    case Tried.Held(var hold, var before) -> {
                        before.forEach(earlier -> giveBack(held.lockUnbooked(earlier, asking.holder()), now));
                        return new Holding.Held(hold);
                    }
                    case Tried.TooMany(var again) -> {
                        return new Holding.TooMany(again);
                    }
                    case Tried.None _ -> counted = true;
                    case Tried.Earlier _, Tried.Outdated _ -> {}
                }
            }
            var fresh = supplies.fresh(now);
            if (fresh == supply || shelf.changing()) {
                if (counted && asking.side() == Side.PUBLIC) limit.oneLess(asking.holder());
                if (why == null) turnedAway.note(search, at.there(), startsAt, asking.holder());
                // Most who are late never ask.
                Supplier<List<Slot>> nearest = () -> nearest(search, startsAt, NEAREST, asking.side(), now);
                return why == null ? new Holding.Taken(nearest) : new Holding.NotOffered(why.word, nearest);
            }
            supply = fresh;
        }
    }

    @Override
    public Optional<Duration> mayHoldAgainIn(PersonId holder) {
        return limit.left(holder);
    }

    /// Among many counters a few are drawn first, then more: each has the same chance, and nobody waits for hundreds to
    /// be looked at while most are free.
    private Tried hold(Asking asking, List<Offer.There> there, Taken.AsOf asOf, @Nullable Integer limited) {
        var drawn = drawn(there, there.size());
        int many = DRAWN_FIRST;
        var most = limited;
        for (int from = 0; from < drawn.size(); from += many, many *= 4, most = null) {
            var some = drawn.subList(from, Math.min(drawn.size(), from + many));
            var tried = holds.hold(new Wanted(asking, some, asOf, most));
            if (!(tried instanceof Tried.None)) return from == 0 ? tried : counted(tried);
        }
        return reclaimed(there, asking.now())
                ? counted(holds.hold(new Wanted(asking, there, asOf, null)))
                : new Tried.None();
    }

    private static List<Offer.There> drawn(List<Offer.There> there, int most) {
        var drawn = new ArrayList<>(there);
        Collections.shuffle(drawn);
        return drawn.subList(0, Math.min(most, drawn.size()));
    }

    /// Outdated after something was tried: this person was counted already, and is not once more.
    private static Tried counted(Tried tried) {
        return tried instanceof Tried.Outdated ? new Tried.None() : tried;
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
        return supplies.fresh(now)
                        .offer(policy.get(), Search.at(place.service(), place.counter()), Side.PUBLIC, now)
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

    /// Taken for a moment by nobody who exists, and given back: that is how a place reaches the line.
    @Override
    @Transactional
    public boolean offerFree(Search search, Instant startsAt, Instant now) {
        var policy = services.policy(search.service());
        var supply = supplies.fresh(now);
        var at = supply.at(policy, search, Side.PUBLIC, startsAt, now);
        if (at.why() != null) return false;
        var nobody = new PersonId(UUID.randomUUID());
        var asking = new Asking(search.service(), Side.PUBLIC, nobody, now.plus(policy.hold()), now, false, null);
        var tried = hold(asking, at.there(), supply.asOf(), null);
        if (!(tried instanceof Tried.Held(var hold, var _))) return false;
        var place = held.lock(hold.id());
        if (place.isEmpty()) return false;
        if (passedOn(place.get(), now)) return true;
        held.delete(place.get().hold());
        return false;
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
    public Optional<String> withdrawn(UUID hold) {
        return held.withdrawn(hold);
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
        openings.close(office, day, why, by, clock.instant());
    }
}

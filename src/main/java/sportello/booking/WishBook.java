package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.AppointmentRows.Request;
import sportello.booking.Bookings.Outcome;
import sportello.booking.WishRows.Kept;
import sportello.booking.WishRows.Made;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.platform.TriesAgain;

/// Puts people on the waiting list and takes their answers. A refusal that changes nothing is rolled back.
@Service
@TriesAgain
class WishBook implements WaitingList {

    private static final Accepted.Gone WITHDRAWN = new Accepted.Gone(Offer.State.WITHDRAWN);
    private static final int MOST_RANGES = 5;
    private static final int FARTHEST_DAYS = 366;

    private final WishRows rows;
    private final UnseenWishes unseen;
    private final Line line;
    private final AppointmentBook book;
    private final AppointmentRows appointments;
    private final DraftRows drafts;
    private final EligibilityDesk eligibility;
    private final Agenda agenda;
    private final SuitingHours hours;
    private final AuditTrail audit;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    WishBook(
            WishRows rows,
            UnseenWishes unseen,
            Line line,
            AppointmentBook book,
            AppointmentRows appointments,
            DraftRows drafts,
            EligibilityDesk eligibility,
            Agenda agenda,
            SuitingHours hours,
            AuditTrail audit,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.unseen = unseen;
        this.line = line;
        this.book = book;
        this.appointments = appointments;
        this.drafts = drafts;
        this.eligibility = eligibility;
        this.agenda = agenda;
        this.hours = hours;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Joined join(Actor.Booker by, Wanted asked) {
        var now = clock.instant();
        var instead = asked.instead();
        if (instead == null) return join(by, asked, null, now);
        var own = book.own(instead, by)
                .filter(each -> each.status() == Appointment.Status.BOOKED && now.isBefore(each.startsAt()));
        if (own.isEmpty()) return new Joined.NotFound();
        var was = own.get();
        return join(
                by,
                new Wanted(was.service(), was.counter(), asked.days(), asked.part(), was.matter(), was.id()),
                was.startsAt(),
                now);
    }

    /// Who frees a place in this very moment does not see who joins, nor the other way round. While nobody is at it,
    /// who
    /// joined looks again at once; else `SecondLook` does as soon as they are done, and nobody waits for them here.
    private Joined join(Actor.Booker by, Wanted wanted, @Nullable Instant before, Instant now) {
        var joined = Objects.requireNonNull(transaction.execute(_ -> joined(by, wanted, before, now)));
        if (!(joined instanceof Joined.Waiting(var wish)) || !unseen.seenByAll(wish)) return joined;
        var freed = hours.free(wanted, before, now);
        return freed.isEmpty() || !leave(wish, by) ? joined : new Joined.FreeNow(freed);
    }

    private Joined joined(Actor.Booker by, Wanted wanted, @Nullable Instant before, Instant now) {
        if (!sensible(wanted.days(), LocalDate.ofInstant(now, ProductClock.ROME)))
            return new Joined.Incomplete(Map.of("days", "waiting.wrong.days"));
        if (before == null && !eligibility.mayBeAt(by, wanted.service(), wanted.matter(), wanted.counter()))
            return new Joined.NotAllowed(EligibilityDesk.OTHER_OFFICE.reason(), Map.of());
        if (before == null && !hours.anybodyFits(wanted)) return new Joined.NotAllowed("refusal.nobody-fits", Map.of());
        var about = Set.<UUID>of();
        switch (eligibility.judge(by, wanted.service(), wanted.matter(), Optional::empty)) {
            case Eligibility.Answer.Refused(var reason, var facts) -> {
                return new Joined.NotAllowed(reason, facts);
            }
            case Eligibility.Answer.Wrong(var fields) -> {
                if (by.entitled() instanceof Actor.Intermediary || before != null) return new Joined.Incomplete(fields);
            }
            case Eligibility.Answer.Fine(var things) -> about = things;
        }
        var existing = before == null ? appointments.openOf(by.party(), wanted.service(), about) : null;
        if (existing != null) return new Joined.AlreadyBooked(existing);
        var waiting = rows.openWish(by, wanted.service(), about);
        if (waiting.isPresent()) return new Joined.AlreadyWaiting(waiting.get());
        var free = hours.free(wanted, before, now);
        if (!free.isEmpty()) return new Joined.FreeNow(free);
        var kept = rows.keep(by, wanted, about, now);
        if (kept.isEmpty())
            return new Joined.AlreadyWaiting(
                    rows.openWish(by, wanted.service(), about).orElseThrow());
        audit.record(
                Act.of("waiting.joined"), by.doer(), Line.subject(kept.get()), Map.of("service", wanted.service()));
        return new Joined.Waiting(kept.get());
    }

    private static boolean sensible(List<Days> days, LocalDate today) {
        return !days.isEmpty()
                && days.size() <= MOST_RANGES
                && days.stream()
                        .allMatch(each -> !each.until().isBefore(each.from())
                                && each.from().isAfter(today.minusDays(FARTHEST_DAYS))
                                && !each.until().isBefore(today)
                                && each.until().isBefore(today.plusDays(FARTHEST_DAYS)));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Wish> of(Actor.Booker by) {
        return rows.openOf(by).stream()
                .filter(wish -> eligibility.mayHandle(by, wish.service(), wish.matter()))
                .map(this::stillOffered)
                .toList();
    }

    /// Where nobody can be served any more nothing is offered, though it is passed on only later.
    private Wish stillOffered(Wish wish) {
        var offer = wish.offer();
        return offer == null
                        || offer(offer.id())
                                .filter(each -> each.state() == Offer.State.OPEN)
                                .isPresent()
                ? wish
                : wish.withoutOffer();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Wish> find(UUID wish, Actor.Booker by) {
        return own(wish, by).flatMap(kept -> rows.seen(kept.id()));
    }

    private Optional<Kept> own(UUID wish, Actor.Booker by) {
        return rows.find(wish).filter(kept -> handles(by, kept));
    }

    private boolean handles(Actor.Booker by, Kept wish) {
        return WishRows.as(by).equals(WishRows.as(wish.booker()))
                && by.party().equals(wish.booker().party())
                && eligibility.mayHandle(
                        by, wish.wanted().service(), wish.wanted().matter());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Offer> offer(UUID offer) {
        return rows.offer(offer)
                .map(made -> made.offer().state() == Offer.State.OPEN
                                && agenda.withdrawn(made.hold()).isPresent()
                        ? made.offer().withdrawn()
                        : made.offer());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Offer> offer(UUID offer, Actor.Booker by) {
        return offer(offer).filter(made -> own(made.wish(), by).isPresent());
    }

    @Override
    public Accepted accept(UUID offer, Actor.Booker by, IdempotencyKey key) {
        return whole(
                () -> {
                    var found = offer(offer, by);
                    if (found.isEmpty()) return new Accepted.NotFound();
                    // The appointment before the wish, as everywhere: cancelling and moving lock it first.
                    var instead = found.get().instead();
                    var was = instead == null ? Optional.<AppointmentRows.Kept>empty() : appointments.lock(instead);
                    var wish = rows.lock(found.get().wish()).orElseThrow();
                    var made = rows.offer(offer).orElseThrow();
                    var answered = made.offer().appointment();
                    if (answered != null)
                        return new Accepted.Done(
                                appointments.find(answered).orElseThrow().appointment(), made.movedFrom());
                    var begun = takenUp(made, by);
                    if (begun.isPresent())
                        return new Accepted.ToComplete(made.offer().service(), begun.get());
                    if (made.offer().state() != Offer.State.OPEN)
                        return new Accepted.Gone(made.offer().state());
                    if (!made.offer().open(clock.instant())) return new Accepted.Gone(Offer.State.EXPIRED);
                    return accept(made, wish, was.orElse(null), by, key);
                },
                answer -> answer instanceof Accepted.Done
                        || answer instanceof Accepted.ToComplete
                        || answer instanceof Accepted.NotAllowed
                        || answer.equals(WITHDRAWN));
    }

    private Accepted accept(
            Made made, Kept wish, AppointmentRows.@Nullable Kept was, Actor.Booker by, IdempotencyKey key) {
        var wanted = wish.wanted();
        return switch (eligibility.judge(
                by,
                wanted.service(),
                wanted.matter(),
                () -> Optional.of(made.offer().startsAt()))) {
            case Eligibility.Answer.Refused(var reason, var facts) -> refused(made, wish, by, reason, facts);
            case Eligibility.Answer.Wrong(var fields) ->
                by.entitled() instanceof Actor.Citizen && wanted.instead() == null
                        ? toComplete(made, wish, by)
                        : refused(
                                made,
                                wish,
                                by,
                                fields.values().stream().sorted().findFirst().orElseThrow(),
                                Map.of());
            case Eligibility.Answer.Fine(var about) -> take(made, wish, was, about, by, key);
        };
    }

    private Accepted take(
            Made made,
            Kept wish,
            AppointmentRows.@Nullable Kept was,
            Set<UUID> about,
            Actor.Booker by,
            IdempotencyKey key) {
        var now = clock.instant();
        var wanted = wish.wanted();
        var offer = made.offer();
        var request =
                new Request(AppointmentBook.asker(by), key, Fingerprint.of(new Matter(Map.of()), "accept", offer.id()));
        var hold = agenda.takeUp(made.hold(), by.person(), now);
        if (hold.isEmpty()) return gone(made, wish);
        rows.end(wish.id(), "FULFILLED", now);
        if (was != null && was.appointment().status() == Appointment.Status.BOOKED) {
            if (appointments.answered(request).isPresent()) return new Accepted.KeyReused();
            var from = was.appointment().startsAt();
            rows.answered(offer.id(), Offer.State.ACCEPTED, was.appointment().id(), from, now);
            audit.record(Act.of("waiting.accepted"), by.doer(), Line.subject(wish.id()), Map.of());
            return new Accepted.Done(book.moveTo(was, by, hold.get(), request), from);
        }
        return switch (book.book(
                request, new ConfirmRows.Wanted(by, wanted.service(), hold.get().id(), wanted.matter(), about, by))) {
            case Outcome.Booked(var appointment) -> {
                rows.answered(offer.id(), Offer.State.ACCEPTED, appointment.id(), null, now);
                audit.record(Act.of("waiting.accepted"), by.doer(), Line.subject(wish.id()), Map.of());
                yield new Accepted.Done(appointment, null);
            }
            case Outcome.AlreadyBooked(var existing) -> new Accepted.AlreadyBooked(existing);
            case Outcome.KeyReused() -> new Accepted.KeyReused();
            case Outcome.SlotTaken _, Outcome.HoldExpired _, Outcome.Withdrawn _ ->
                new Accepted.Gone(Offer.State.EXPIRED);
            case Outcome.NotAllowed _, Outcome.Incomplete _ ->
                throw new IllegalStateException("Judged fine, and refused");
        };
    }

    /// What a second click finds of the first: the hour they are stating the rest for.
    private Optional<Hold> takenUp(Made made, Actor.Booker by) {
        return made.offer().state() == Offer.State.TAKEN_UP
                ? agenda.find(made.hold(), by.person())
                        .filter(hold -> !hold.booked() && hold.until().isAfter(clock.instant()))
                : Optional.empty();
    }

    /// Held for them as any other hour, with what they had stated so far.
    private Accepted toComplete(Made made, Kept wish, Actor.Booker by) {
        var now = clock.instant();
        var hold = agenda.takeUp(made.hold(), by.person(), now);
        if (hold.isEmpty()) return gone(made, wish);
        rows.answered(made.offer().id(), Offer.State.TAKEN_UP, null, null, now);
        rows.is(wish.id(), "WAITING", 0);
        var service = wish.wanted().service();
        var stated = new HashMap<>(wish.wanted().matter().answers());
        drafts.find(by, service).ifPresent(draft -> stated.putAll(draft.answers()));
        drafts.keep(by, service, stated, Optional.of(hold.get().id()), now);
        audit.record(Act.of("waiting.taken-up"), by.doer(), Line.subject(wish.id()), Map.of());
        return new Accepted.ToComplete(service, hold.get());
    }

    /// Who would have accepted keeps the place in line, and loses no patience of ours.
    private Accepted gone(Made made, Kept wish) {
        if (agenda.withdrawn(made.hold()).isEmpty()) return new Accepted.Gone(Offer.State.EXPIRED);
        rows.is(wish.id(), "WAITING", wish.unanswered());
        line.passOn(made, Offer.State.WITHDRAWN);
        return WITHDRAWN;
    }

    private Accepted refused(Made made, Kept wish, Actor.Booker by, String reason, Map<String, String> facts) {
        rows.is(wish.id(), "WAITING", 0);
        line.passOn(made, Offer.State.WITHDRAWN);
        audit.record(Act.of("waiting.refused"), by.doer(), Line.subject(wish.id()), Map.of("reason", reason));
        return new Accepted.NotAllowed(reason, facts);
    }

    @Override
    @Transactional
    public Declined decline(UUID offer, Actor.Booker by) {
        var found = offer(offer, by);
        if (found.isEmpty()) return new Declined.NotFound();
        rows.lock(found.get().wish());
        var made = rows.offer(offer).orElseThrow();
        if (made.offer().state() == Offer.State.DECLINED) return new Declined.PassedOn();
        if (made.offer().state() != Offer.State.OPEN)
            return new Declined.Gone(made.offer().state());
        rows.is(made.offer().wish(), "WAITING", 0);
        line.passOn(made, Offer.State.DECLINED);
        audit.record(
                Act.of("waiting.declined"), by.doer(), Line.subject(made.offer().wish()), Map.of());
        return new Declined.PassedOn();
    }

    @Override
    public boolean leave(UUID wish, Actor.Booker by) {
        return Boolean.TRUE.equals(transaction.execute(_ -> left(wish, by)));
    }

    private boolean left(UUID wish, Actor.Booker by) {
        if (own(wish, by).isEmpty()) return false;
        var kept = rows.lock(wish).orElseThrow();
        if (kept.state().equals("LEFT")) return true;
        if (!kept.open()) return false;
        line.end(kept, "LEFT");
        audit.record(Act.of("waiting.left"), by.doer(), Line.subject(wish), Map.of());
        return true;
    }

    private <T> T whole(Supplier<T> work, Predicate<T> stands) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var answer = work.get();
            if (!stands.test(answer)) status.setRollbackOnly();
            return answer;
        }));
    }
}

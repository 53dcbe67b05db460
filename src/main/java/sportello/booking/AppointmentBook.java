package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.agenda.Side;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.booking.AppointmentRows.Answered;
import sportello.booking.AppointmentRows.Kept;
import sportello.booking.AppointmentRows.Request;
import sportello.booking.ConfirmRows.Wanted;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.platform.Reference;
import sportello.platform.TriesAgain;

/// Takes, moves and gives up appointments. A refusal leaves nothing behind: its transaction is rolled back, to a save
/// point where the caller has one open.
@Service
@TriesAgain
class AppointmentBook implements Bookings {

    private final AppointmentRows rows;
    private final DraftRows drafts;
    private final EligibilityDesk eligibility;
    private final Agenda agenda;
    private final Line line;
    private final Confirming confirming;
    private final FollowUps followUps;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    AppointmentBook(
            AppointmentRows rows,
            DraftRows drafts,
            EligibilityDesk eligibility,
            Agenda agenda,
            Line line,
            Confirming confirming,
            FollowUps followUps,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.drafts = drafts;
        this.eligibility = eligibility;
        this.agenda = agenda;
        this.line = line;
        this.confirming = confirming;
        this.followUps = followUps;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public Optional<Draft> draft(Actor.Booker by, String service) {
        return drafts.find(by, service);
    }

    @Override
    public Draft saveDraft(Actor.Booker by, String service, Map<String, String> answers, Optional<UUID> hold) {
        return drafts.keep(by, service, answers, hold, clock.instant());
    }

    @Override
    public Agenda.Note draftNote(Actor.Booker by, String service, Map<String, String> answers) {
        return drafts.note(by, service, answers, clock.instant());
    }

    @Override
    public UnderWay underWay(Actor.Booker by, String service) {
        return drafts.underWay(by, service);
    }

    @Override
    @Transactional
    public void dropDraft(Actor.Booker by, String service) {
        drafts.drop(by, service);
    }

    @Override
    public Eligible mayBook(Actor.Booker by, String service) {
        return refusal(eligibility.mayBook(by, service));
    }

    @Override
    public Eligible mayHoldAt(Actor.Booker by, String service, Matter matter, @Nullable UUID office) {
        return refusal(eligibility.mayHoldAt(by, service, matter, office));
    }

    private static Eligible refusal(Eligibility.Answer answer) {
        return switch (answer) {
            case Eligibility.Answer.Fine(var _) -> new Eligible.Yes();
            case Eligibility.Answer.Refused(var reason, var facts) -> new Eligible.No(reason, facts);
            case Eligibility.Answer.Wrong(var fields) -> new Eligible.No(first(fields), Map.of());
        };
    }

    @Override
    public Outcome confirm(Actor.Booker by, String service, UUID hold, Matter matter, IdempotencyKey key) {
        var judged = eligibility.judge(
                by, service, matter, () -> agenda.find(hold, by.person()).map(Hold::startsAt));
        return confirm(by, service, hold, matter, judged, key);
    }

    @Override
    public Optional<Outcome> confirmTyped(
            Actor.Booker by,
            String service,
            UUID hold,
            Function<Map<String, String>, Matter> matter,
            IdempotencyKey key) {
        var knownBy = eligibility.knownBy(service);
        if (knownBy.isEmpty())
            return drafts.find(by, service)
                    .map(Draft::answers)
                    .filter(answers -> !answers.isEmpty())
                    .map(answers -> confirm(by, service, hold, matter.apply(answers), key));
        return drafts.typed(new DraftRows.Typing(by, service, clock.today()), knownBy.get())
                .filter(typed -> !typed.answers().isEmpty())
                .map(typed -> {
                    var stated = matter.apply(typed.answers());
                    var judged = eligibility.judge(by, service, stated, typed.known());
                    return confirm(by, service, hold, stated, judged, key);
                });
    }

    private Outcome confirm(
            Actor.Booker by, String service, UUID hold, Matter matter, Eligibility.Answer judged, IdempotencyKey key) {
        var request = new Request(asker(by), key, Fingerprint.of(matter, "confirm", by.party(), service, hold));
        return switch (judged) {
            case Eligibility.Answer.Refused(var reason, var facts) ->
                unlessAnswered(request, new Outcome.NotAllowed(reason, facts));
            case Eligibility.Answer.Wrong(var fields) -> unlessAnswered(request, new Outcome.Incomplete(fields));
            case Eligibility.Answer.Fine(var about)
            when mayBeAt(by, service, matter, hold) ->
                confirmed(request, new Wanted(by, service, hold, matter, about, by));
            case Eligibility.Answer.Fine _ ->
                unlessAnswered(request, new Outcome.NotAllowed(EligibilityDesk.OTHER_OFFICE.reason(), Map.of()));
        };
    }

    private boolean mayBeAt(Actor.Booker by, String service, Matter matter, UUID hold) {
        return eligibility.mayStayAt(
                by, service, matter, () -> agenda.find(hold, by.person()).map(Hold::counter));
    }

    private Outcome confirmed(Request request, Wanted wanted) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) return confirming.alone(request, wanted);
        return whole(() -> confirming.within(request, wanted), outcome -> outcome instanceof Outcome.Booked);
    }

    @Override
    public Outcome again(AppointmentId after, Instant startsAt, Actor.Official by, IdempotencyKey key) {
        var request = new Request(asker(by), key, Fingerprint.of(new Matter(Map.of()), "again", after, startsAt));
        return whole(
                () -> {
                    var first = rows.find(after).filter(kept -> handles(by, kept));
                    if (first.isEmpty()) return new Outcome.NotAllowed("refusal.appointment-unknown", Map.of());
                    var earlier = rows.answered(request);
                    if (earlier.isPresent())
                        return earlier.get().to(request)
                                ? new Outcome.Booked(the(earlier.get().appointment()))
                                : new Outcome.KeyReused();
                    var was = first.get().appointment();
                    var person = first.get().booker();
                    var judged = eligibility.judge(person, was.service(), was.matter(), () -> Optional.of(startsAt));
                    if (!(judged instanceof Eligibility.Answer.Fine(var about))) return notAllowed(judged);
                    return switch (agenda.hold(was.search(), startsAt, was.bookedBy(), Side.STAFF, clock.instant())) {
                        case Agenda.Holding.Held(var hold) ->
                            passedOn(
                                    after,
                                    confirming.within(
                                            request,
                                            new Wanted(person, was.service(), hold.id(), was.matter(), about, by)));
                        case Agenda.Holding.Taken taken -> new Outcome.SlotTaken(taken.nearest());
                        case Agenda.Holding.NotOffered(var why, var _) -> new Outcome.NotAllowed(why, Map.of());
                        case Agenda.Holding.TooMany tooMany ->
                            new Outcome.NotAllowed(Agenda.Holding.TooMany.WORD, tooMany.facts());
                    };
                },
                outcome -> outcome instanceof Outcome.Booked);
    }

    private Outcome passedOn(AppointmentId first, Outcome outcome) {
        if (outcome instanceof Outcome.Booked(var next)) rows.passOn(first, next.id());
        return outcome;
    }

    /// A second click after the first was answered gets the first answer, even if one may no longer book.
    private Outcome unlessAnswered(Request request, Outcome refusal) {
        return rows.answered(request)
                .filter(answered -> answered.to(request))
                .<Outcome>map(answered -> new Outcome.Booked(the(answered.appointment())))
                .orElse(refusal);
    }

    private static Outcome notAllowed(Eligibility.Answer answer) {
        return refusal(answer) instanceof Eligible.No(var reason, var facts)
                ? new Outcome.NotAllowed(reason, facts)
                : new Outcome.NotAllowed("refusal.appointment-unknown", Map.of());
    }

    /// Inside the caller's transaction, the matter judged.
    Outcome book(Request request, Wanted wanted) {
        return confirming.within(request, wanted);
    }

    @Override
    public Optional<Appointment> find(AppointmentId id) {
        return rows.find(id).map(Kept::appointment);
    }

    @Override
    public List<Appointment> all(Collection<AppointmentId> ids) {
        return ids.isEmpty()
                ? List.of()
                : rows.all(ids).stream().map(Kept::appointment).toList();
    }

    @Override
    @Transactional
    public List<Appointment> settled(Collection<AppointmentId> ids) {
        return ids.isEmpty()
                ? List.of()
                : rows.settled(ids).stream().map(Kept::appointment).toList();
    }

    @Override
    public Optional<Appointment> find(Reference reference) {
        return rows.find(reference).map(Kept::appointment);
    }

    @Override
    public Optional<Appointment> own(AppointmentId id, Actor.Booker by) {
        return own(by, rows.find(id).stream().toList()).stream().findFirst();
    }

    @Override
    public Optional<String> throughOf(AppointmentId id) {
        return rows.find(id).flatMap(kept -> Optional.ofNullable(kept.through()));
    }

    @Override
    public Optional<String> reasonOf(AppointmentId id) {
        return rows.reason(id);
    }

    @Override
    public List<Appointment> ofParty(UUID party) {
        return rows.ofParty(party).stream().map(this::finished).toList();
    }

    @Override
    public List<Appointment> openOf(UUID party) {
        return rows.coming(party, Integer.MAX_VALUE).stream()
                .map(Kept::appointment)
                .toList();
    }

    @Override
    public Optional<Appointment> inTheWay(Actor.Booker by, String service) {
        return Optional.ofNullable(rows.openOf(by.party(), service, Set.of())).flatMap(id -> own(id, by));
    }

    @Override
    public List<Appointment> coming(Actor.Booker by, int most) {
        return own(by, rows.coming(by.party(), most));
    }

    @Override
    public List<Appointment> past(Actor.Booker by, int most) {
        return own(by, rows.past(by.party(), most));
    }

    @Override
    public Piece piece(Actor.Booker by, Optional<Place> after, int most) {
        var rest = rows.after(by.party(), after, most + 1);
        var kept = rest.subList(0, Math.min(most, rest.size()));
        var end = rest.size() > most
                ? Optional.of(kept.getLast().appointment()).map(last -> new Place(last.startsAt(), last.id()))
                : Optional.<Place>empty();
        return new Piece(own(by, kept), end);
    }

    private List<Appointment> own(Actor.Booker by, List<Kept> kept) {
        return kept.stream()
                .filter(each -> handles(by, each))
                .map(this::finished)
                .toList();
    }

    /// Nobody sees their appointment without its case and its room.
    private Appointment finished(Kept kept) {
        if (kept.unfinished()) followUps.finish(kept.appointment().id());
        return kept.appointment();
    }

    @Override
    public boolean isParty(AppointmentId id, PersonId person) {
        return rows.find(id).filter(kept -> party(kept.appointment(), person)).isPresent();
    }

    @Override
    public Set<UUID> partiesOf(PersonId person) {
        return eligibility.partiesOf(person);
    }

    private boolean party(Appointment appointment, PersonId person) {
        return person.equals(appointment.bookedBy())
                || eligibility.belongs(person, appointment.party(), appointment.service());
    }

    @Override
    public List<Appointment> ofOffice(UUID office, LocalDate day) {
        return rows.ofOffice(
                office,
                day.atStartOfDay(ProductClock.ROME).toInstant(),
                day.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant());
    }

    @Override
    public Cancellation cancel(AppointmentId id, Actor by, String reason, @Nullable Long seen) {
        return whole(
                () -> {
                    var kept = rows.lock(id).filter(each -> handles(by, each));
                    if (kept.isEmpty()) return new Cancellation.NotFound();
                    var appointment = kept.get().appointment();
                    var answer = appointment.cancel(clock.instant());
                    if (answer instanceof Cancellation.Done) {
                        mustBeSeen(appointment, seen);
                        if (kept.get().unfinished()) followUps.finishOrDrop(id);
                        rows.settle(appointment, Appointment.Status.GIVEN_UP, reason);
                        line.givenUp(id, by);
                        agenda.release(appointment.hold());
                        audit.record(Act.of("booking.given-up"), by.doer(), subject(appointment));
                        events.publishEvent(
                                new AppointmentGivenUp(id, appointment.service(), !(by instanceof Actor.Booker)));
                    }
                    return answer;
                },
                answer -> answer instanceof Cancellation.Done);
    }

    @Override
    public Move move(AppointmentId id, Actor by, Instant to, IdempotencyKey key, @Nullable Long seen) {
        var request = new Request(asker(by), key, Fingerprint.of(new Matter(Map.of()), "move", id, to));
        return whole(
                () -> {
                    var kept = rows.lock(id).filter(each -> handles(by, each));
                    if (kept.isEmpty()) return new Move.NotFound();
                    var earlier = rows.answered(request);
                    if (earlier.isPresent()) return repeated(earlier.get(), request);
                    mustBeSeen(kept.get().appointment(), seen);
                    return move(kept.get(), by, to, request);
                },
                answer -> answer instanceof Move.Moved);
    }

    /// What has ended says so, whichever version was seen.
    private static void mustBeSeen(Appointment appointment, @Nullable Long seen) {
        if (seen != null && appointment.status() == Appointment.Status.BOOKED && seen != appointment.version())
            throw new Stale();
    }

    private Move repeated(Answered earlier, Request request) {
        var from = earlier.movedFrom();
        if (from == null || !earlier.to(request)) return new Move.KeyReused();
        return new Move.Moved(the(earlier.appointment()), from);
    }

    private Move move(Kept kept, Actor by, Instant to, Request request) {
        var now = clock.instant();
        var was = kept.appointment();
        if (was.status() != Appointment.Status.BOOKED) return new Move.AlreadySettled(was.status());
        if (!now.isBefore(was.startsAt())) return new Move.TooLate(was.startsAt());
        if (to.equals(was.startsAt())) return new Move.Moved(was, to);
        var judged = eligibility.judge(mover(kept, by), was.service(), was.matter(), () -> Optional.of(to));
        if (refusal(judged) instanceof Eligible.No no) return new Move.NotAllowed(no.reason(), no.facts());
        return switch (agenda.hold(was.search(), to, was.bookedBy(), Side.of(by), now)) {
            case Agenda.Holding.Taken taken -> new Move.SlotTaken(taken.nearest());
            case Agenda.Holding.NotOffered no -> new Move.NotOffered(no.why(), no.nearest());
            case Agenda.Holding.TooMany tooMany -> new Move.NotAllowed(Agenda.Holding.TooMany.WORD, tooMany.facts());
            case Agenda.Holding.Held(var place) -> new Move.Moved(moveTo(kept, by, place, request), was.startsAt());
        };
    }

    /// Inside the caller's transaction, the appointment locked, the place held by who booked or who acts.
    public Appointment moveTo(Kept kept, Actor by, Hold place, Request request) {
        var now = clock.instant();
        var was = kept.appointment();
        if (kept.unfinished()) followUps.demand(was.id());
        var holder = by instanceof Actor.Booker booker
                        && agenda.find(place.id(), booker.person()).isPresent()
                ? booker.person()
                : was.bookedBy();
        if (!agenda.take(place.id(), holder, now))
            throw new IllegalStateException("A slot held in this transaction cannot be taken");
        var moved = was.at(place);
        rows.move(was, moved);
        line.moved(was.id(), place.startsAt());
        agenda.release(was.hold());
        if (!rows.answer(request, was.id(), was.startsAt(), now))
            throw new IllegalStateException("The same key was answered meanwhile");
        audit.record(
                Act.of("booking.moved"),
                by.doer(),
                subject(was),
                Map.of("from", was.startsAt().toString(), "to", place.startsAt().toString()));
        events.publishEvent(new AppointmentMoved(was.id(), was.service(), was.startsAt(), place.startsAt()));
        return moved;
    }

    @Override
    @Transactional
    public void settle(AppointmentId id, Appointment.Status as, Actor by) {
        var appointment = rows.lock(id).orElseThrow().appointment();
        if (appointment.status() == as) return;
        if (!appointment.mayBecome(as))
            throw new IllegalStateException("An appointment " + appointment.status() + " cannot become " + as);
        rows.settle(appointment, as, null);
        line.settled(id);
        if (as.freesTheSlot()
                || as != Appointment.Status.HELD && clock.instant().isBefore(appointment.startsAt()))
            agenda.release(appointment.hold());
        audit.record(Act.of("booking.settled"), by.doer(), subject(appointment), Map.of("as", as.name()));
    }

    /// Whose appointment it is, an official of its office who is no party in it (rule G13), the product.
    private boolean handles(Actor by, Kept kept) {
        var appointment = kept.appointment();
        return switch (by) {
            case Actor.Booker booker ->
                kept.byStudio() == booker.entitled() instanceof Actor.Intermediary
                        && (!(booker instanceof Actor.Assisted helped) || mayHelp(helped, kept))
                        && booker.party().equals(appointment.party())
                        && eligibility.mayHandle(booker, appointment.service(), appointment.matter());
            case Actor.Official official ->
                official.office().equals(appointment.office())
                        && !party(appointment, official.person())
                        && (official.may(Right.HOLD_MEETINGS)
                                || official.may(Right.MANAGE_OFFICE)
                                || official.may(Right.FRONT_DESK));
            case Actor.System _ -> true;
            case Actor.Guest _, Actor.Client _ -> false;
        };
    }

    /// Rule G13: who assists keeps out of an appointment in which they are a party themselves; a program of all but
    /// what
    /// it booked itself.
    private boolean mayHelp(Actor.Assisted helped, Kept kept) {
        return switch (helped.by()) {
            case Actor.Official official -> !party(kept.appointment(), official.person());
            case Actor.Client(var program, var _) -> program.equals(kept.through());
            default -> false;
        };
    }

    /// A studio's member moves as themselves (rule C3), who assists by their own channel (rule D3); everybody else for
    /// who
    /// booked.
    private static Actor.Booker mover(Kept kept, Actor by) {
        return by instanceof Actor.Intermediary || by instanceof Actor.Assisted ? (Actor.Booker) by : kept.booker();
    }

    private Appointment the(AppointmentId id) {
        return rows.find(id).orElseThrow().appointment();
    }

    private <T> T whole(Supplier<T> work, Predicate<T> stands) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var answer = work.get();
            if (!stands.test(answer)) status.setRollbackOnly();
            return answer;
        }));
    }

    private static Subject subject(Appointment appointment) {
        return new Subject("appointment", appointment.id().value());
    }

    private static String first(Map<String, String> fields) {
        return fields.values().stream().sorted().findFirst().orElseThrow();
    }

    static String asker(Actor by) {
        return by.doer().kind() + ":" + by.doer().id();
    }
}

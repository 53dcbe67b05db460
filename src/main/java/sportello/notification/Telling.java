package sportello.notification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.booking.Appointment;
import sportello.booking.AppointmentBooked;
import sportello.booking.AppointmentGivenUp;
import sportello.booking.AppointmentId;
import sportello.booking.AppointmentMoved;
import sportello.booking.AskedToMove;
import sportello.booking.Bookings;
import sportello.casework.CaseAborted;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.CaseLapsed;
import sportello.casework.Cases;
import sportello.delegation.DelegationEnded;
import sportello.delegation.DelegationGranted;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.EntryCodeRenewed;
import sportello.meeting.EntryId;
import sportello.meeting.GuestInvited;
import sportello.meeting.Rooms;
import sportello.platform.ProductClock;

/// Writes what has to be told in the transaction in which it happened, after the rooms it happened in have acted.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class Telling {

    private static final Actor.System ITSELF = new Actor.System("notification");

    /// The reason under which booking keeps it.
    private static final String MANDATE_ENDED = "mandate-ended";

    private static final int PROPOSED = 3;

    private final Letters letters;
    private final OutboxRows outbox;
    private final NoticeRows notices;
    private final Agenda agenda;
    private final Bookings bookings;
    private final Cases cases;
    private final Rooms rooms;
    private final People people;
    private final Register register;
    private final ProductClock clock;

    Telling(
            Letters letters,
            OutboxRows outbox,
            NoticeRows notices,
            Agenda agenda,
            Bookings bookings,
            Cases cases,
            Rooms rooms,
            People people,
            Register register,
            ProductClock clock) {
        this.letters = letters;
        this.outbox = outbox;
        this.notices = notices;
        this.agenda = agenda;
        this.bookings = bookings;
        this.cases = cases;
        this.rooms = rooms;
        this.people = people;
        this.register = register;
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void booked(AppointmentBooked event) {
        letters.toEveryParty(
                the(event.appointment()),
                Tidings.of("booked", event.appointment().toString()).urgently());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void moved(AppointmentMoved event) {
        var appointment = the(event.appointment());
        letters.toEveryParty(
                appointment,
                Tidings.of("moved", appointment.id() + " " + appointment.version())
                        .with(Map.of("before", event.from().toString()))
                        .urgently());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void askedToMove(AskedToMove event) {
        letters.toBooker(
                the(event.appointment()),
                Tidings.of("to-move", event.appointment() + " " + event.at()).at(event.startsAt()));
    }

    /// What the office, or the product for it, called off says why where it is known.
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void givenUp(AppointmentGivenUp event) {
        var id = event.appointment();
        if (!event.byOffice())
            letters.toEveryParty(the(id), Tidings.of("given-up", id.toString()).urgently());
        else if (bookings.reasonOf(id).filter(MANDATE_ENDED::equals).isPresent())
            letters.toBooker(the(id), Tidings.of(MANDATE_ENDED, id.toString()));
        else calledOff(the(id));
    }

    /// With the nearest hours free as this is written; the one just given up is not proposed again.
    private void calledOff(Appointment appointment) {
        var now = clock.instant();
        var near = agenda.nearest(appointment.search(), appointment.startsAt(), PROPOSED + 1, Side.PUBLIC, now).stream()
                .map(Slot::startsAt)
                .filter(hour -> !hour.equals(appointment.startsAt()))
                .limit(PROPOSED)
                .toList();
        letters.toEveryParty(
                appointment,
                Tidings.of("called-off", appointment.id().toString()).with(Map.of("near", Facts.kept(near))));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void lapsed(CaseLapsed event) {
        letters.toEveryParty(
                the(event.appointment()),
                Tidings.of("lapsed", event.appointment().toString()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void aborted(CaseAborted event) {
        var appointment = the(event.appointment());
        if (appointment.status() == Appointment.Status.GIVEN_UP) return;
        letters.toEveryParty(
                appointment, Tidings.of("aborted", event.appointment().toString()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void codeRenewed(EntryCodeRenewed event) {
        toOne(
                event.entry(),
                event.about(),
                (appointment, entry) -> letters.toEntry(
                        appointment,
                        entry,
                        Tidings.of("code", String.valueOf(entry.generation())).urgently(),
                        appointment.bookedBy()));
    }

    /// Who is invited counts for the official (rule G14).
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void invited(GuestInvited event) {
        toOne(
                event.entry(),
                event.about(),
                (appointment, entry) -> letters.toEntry(
                        appointment,
                        entry,
                        Tidings.of("invited", appointment.id().toString()).urgently(),
                        event.by()));
    }

    private Appointment the(AppointmentId id) {
        return bookings.find(id).orElseThrow();
    }

    private void toOne(EntryId id, UUID about, BiConsumer<Appointment, Entry> write) {
        rooms.entry(id)
                .ifPresent(entry -> cases.find(new CaseId(about), ITSELF)
                        .flatMap(file -> bookings.find(file.appointment()))
                        .ifPresent(appointment -> write.accept(appointment, entry)));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void granted(DelegationGranted event) {
        toBothSides("granted", event.delegation(), event.delegator(), event.delegate(), Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ended(DelegationEnded event) {
        toBothSides("ended", event.delegation(), event.delegator(), event.delegate(), Map.of("reason", event.reason()));
    }

    /// Rule D11: a contact shared with the delegate never counts as the delegator's own; a letter is printed instead.
    private void toBothSides(
            String template, UUID delegation, PersonId delegator, PersonId delegate, Map<String, String> facts) {
        var his = people.find(delegate).map(Person::contacts).orElse(null);
        var hers = people.find(delegator).map(Person::contacts).orElse(null);
        var office = officeOf(delegation);
        tell(template + "-delegate", delegation, delegate, his, facts, OwnWays.of(his, null), office);
        var hersAlone = OwnWays.of(hers, his);
        tell(
                template + "-delegator",
                delegation,
                delegator,
                hers,
                facts,
                hersAlone.isEmpty() ? List.of("letter") : hersAlone,
                office);
    }

    /// Where it was granted.
    private @Nullable UUID officeOf(UUID delegation) {
        return register.find(delegation)
                .flatMap(granted -> Optional.ofNullable(granted.caseId()))
                .flatMap(file -> cases.find(new CaseId(file), ITSELF))
                .map(CaseFile::office)
                .orElse(null);
    }

    private void tell(
            String template,
            UUID delegation,
            PersonId person,
            @Nullable Contacts contacts,
            Map<String, String> facts,
            List<String> kinds,
            @Nullable UUID office) {
        notices.write(template + " " + delegation, person.value(), template, null, delegation, facts, clock.instant());
        var language = Optional.ofNullable(contacts).map(Contacts::language).orElse("it");
        for (var kind : kinds) {
            outbox.write(
                    new OutboxRows.Letter(
                            kind + " " + template + " " + delegation,
                            kind,
                            template,
                            language,
                            person.toString(),
                            null,
                            null,
                            delegation,
                            person.value(),
                            null,
                            Map.of(),
                            null,
                            null,
                            office),
                    clock.instant());
        }
    }
}

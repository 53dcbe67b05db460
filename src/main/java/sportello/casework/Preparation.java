package sportello.casework;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.Appointment;
import sportello.booking.AppointmentBooked;
import sportello.booking.AppointmentGivenUp;
import sportello.booking.AppointmentMoved;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.meeting.RoomPlan;
import sportello.meeting.Rooms;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.offices.Unit;
import sportello.platform.Words;

/// Follows the appointment, in its transaction: a case and a room when it is booked, the new hour when it is moved,
/// both called off when it is given up. Comes before whoever tells people, since what they are told leads to the room.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Preparation {

    private static final Actor.System SELF = new Actor.System("casework");
    private static final int EARLY = Ordered.HIGHEST_PRECEDENCE + 100;

    private final CaseRows rows;
    private final Caseload caseload;
    private final Settling settling;
    private final Services services;
    private final Offices offices;
    private final Bookings bookings;
    private final Rooms rooms;
    private final People people;
    private final Words words;
    private final AuditTrail audit;

    Preparation(
            CaseRows rows,
            Caseload caseload,
            Settling settling,
            Services services,
            Offices offices,
            Bookings bookings,
            Rooms rooms,
            People people,
            Words words,
            AuditTrail audit) {
        this.rows = rows;
        this.caseload = caseload;
        this.settling = settling;
        this.services = services;
        this.offices = offices;
        this.bookings = bookings;
        this.rooms = rooms;
        this.people = people;
        this.words = words;
        this.audit = audit;
    }

    @EventListener
    @Order(EARLY)
    public void on(AppointmentBooked booked) {
        if (rows.of(booked.appointment()).isPresent()) return;
        var policy = services.policy(booked.service());
        var appointment = bookings.find(booked.appointment()).orElseThrow();
        var id = new CaseId(UUID.randomUUID());
        var room = rooms.prepare(plan(id, appointment, policy));
        rows.insert(new CaseRow(
                id,
                appointment.id(),
                appointment.reference(),
                appointment.service(),
                appointment.office(),
                room.id(),
                appointment.bookedBy(),
                caseload.marks(policy, appointment.matter()),
                appointment.startsAt(),
                appointment.endsAt(),
                CaseFile.Status.PREPARED,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                unit(appointment, policy),
                judged(appointment, policy)));
        audit.record(
                Act.of("casework.prepared"),
                SELF.doer(),
                Settling.subject(id),
                Map.of(
                        "appointment",
                        appointment.id().toString(),
                        "room",
                        room.id().toString()));
    }

    @EventListener
    @Order(EARLY)
    public void on(AppointmentMoved moved) {
        var row = rows.of(moved.appointment()).flatMap(it -> rows.lock(it.id())).orElse(null);
        if (row == null || row.status().settled()) return;
        var appointment = caseload.appointment(row);
        rows.move(row, appointment.startsAt(), appointment.endsAt());
        rooms.reschedule(row.id().value(), appointment.startsAt(), appointment.endsAt());
    }

    @EventListener
    @Order(EARLY)
    public void on(AppointmentGivenUp givenUp) {
        var row =
                rows.of(givenUp.appointment()).flatMap(it -> rows.lock(it.id())).orElse(null);
        if (row == null || row.status().settled()) return;
        var how = row.status() == CaseFile.Status.PREPARED
                ? CaseRow.Settlement.of(CaseFile.Status.CALLED_OFF)
                : CaseRow.Settlement.aborted("case.reason.given_up");
        settling.settle(row, how, SELF);
    }

    /// The unit the policy names; in an office without it, the whole office.
    private UUID unit(Appointment appointment, ServicePolicy policy) {
        return offices.unit(appointment.office(), policy.unit()).map(Unit::id).orElse(CaseRow.WHOLE_OFFICE);
    }

    private CaseRow.@Nullable Judged judged(Appointment appointment, ServicePolicy policy) {
        if (!policy.evaluatedBefore()) return null;
        var name = people.find(appointment.bookedBy()).map(Person::fullName).orElse("");
        return new CaseRow.Judged(appointment.party(), name, Triage.TO_EVALUATE, null, null);
    }

    private RoomPlan plan(CaseId id, Appointment appointment, ServicePolicy policy) {
        var codes = policy.entryCodes();
        return new RoomPlan(
                id.value(),
                appointment.office(),
                words.say(Locale.ITALIAN, "service." + policy.code() + ".name"),
                appointment.startsAt(),
                appointment.endsAt(),
                policy.waitingOpensBefore(),
                // Rule C11: what is judged beforehand is talked over, never recorded.
                policy.recorded() && !policy.evaluatedBefore(),
                policy.cameraRequired(),
                policy.mostPeople(),
                new RoomPlan.CodePolicy(codes.digits(), codes.attempts(), codes.pause(), codes.resendsPerHour()),
                guests(appointment, policy));
    }

    private List<RoomPlan.Guest> guests(Appointment appointment, ServicePolicy policy) {
        return new Script(policy)
                .requiredParties().stream()
                        .map(party -> party.entersWith().equals("code")
                                ? stated(party, appointment)
                                : known(party, appointment))
                        .toList();
    }

    private RoomPlan.Guest known(ServicePolicy.Party party, Appointment appointment) {
        var person = people.find(appointment.bookedBy());
        return new RoomPlan.Guest(
                party.role(),
                person.map(Person::fullName).orElse(""),
                appointment.bookedBy(),
                person.map(Person::contacts).map(Contacts::language).orElse("it"),
                party.entersWith().equals("login"));
    }

    private static RoomPlan.Guest stated(ServicePolicy.Party party, Appointment appointment) {
        var matter = appointment.matter();
        var name = matter.get(party.role() + ".given_name").strip() + " "
                + matter.get(party.role() + ".family_name").strip();
        var language = matter.get(party.role() + ".language");
        return new RoomPlan.Guest(party.role(), name.strip(), null, language.isBlank() ? "it" : language);
    }
}

package sportello.casework;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.platform.ProductClock;

/// Ends a case for good, in the caller's transaction: the appointment settled, the room closed, the audit entry, the
/// event.
@Component
class Settling {

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final Bookings bookings;
    private final Rooms rooms;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    Settling(
            CaseRows rows,
            ConsultancyRows consultancies,
            Bookings bookings,
            Rooms rooms,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.bookings = bookings;
        this.rooms = rooms;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    void settle(CaseRow row, CaseRow.Settlement how, Actor by) {
        settleAppointment(row, how.status(), by);
        finish(row, how, by);
    }

    /// The same once the appointment is settled already.
    void finish(CaseRow row, CaseRow.Settlement how, Actor by) {
        var outcome = kebab(how.status());
        rows.settle(row, how, clock.instant());
        if (how.status() == CaseFile.Status.CALLED_OFF) rooms.callOff(row.id().value(), by);
        else rooms.close(row.room(), by, outcome);
        audit.record(Act.of("casework." + outcome), by.doer(), subject(row.id()), facts(row, how));
        tell(row, how);
    }

    void settleAppointment(CaseRow row, CaseFile.Status status, Actor by) {
        switch (status) {
            case CONCLUDED -> bookings.settle(row.appointment(), Appointment.Status.HELD, by);
            case ABORTED -> {
                var appointment = bookings.find(row.appointment()).orElseThrow();
                if (appointment.status() == Appointment.Status.BOOKED)
                    bookings.settle(row.appointment(), Appointment.Status.NOT_CONCLUDED, by);
            }
            case SECOND_APPOINTMENT -> bookings.settle(row.appointment(), Appointment.Status.NOT_CONCLUDED, by);
            case LAPSED -> bookings.settle(row.appointment(), Appointment.Status.LAPSED, by);
            case SETTLED_IN_WRITING -> bookings.settle(row.appointment(), Appointment.Status.SETTLED, by);
            case DECLINED -> bookings.settle(row.appointment(), Appointment.Status.DECLINED, by);
            case CALLED_OFF -> {}
            case MISSED, PREPARED, OPEN, SUSPENDED -> throw new IllegalArgumentException("Not an end: " + status);
        }
    }

    /// Missed by one side (rule C6's cases): on the appointment it shows whose side it was.
    void missed(CaseRow row, Ending.How side, CaseRow.Settlement how, Actor by) {
        var as = side == Ending.How.MISSED_BY_PARTY ? Appointment.Status.LAPSED : Appointment.Status.NOT_CONCLUDED;
        bookings.settle(row.appointment(), as, by);
        finish(row, how, by);
    }

    /// `held`, `missed-by-party`, `missed-by-office` by what was written; `unfinished` when nothing was.
    private void tellConsultancy(CaseRow row, CaseRow.Settlement how) {
        var ending = consultancies.ending(row.id()).map(Consultancy.Ended::ending);
        var solved = ending.map(Ending::solved).orElse(false);
        var outcome = switch (how.status()) {
            case CONCLUDED, MISSED -> ending.map(it -> kebab(it.how())).orElse("unfinished");
            case ABORTED, LAPSED, SECOND_APPOINTMENT -> kebab(how.status());
            case SETTLED_IN_WRITING -> {
                events.publishEvent(new CaseSettledInWriting(row.id(), row.appointment(), row.service()));
                yield "";
            }
            case DECLINED -> {
                events.publishEvent(new CaseDeclined(row.id(), row.appointment(), row.service()));
                yield "";
            }
            case CALLED_OFF, PREPARED, OPEN, SUSPENDED -> "";
        };
        if (how.next() != null)
            events.publishEvent(
                    new SecondAppointmentAgreed(row.id(), row.appointment(), new AppointmentId(how.next())));
        if (!outcome.isEmpty())
            events.publishEvent(new ConsultancyEnded(row.id(), row.appointment(), row.service(), outcome, solved));
    }

    static String kebab(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void tell(CaseRow row, CaseRow.Settlement how) {
        if (row.judged() != null) {
            tellConsultancy(row, how);
            return;
        }
        switch (how.status()) {
            case CONCLUDED -> events.publishEvent(new CaseConcluded(row.id(), row.appointment(), row.service()));
            case ABORTED -> events.publishEvent(new CaseAborted(row.id(), row.appointment(), row.service()));
            case LAPSED -> events.publishEvent(new CaseLapsed(row.id(), row.appointment(), row.service()));
            case SECOND_APPOINTMENT -> {
                if (how.next() != null)
                    events.publishEvent(
                            new SecondAppointmentAgreed(row.id(), row.appointment(), new AppointmentId(how.next())));
            }
            case CALLED_OFF, SETTLED_IN_WRITING, DECLINED, MISSED, PREPARED, OPEN, SUSPENDED -> {}
        }
    }

    private static Map<String, String> facts(CaseRow row, CaseRow.Settlement how) {
        var facts = new HashMap<String, String>();
        facts.put("appointment", row.appointment().toString());
        facts.put("room", row.room().toString());
        if (how.effect() != null) facts.put("effect", how.effect().toString());
        if (how.next() != null) facts.put("next", how.next().toString());
        return facts;
    }

    static Subject subject(CaseId id) {
        return new Subject("case", id.value());
    }
}

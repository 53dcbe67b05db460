package sportello.partners.webhooks;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentBooked;
import sportello.booking.AppointmentGivenUp;
import sportello.booking.AppointmentId;
import sportello.booking.AppointmentMoved;
import sportello.booking.AskedToMove;
import sportello.booking.Bookings;
import sportello.casework.CaseAborted;
import sportello.casework.CaseConcluded;
import sportello.casework.CaseDeclined;
import sportello.casework.CaseLapsed;
import sportello.casework.CaseSettledInWriting;
import sportello.casework.ConsultancyEnded;
import sportello.casework.SecondAppointmentAgreed;
import sportello.partners.webhooks.Happening.Kind;
import sportello.platform.ProductClock;

/// Writes down what happened, in the transaction in which it does, for the program that booked the appointment.
@Component
class Happenings {

    private static final String STARTS_AT = "starts_at";

    private final HappeningRows rows;
    private final Bookings bookings;
    private final ProductClock clock;

    Happenings(HappeningRows rows, Bookings bookings, ProductClock clock) {
        this.rows = rows;
        this.bookings = bookings;
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void booked(AppointmentBooked event) {
        write(
                Kind.BOOKED,
                event.appointment(),
                "",
                Map.of(
                        STARTS_AT,
                        event.startsAt().toString(),
                        "office_id",
                        event.office().toString()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void moved(AppointmentMoved event) {
        write(
                Kind.MOVED,
                event.appointment(),
                version(event.appointment()),
                Map.of(
                        STARTS_AT,
                        event.to().toString(),
                        "former_starts_at",
                        event.from().toString()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void givenUp(AppointmentGivenUp event) {
        write(Kind.GIVEN_UP, event.appointment(), "", Map.of("by", event.byOffice() ? "office" : "person"));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void askedToMove(AskedToMove event) {
        write(
                Kind.ASKED_TO_MOVE,
                event.appointment(),
                event.at().toString(),
                Map.of(STARTS_AT, event.startsAt().toString()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void concluded(CaseConcluded event) {
        write(Kind.HELD, event.appointment(), "", Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void lapsed(CaseLapsed event) {
        write(Kind.MISSED, event.appointment(), "", Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void aborted(CaseAborted event) {
        write(Kind.NOT_CONCLUDED, event.appointment(), "", Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void settledInWriting(CaseSettledInWriting event) {
        write(Kind.SETTLED_IN_WRITING, event.appointment(), "", Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void declined(CaseDeclined event) {
        write(Kind.DECLINED, event.appointment(), "", Map.of());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void consultancyEnded(ConsultancyEnded event) {
        switch (event.outcome()) {
            case "held" -> write(Kind.HELD, event.appointment(), "", Map.of());
            case "missed-by-party" -> write(Kind.MISSED, event.appointment(), "", Map.of("by", "person"));
            case "missed-by-office" -> write(Kind.MISSED, event.appointment(), "", Map.of("by", "office"));
            case "aborted", "unfinished" -> write(Kind.NOT_CONCLUDED, event.appointment(), "", Map.of());
            default -> {}
        }
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void secondAgreed(SecondAppointmentAgreed event) {
        var facts = new TreeMap<>(Map.of("next_appointment_id", event.next().toString()));
        bookings.find(event.next())
                .map(Appointment::startsAt)
                .map(Instant::toString)
                .ifPresent(at -> facts.put("next_starts_at", at));
        write(Kind.SECOND_APPOINTMENT, event.appointment(), event.next().toString(), facts);
    }

    /// An appointment may be moved back and forth.
    private String version(AppointmentId id) {
        return bookings.find(id).map(one -> String.valueOf(one.version())).orElse("");
    }

    private void write(Kind kind, AppointmentId id, String which, Map<String, String> facts) {
        bookings.throughOf(id)
                .ifPresent(program -> bookings.find(id)
                        .ifPresent(appointment -> rows.write(
                                (kind.code() + " " + id + " " + which).strip(),
                                program,
                                id.value(),
                                appointment.service(),
                                kind,
                                facts,
                                clock.instant())));
    }
}

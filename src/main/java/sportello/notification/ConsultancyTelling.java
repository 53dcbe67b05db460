package sportello.notification;

import java.util.Locale;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.casework.CaseDeclined;
import sportello.casework.CaseSettledInWriting;
import sportello.casework.ConsultancyAccepted;
import sportello.casework.ConsultancyEnded;
import sportello.casework.PapersAsked;
import sportello.casework.TriageUndone;
import sportello.casework.VenueAgreed;

/// What the office decides on a case it evaluates beforehand (rules C6, C7), told to who booked. No message carries the
/// officer's own words: a mail box and a telephone's screen are read by others too, so it points to the reserved area.
@Component
class ConsultancyTelling {

    private final Letters letters;
    private final NoticeRows notices;
    private final Bookings bookings;

    ConsultancyTelling(Letters letters, NoticeRows notices, Bookings bookings) {
        this.letters = letters;
        this.notices = notices;
        this.bookings = bookings;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void accepted(ConsultancyAccepted event) {
        letters.toBooker(the(event.appointment()), eachTime("accepted", event.appointment()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void papersAsked(PapersAsked event) {
        letters.toBooker(
                the(event.appointment()),
                eachTime("papers-asked", event.appointment())
                        .with(Map.of("until", event.until().toString())));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void undone(TriageUndone event) {
        letters.toBooker(the(event.appointment()), eachTime("reconsidered", event.appointment()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void settledInWriting(CaseSettledInWriting event) {
        letters.toBooker(the(event.appointment()), once("settled-in-writing", event.appointment()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void declined(CaseDeclined event) {
        letters.toBooker(the(event.appointment()), once("declined", event.appointment()));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void venueAgreed(VenueAgreed event) {
        letters.toBooker(
                the(event.appointment()),
                eachTime("venue-agreed", event.appointment())
                        .with(Map.of(
                                "venue",
                                event.venue().name().toLowerCase(Locale.ROOT),
                                "changed",
                                event.before() == null ? "no" : "yes")));
    }

    /// The message of a second appointment is its own confirmation; what nobody completed is told when somebody does.
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ended(ConsultancyEnded event) {
        var appointment = the(event.appointment());
        switch (event.outcome()) {
            case "held" -> letters.toBooker(appointment, once("held", event.appointment()));
            case "missed-by-party", "lapsed" ->
                letters.toBooker(appointment, once("missed-by-party", event.appointment()));
            case "missed-by-office" -> letters.toBooker(appointment, once("missed-by-office", event.appointment()));
            case "second-appointment" -> letters.toBookersArea(appointment, once("held-again", event.appointment()));
            case "aborted" -> {
                if (appointment.status() != Appointment.Status.GIVEN_UP)
                    letters.toBooker(appointment, once("aborted", event.appointment()));
            }
            default -> {}
        }
    }

    private Appointment the(AppointmentId id) {
        return bookings.find(id).orElseThrow();
    }

    private static Tidings once(String template, AppointmentId id) {
        return Tidings.of(template, id.toString());
    }

    /// May be decided more than once.
    private Tidings eachTime(String template, AppointmentId id) {
        return Tidings.of(template, id + " " + notices.occasion());
    }
}

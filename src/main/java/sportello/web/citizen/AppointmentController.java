package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.web.Answer;
import sportello.web.Frame;

/// One appointment: its details, its receipt. Somebody else's does not exist.
@RestController
class AppointmentController {

    private final Bookings bookings;
    private final AppointmentCards cards;
    private final StudioSide studio;
    private final Templates templates;

    AppointmentController(Bookings bookings, AppointmentCards cards, StudioSide studio, Templates templates) {
        this.bookings = bookings;
        this.cards = cards;
        this.studio = studio;
        this.templates = templates;
    }

    @GetMapping("/appointments/{id}")
    JteModel show(Frame frame, Actor.Booker by, @PathVariable UUID id, @RequestParam Map<String, String> query) {
        var appointment = own(bookings, id, by);
        return switch (by) {
            case Actor.Citizen citizen ->
                templates.citizenAppointment(frame, page(frame, citizen, appointment, told(frame, query)));
            case Actor.Intermediary member ->
                studio.appointment(frame, member, appointment, news(query).orElse(""));
            case Actor.Assisted _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    /// What is settled since has no receipt any more: a reload must not say that it is confirmed.
    @GetMapping("/appointments/{id}/receipt")
    ResponseEntity<?> receipt(Frame frame, Actor.Citizen by, @PathVariable UUID id) {
        var appointment = own(bookings, id, by);
        if (appointment.status() != Appointment.Status.BOOKED) return Answer.goTo(settled(appointment));
        bookings.draft(by, appointment.service())
                .flatMap(Draft::hold)
                .filter(appointment.hold()::equals)
                .ifPresent(_ -> bookings.dropDraft(by, appointment.service()));
        return ResponseEntity.ok(templates.citizenReceipt(frame, page(frame, by, appointment, null)));
    }

    /// Where somebody is led who would still change it.
    static String settled(Appointment appointment) {
        return "/appointments/" + appointment.id()
                + (appointment.status() == Appointment.Status.GIVEN_UP ? "?cancelled" : "?settled");
    }

    static Appointment own(Bookings bookings, UUID id, Actor.Booker by) {
        return bookings.own(new AppointmentId(id), by)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private AppointmentPage page(Frame frame, Actor.Citizen by, Appointment appointment, @Nullable String told) {
        return new AppointmentPage(
                cards.of(frame, appointment, by),
                told,
                appointment.status() == Appointment.Status.BOOKED,
                MobileNumber.masked(appointment.matter().get("contact.mobile")));
    }

    private static @Nullable String told(Frame frame, Map<String, String> query) {
        return news(query)
                .filter(name -> !name.equals("booked") && !name.equals("sent"))
                .map(name -> frame.say("appointment.told." + name))
                .orElse(null);
    }

    private static Optional<String> news(Map<String, String> query) {
        return Stream.of("booked", "sent", "moved", "accepted", "cancelled", "already", "settled", "late")
                .filter(query::containsKey)
                .findFirst();
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Cancellation;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;

/// Giving up an appointment. Should it have been a mistake, booking again asks nothing twice.
@RestController
@RequestMapping("/appointments/{id}/cancellation")
class CancellationController {

    private final Bookings bookings;
    private final AppointmentCards cards;
    private final Drafts drafts;
    private final StudioSide studio;
    private final Templates templates;

    CancellationController(
            Bookings bookings, AppointmentCards cards, Drafts drafts, StudioSide studio, Templates templates) {
        this.bookings = bookings;
        this.cards = cards;
        this.drafts = drafts;
        this.studio = studio;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> ask(Frame frame, Actor.Booker by, @PathVariable UUID id) {
        var appointment = AppointmentController.own(bookings, id, by);
        if (appointment.status() != Appointment.Status.BOOKED)
            return Answer.goTo(AppointmentController.settled(appointment));
        return ResponseEntity.ok(
                switch (by) {
                    case Actor.Citizen citizen ->
                        templates.citizenCancellation(frame, cards.of(frame, appointment, citizen));
                    case Actor.Intermediary member -> studio.cancellation(frame, member, appointment);
                    case Actor.Assisted _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                });
    }

    @PostMapping
    ResponseEntity<Void> cancel(Actor.Booker by, @PathVariable UUID id) {
        var appointment = AppointmentController.own(bookings, id, by);
        var page = "/appointments/" + id;
        return switch (bookings.cancel(appointment.id(), by, "given up by the person")) {
            case Cancellation.Done(var givenUp) -> {
                if (by instanceof Actor.Citizen citizen) keepAnswers(citizen, givenUp);
                yield Answer.goTo(page + "?cancelled");
            }
            case Cancellation.AlreadySettled _ ->
                Answer.goTo(AppointmentController.settled(AppointmentController.own(bookings, id, by)));
            case Cancellation.TooLate _ -> Answer.goTo(page + "?late");
            case Cancellation.NotFound _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private void keepAnswers(Actor.Citizen by, Appointment givenUp) {
        if (!drafts.takes(givenUp.service())) return;
        var progress = drafts.of(by, givenUp.service());
        drafts.save(by, progress, Answers.of(givenUp.matter()).wanting(givenUp.startsAt()));
    }
}

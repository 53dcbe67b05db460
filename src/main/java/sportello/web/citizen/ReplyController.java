package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.platform.Reference;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.security.Actors;

/// Where the link of a reminder leads (rule G8): coming, moving or cancelling is one step from here, after the login.
/// The short address holds the reference, which is no secret; to a stranger it does not exist.
@RestController
class ReplyController {

    private static final int NEAREST = 4;

    private final Bookings bookings;
    private final Agenda agenda;
    private final Drafts drafts;
    private final ProductClock clock;
    private final Templates templates;

    ReplyController(Bookings bookings, Agenda agenda, Drafts drafts, ProductClock clock, Templates templates) {
        this.bookings = bookings;
        this.agenda = agenda;
        this.drafts = drafts;
        this.clock = clock;
        this.templates = templates;
    }

    /// In whatever capacity the appointment is theirs: the page it leads to asks for the right one.
    @GetMapping("/r/{reference}")
    ResponseEntity<Void> come(@PathVariable String reference) {
        var person = Actors.signedIn().orElseThrow(Answer::unknown).person();
        return appointment(reference)
                .filter(found -> bookings.isParty(found.id(), person))
                .map(found -> Answer.goTo("/appointments/" + found.id() + "/reply"))
                .orElseThrow(Answer::unknown);
    }

    private Optional<Appointment> appointment(String reference) {
        try {
            return bookings.find(Reference.parse(reference));
        } catch (IllegalArgumentException noReference) {
            return Optional.empty();
        }
    }

    @GetMapping("/appointments/{id}/reply")
    ResponseEntity<?> ask(Frame frame, Actor.Booker by, @PathVariable UUID id) {
        var appointment = AppointmentController.own(bookings, id, by);
        boolean coming = appointment.status() == Appointment.Status.BOOKED;
        if (coming && !appointment.startsAt().isAfter(clock.instant()))
            return Answer.goTo("/appointments/" + id + "?late");
        if (!coming && appointment.status() != Appointment.Status.GIVEN_UP)
            return Answer.goTo("/appointments/" + id + "?settled");
        if (!coming && by instanceof Actor.Intermediary) return Answer.goTo(onItsQuestion(appointment));
        return ResponseEntity.ok(templates.citizenReply(
                frame,
                new ReplyPage(
                        id.toString(),
                        frame.dayAndHour(appointment.startsAt()),
                        frame.say("service." + appointment.service() + ".short"),
                        coming,
                        nearest(appointment).stream()
                                .map(hour -> SlotChoice.Hour.fully(frame, hour))
                                .toList(),
                        IdempotencyKey.next().value().toString())));
    }

    private List<Instant> nearest(Appointment appointment) {
        return agenda
                .nearest(appointment.search(), appointment.startsAt(), NEAREST + 1, Side.PUBLIC, clock.instant())
                .stream()
                .map(Slot::startsAt)
                .filter(hour -> !hour.equals(appointment.startsAt()))
                .limit(NEAREST)
                .toList();
    }

    private static String onItsQuestion(Appointment appointment) {
        var question = appointment.matter().get("questions").split(",", 2)[0];
        return question.isBlank() ? "/questions" : "/questions/" + question + "/book";
    }

    /// Another hour for what the office called off: nothing of what was typed then is asked again.
    @PostMapping("/appointments/{id}/reply")
    ResponseEntity<Void> again(
            Actor.Citizen by, @PathVariable UUID id, @RequestParam(required = false) @Nullable String hour) {
        var appointment = AppointmentController.own(bookings, id, by);
        if (appointment.status() != Appointment.Status.GIVEN_UP) return Answer.goTo("/appointments/" + id);
        var answers = Answers.of(appointment.matter());
        var wanted = SlotChoices.instant(hour);
        drafts.save(
                by,
                drafts.of(by, appointment.service()),
                wanted.map(answers::wanting).orElse(answers));
        return Answer.goTo("/book/" + appointment.service() + "/hour");
    }
}

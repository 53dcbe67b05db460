package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.agenda.Agenda;
import sportello.agenda.Side;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Move;
import sportello.booking.Displacements;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;

/// Another hour for an appointment: case, room and codes stay.
@RestController
@RequestMapping("/appointments/{id}/move")
class MoveController {

    private static final int NEAREST = 4;

    private final Bookings bookings;
    private final Displacements displacements;
    private final Agenda agenda;
    private final SlotChoices choices;
    private final ProductClock clock;
    private final StudioSide studio;
    private final Templates templates;

    MoveController(
            Bookings bookings,
            Displacements displacements,
            Agenda agenda,
            SlotChoices choices,
            ProductClock clock,
            StudioSide studio,
            Templates templates) {
        this.bookings = bookings;
        this.displacements = displacements;
        this.agenda = agenda;
        this.choices = choices;
        this.clock = clock;
        this.studio = studio;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Booker by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone,
            @RequestParam(required = false) @Nullable String again) {
        var appointment = AppointmentController.own(bookings, id, by);
        if (appointment.status() != Appointment.Status.BOOKED)
            return Answer.goTo(AppointmentController.settled(appointment));
        if (!appointment.startsAt().isAfter(clock.instant())) return Answer.goTo("/appointments/" + id + "?late");
        var asked = displacements.asked(List.of(appointment)).isEmpty()
                ? Optional.<Instant>empty()
                : Optional.of(appointment.startsAt());
        var lost =
                again != null ? Optional.of(appointment.startsAt()) : gone == null ? asked : SlotChoices.instant(gone);
        return ResponseEntity.ok(templates.citizenMove(
                frame,
                new MovePage(
                        id.toString(),
                        frame.dayAndHour(appointment.startsAt()),
                        choices.of(frame, appointment.search(), day, Optional.empty(), Optional.empty()),
                        choices.errors(frame, choose),
                        lost.map(at -> frame.say(why(appointment, at, again), "when", frame.dayAndHour(at)))
                                .orElse(null),
                        lost
                                .map(at ->
                                        agenda.nearest(appointment.search(), at, NEAREST, Side.PUBLIC, clock.instant()))
                                .orElse(List.of())
                                .stream()
                                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                                .toList(),
                        frame.say(
                                by instanceof Actor.Intermediary
                                        ? "appointment.move.studio"
                                        : "appointment.move.codes"),
                        IdempotencyKey.next().value().toString())));
    }

    /// `again`: from a page opened before it was moved.
    private static String why(Appointment appointment, Instant at, @Nullable String again) {
        if (again != null) return "appointment.move.already";
        return at.equals(appointment.startsAt()) ? "appointment.move.asked" : "book.gone";
    }

    private JteModel refused(Frame frame, Actor.Booker by, Appointment appointment, String reason) {
        return switch (by) {
            case Actor.Citizen _ -> templates.citizenBookRefused(frame, reason);
            case Actor.Intermediary _, Actor.Assisted _ -> studio.refused(frame, appointment, reason);
        };
    }

    @PostMapping
    ResponseEntity<?> move(
            Frame frame,
            Actor.Booker by,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var appointment = AppointmentController.own(bookings, id, by);
        var page = "/appointments/" + id;
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(page + "/move" + query);
        var to = ((SlotChoices.Asked.Chosen) asked).at();
        return switch (bookings.move(appointment.id(), by, to, new IdempotencyKey(key))) {
            case Move.Moved _ -> Answer.goTo(page + "?moved");
            case Move.SlotTaken _, Move.NotOffered _ -> Answer.goTo(page + "/move?gone=" + to);
            case Move.NotAllowed(var reason, var facts) ->
                ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                        .body(refused(frame, by, appointment, frame.sayWith(reason, facts)));
            case Move.KeyReused _ -> Answer.goTo(page + "/move?again");
            case Move.AlreadySettled _ ->
                Answer.goTo(AppointmentController.settled(AppointmentController.own(bookings, id, by)));
            case Move.TooLate _ -> Answer.goTo(page + "?late");
            case Move.NotFound _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }
}

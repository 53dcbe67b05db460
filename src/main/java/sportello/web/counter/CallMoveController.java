package sportello.web.counter;

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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.agenda.Side;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Move;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.SlotChoice;
import sportello.web.citizen.SlotChoices;

/// Another hour for a caller's appointment; its codes stay.
@RestController
@RequestMapping("/office/calls/{call}/appointments/{id}/move")
class CallMoveController {

    private static final int NEAREST = 4;

    private final Callers callers;
    private final CallAppointments appointments;
    private final Bookings bookings;
    private final Agenda agenda;
    private final SlotChoices choices;
    private final ProductClock clock;
    private final Templates templates;

    CallMoveController(
            Callers callers,
            CallAppointments appointments,
            Bookings bookings,
            Agenda agenda,
            SlotChoices choices,
            ProductClock clock,
            Templates templates) {
        this.callers = callers;
        this.appointments = appointments;
        this.bookings = bookings;
        this.agenda = agenda;
        this.choices = choices;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone) {
        var caller = callers.looking(call, by, "appointment");
        var appointment = appointments.touched(caller, id).appointment();
        var page = caller.address() + "/appointments/" + id;
        if (appointment.status() != Appointment.Status.BOOKED) return Answer.goTo(page + "?settled");
        if (!appointment.startsAt().isAfter(clock.instant())) return Answer.goTo(page + "?late");
        var lost = SlotChoices.instant(gone);
        return ResponseEntity.ok(templates.counterMove(
                frame,
                new CallMovePage(
                        caller.bar(frame),
                        page,
                        frame.dayAndHour(appointment.startsAt()),
                        choices.of(frame, appointment.search(), Side.STAFF, day, Optional.empty(), Optional.empty()),
                        choices.errors(frame, choose),
                        lost.map(at -> frame.say("book.gone", "when", frame.dayAndHour(at)))
                                .orElse(null),
                        nearest(frame, appointment, lost.orElse(appointment.startsAt())),
                        IdempotencyKey.next().value().toString())));
    }

    private List<SlotChoice.Hour> nearest(Frame frame, Appointment appointment, Instant at) {
        return agenda.nearest(appointment.search(), at, NEAREST, Side.STAFF, clock.instant()).stream()
                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                .toList();
    }

    @PostMapping
    ResponseEntity<?> move(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var caller = callers.identified(call, by);
        var seen = appointments.touched(caller, id);
        var page = caller.address() + "/appointments/" + id;
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(page + "/move" + query);
        var to = ((SlotChoices.Asked.Chosen) asked).at();
        return switch (bookings.move(seen.appointment().id(), seen.by(), to, new IdempotencyKey(key))) {
            case Move.Moved _ -> Answer.goTo(page + "?moved");
            case Move.SlotTaken _, Move.NotOffered _ -> Answer.goTo(page + "/move?gone=" + to);
            case Move.NotAllowed(var reason, var facts) ->
                ResponseEntity.unprocessableContent()
                        .body(templates.counterRefused(frame, caller.bar(frame), frame.sayWith(reason, facts)));
            case Move.KeyReused _ -> Answer.goTo(page + "/move");
            case Move.AlreadySettled _ -> Answer.goTo(page + "?settled");
            case Move.TooLate _ -> Answer.goTo(page + "?late");
            case Move.NotFound _ -> throw Answer.unknown();
        };
    }
}

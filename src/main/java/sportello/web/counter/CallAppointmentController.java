package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Cancellation;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Resend;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.SlotChoices;

/// One appointment of a caller: seen, given up, its code sent again.
@RestController
@RequestMapping("/office/calls/{call}/appointments/{id}")
class CallAppointmentController {

    private final Callers callers;
    private final CallAppointments appointments;
    private final Bookings bookings;
    private final Rooms rooms;
    private final Templates templates;

    CallAppointmentController(
            Callers callers, CallAppointments appointments, Bookings bookings, Rooms rooms, Templates templates) {
        this.callers = callers;
        this.appointments = appointments;
        this.bookings = bookings;
        this.rooms = rooms;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam Map<String, String> query) {
        var caller = callers.looking(call, by, "appointment");
        var appointment = appointments.seen(caller, id).appointment();
        var good = Stream.of("booked", "moved", "cancelled", "sent").anyMatch(query::containsKey);
        return templates.counterAppointment(
                frame, appointments.page(frame, caller, appointment, told(frame, query), good));
    }

    private static @Nullable String told(Frame frame, Map<String, String> query) {
        var wait = SlotChoices.instant(query.get("wait"));
        if (wait.isPresent()) return frame.say("counter.told.wait", "hour", frame.hour(wait.get()));
        return Stream.of("booked", "moved", "cancelled", "sent", "already", "settled", "late", "over")
                .filter(query::containsKey)
                .findFirst()
                .map(news -> frame.say("counter.told." + news))
                .orElse(null);
    }

    @GetMapping("/cancellation")
    ResponseEntity<?> ask(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID id) {
        var caller = callers.looking(call, by, "appointment");
        var appointment = appointments.touched(caller, id).appointment();
        if (appointment.status() != Appointment.Status.BOOKED)
            return Answer.goTo(caller.address() + "/appointments/" + id + "?settled");
        return ResponseEntity.ok(
                templates.counterCancellation(frame, appointments.page(frame, caller, appointment, null, false)));
    }

    @PostMapping("/cancellation")
    ResponseEntity<Void> cancel(Actor.Official by, @PathVariable UUID call, @PathVariable UUID id) {
        var caller = callers.identified(call, by);
        var seen = appointments.touched(caller, id);
        var page = caller.address() + "/appointments/" + id;
        return switch (bookings.cancel(seen.appointment().id(), seen.by(), "given up by the person")) {
            case Cancellation.Done _ -> Answer.goTo(page + "?cancelled");
            case Cancellation.AlreadySettled _ -> Answer.goTo(page + "?settled");
            case Cancellation.TooLate _ -> Answer.goTo(page + "?late");
            case Cancellation.NotFound _ -> throw Answer.unknown();
        };
    }

    /// Rule D13: a new code ends the old one, and leaves for the number given at booking; nobody here reads it.
    @PostMapping("/codes")
    ResponseEntity<Void> send(
            Actor.Official by, @PathVariable UUID call, @PathVariable UUID id, @RequestParam UUID entry) {
        var caller = callers.identified(call, by);
        var seen = appointments.touched(caller, id);
        var page = caller.address() + "/appointments/" + id;
        var asked = appointments.entries(caller, seen.appointment()).stream()
                .filter(each -> each.id().value().equals(entry))
                .findFirst()
                .orElseThrow(Answer::unknown);
        return switch (rooms.resend(asked.id(), seen.by())) {
            case Resend.Sent _ -> Answer.goTo(page + "?sent");
            case Resend.TooMany(var nextAt) -> Answer.goTo(page + "?wait=" + nextAt);
            case Resend.Over _ -> Answer.goTo(page + "?settled");
            case Resend.ThereAlready _ -> Answer.goTo(page + "?over");
            case Resend.NotFound _ -> throw Answer.unknown();
        };
    }
}

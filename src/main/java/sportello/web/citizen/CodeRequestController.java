package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.time.DateTimeException;
import java.time.Instant;
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
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Resend;
import sportello.web.Answer;
import sportello.web.Frame;

/// Where the code is, and a new one for whoever cannot find it (rule D13).
@RestController
@RequestMapping("/appointments/{id}/code")
class CodeRequestController {

    private final Bookings bookings;
    private final Doorway doorway;
    private final Rooms rooms;
    private final CodeReceipt receipt;
    private final Templates templates;

    CodeRequestController(Bookings bookings, Doorway doorway, Rooms rooms, CodeReceipt receipt, Templates templates) {
        this.bookings = bookings;
        this.doorway = doorway;
        this.rooms = rooms;
        this.receipt = receipt;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String sent,
            @RequestParam(required = false) @Nullable String over,
            @RequestParam(required = false) @Nullable String wait) {
        var appointment = AppointmentController.own(bookings, id, by);
        if (appointment.status() != Appointment.Status.BOOKED) return Answer.goTo("/appointments/" + id + "?settled");
        var told = sent != null
                ? frame.say("appointment.code.new_sent")
                : over != null
                        ? frame.say("appointment.code.over")
                        : wait != null ? frame.say("appointment.code.wait", "hour", hour(frame, wait)) : null;
        return ResponseEntity.ok(templates.citizenCodeRequest(
                frame,
                new CodeRequestPage(
                        id.toString(),
                        MobileNumber.masked(appointment.matter().get("contact.mobile")),
                        told,
                        sent != null,
                        doorway.of(appointment.id(), by)
                                .map(entry -> receipt.of(frame, entry))
                                .orElse(null),
                        doorway.address(appointment.id(), by).orElse(""))));
    }

    @PostMapping
    ResponseEntity<Void> renew(Actor.Citizen by, @PathVariable UUID id) {
        var appointment = AppointmentController.own(bookings, id, by);
        if (appointment.status() != Appointment.Status.BOOKED) return Answer.goTo("/appointments/" + id + "?settled");
        var entry =
                doorway.of(appointment.id(), by).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var page = "/appointments/" + id + "/code";
        return switch (rooms.resend(entry.id(), by)) {
            case Resend.Sent _ -> Answer.goTo(page + "?sent");
            case Resend.TooMany(var nextAt) -> Answer.goTo(page + "?wait=" + nextAt);
            case Resend.Over _ -> Answer.goTo(page + "?over");
            case Resend.NotFound _, Resend.ThereAlready _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private static String hour(Frame frame, String instant) {
        try {
            return frame.hour(Instant.parse(instant));
        } catch (DateTimeException notAnHour) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}

package sportello.api.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Cancellation;
import sportello.booking.Bookings.Move;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Resend;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// What happens to an appointment: another hour, given up, a new code. Whoever changes it says which version they saw.
@RestController
@RequestMapping("/api/v1/appointments/{appointment_id}")
class ChangesResource {

    private final Bookings bookings;
    private final Rooms rooms;
    private final AppointmentViews views;
    private final WhereToLook places;
    private final ProductClock clock;

    ChangesResource(Bookings bookings, Rooms rooms, AppointmentViews views, WhereToLook places, ProductClock clock) {
        this.bookings = bookings;
        this.rooms = rooms;
        this.views = views;
        this.places = places;
        this.clock = clock;
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "moveAppointment",
            summary = "Moves the appointment to another hour; its codes stay",
            tag = Operation.Tag.APPOINTMENTS,
            versioned = true,
            refuses = {
                Kind.SLOT_TAKEN,
                Kind.SLOT_NOT_OFFERED,
                Kind.ALREADY_SETTLED,
                Kind.TOO_LATE,
                Kind.NOT_ALLOWED,
                Kind.KEY_REUSED
            })
    @PostMapping("/moves")
    ResponseEntity<AppointmentView> move(
            Actor.Booker by,
            Locale language,
            @PathVariable("appointment_id") @Sample(Samples.APPOINTMENT) UUID id,
            @RequestHeader("If-Match")
                    @About("The version seen")
                    @Sample("\"0\"")
                    @Size(max = 30) @Pattern(regexp = Shapes.VERSION) String seen,
            @RequestHeader("Idempotency-Key")
                    @About("Chosen by the caller, one for each move")
                    @Sample(Samples.MOVE_KEY)
                    UUID key,
            @Valid @RequestBody MoveRequest to) {
        var moved = bookings.move(new AppointmentId(id), by, to.startsAt(), new IdempotencyKey(key), version(seen));
        return switch (moved) {
            case Move.Moved(var appointment, var _) -> views.versioned(appointment, by, language);
            case Move.SlotTaken(var nearest) ->
                throw Problem.of(Kind.SLOT_TAKEN).nearest(places.nearest(nearest));
            case Move.NotOffered(var _, var nearest) ->
                throw Problem.of(Kind.SLOT_NOT_OFFERED).nearest(places.nearest(nearest));
            case Move.NotAllowed(var reason, var facts) -> throw Problem.refused(reason, facts);
            case Move.KeyReused() -> throw Problem.of(Kind.KEY_REUSED);
            case Move.AlreadySettled(var _) -> throw Problem.of(Kind.ALREADY_SETTLED);
            case Move.TooLate(var _) -> throw Problem.of(Kind.TOO_LATE);
            case Move.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "cancelAppointment",
            summary = "Gives the appointment up; its hour goes to who waits for it",
            tag = Operation.Tag.APPOINTMENTS,
            versioned = true,
            refuses = {Kind.ALREADY_SETTLED, Kind.TOO_LATE})
    @PostMapping("/cancellation")
    ResponseEntity<AppointmentView> cancel(
            Actor.Booker by,
            Locale language,
            @PathVariable("appointment_id") @Sample(Samples.APPOINTMENT) UUID id,
            @RequestHeader("If-Match")
                    @About("The version seen")
                    @Sample("\"1\"")
                    @Size(max = 30) @Pattern(regexp = Shapes.VERSION) String seen) {
        return switch (bookings.cancel(new AppointmentId(id), by, "given up by the person", version(seen))) {
            case Cancellation.Done(var givenUp) -> views.versioned(givenUp, by, language);
            case Cancellation.AlreadySettled(var _) -> throw Problem.of(Kind.ALREADY_SETTLED);
            case Cancellation.TooLate(var _) -> throw Problem.of(Kind.TOO_LATE);
            case Cancellation.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "askForCode",
            summary = "Sends a new entry code; the earlier one no longer opens",
            tag = Operation.Tag.APPOINTMENTS,
            refuses = {Kind.TOO_MANY_CODES, Kind.NOT_NOW, Kind.ALREADY_SETTLED})
    @PostMapping("/codes")
    CodeSent code(Actor.Citizen by, @PathVariable("appointment_id") @Sample(Samples.APPOINTMENT) UUID id) {
        var own = bookings.own(new AppointmentId(id), by).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var entry = views.entry(own.id(), by).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        return switch (rooms.resend(entry.id(), by)) {
            case Resend.Sent _ -> new CodeSent(end(own));
            case Resend.TooMany(var nextAt) ->
                throw Problem.of(Kind.TOO_MANY_CODES).again(Duration.between(clock.instant(), nextAt));
            case Resend.ThereAlready _ -> throw Problem.of(Kind.NOT_NOW);
            case Resend.Over _ -> throw Problem.of(Kind.ALREADY_SETTLED);
            case Resend.NotFound _ -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    /// Enough to recognise one's own.
    private static String end(Appointment appointment) {
        var mobile = appointment.matter().get("contact.mobile");
        return mobile.length() < 4 ? "" : "…" + mobile.substring(mobile.length() - 3);
    }

    private static long version(@Nullable String seen) {
        try {
            return Long.parseLong(String.valueOf(seen).replace("\"", ""));
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }
}

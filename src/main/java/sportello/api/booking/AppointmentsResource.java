package sportello.api.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Cursor;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Moment;
import sportello.api.problem.Problem;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.identity.Actor;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.IdempotencyKey;
import sportello.rush.RushGate;

/// Appointments of who asks: taken and read.
@RestController
@RequestMapping("/api/v1/appointments")
class AppointmentsResource {

    private final Bookings bookings;
    private final RushGate gate;
    private final AppointmentViews views;
    private final WhereToLook places;

    AppointmentsResource(Bookings bookings, RushGate gate, AppointmentViews views, WhereToLook places) {
        this.bookings = bookings;
        this.gate = gate;
        this.views = views;
        this.places = places;
    }

    @Needs(Scope.APPOINTMENTS_READ)
    @Operation(
            id = "listAppointments",
            summary = "The appointments of who asks, the latest first",
            tag = Operation.Tag.APPOINTMENTS)
    @GetMapping
    Page<AppointmentView> all(
            Actor.Booker by,
            Locale language,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var after = Cursor.read(cursor, AppointmentsResource::place);
        var piece = bookings.piece(by, after, limit);
        return Page.of(
                piece.appointments().stream()
                        .map(appointment -> views.line(appointment, language))
                        .toList(),
                piece.end().map(end -> Cursor.at(end.startsAt(), end.id().value())));
    }

    private static Bookings.Place place(String cursor) {
        var parts = cursor.split(" ");
        return new Bookings.Place(Moment.of(parts[0]), AppointmentId.of(parts[1]));
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "book",
            summary = "Books the hour that is held",
            about = "Sent again with the same key it answers the same and books once.",
            tag = Operation.Tag.APPOINTMENTS,
            answers = 201,
            versioned = true,
            refuses = {
                Kind.SLOT_TAKEN,
                Kind.HOLD_ENDED,
                Kind.SLOT_NOT_OFFERED,
                Kind.ALREADY_BOOKED,
                Kind.NOT_ALLOWED,
                Kind.KEY_REUSED
            })
    @PostMapping
    ResponseEntity<AppointmentView> book(
            Actor.Booker by,
            Locale language,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller, one for each booking") @Sample(Samples.KEY)
                    UUID key,
            @Valid @RequestBody BookingRequest asked) {
        var matter = Matters.of(asked.stated(), language);
        return switch (bookings.confirm(by, asked.service(), asked.holdId(), matter, new IdempotencyKey(key))) {
            case Outcome.Booked(var appointment) -> {
                gate.leave(asked.service(), by);
                yield ResponseEntity.created(URI.create("/api/v1/appointments/" + appointment.id()))
                        .eTag("\"" + appointment.version() + "\"")
                        .body(views.whole(appointment, by, language));
            }
            case Outcome.SlotTaken(var nearest) ->
                throw Problem.of(Kind.SLOT_TAKEN).nearest(places.nearest(nearest));
            case Outcome.HoldExpired(var nearest) ->
                throw Problem.of(Kind.HOLD_ENDED).nearest(places.nearest(nearest));
            case Outcome.Withdrawn(var _, var nearest) ->
                throw Problem.of(Kind.SLOT_NOT_OFFERED).nearest(places.nearest(nearest));
            case Outcome.NotAllowed(var reason, var facts) -> throw Problem.refused(reason, facts);
            case Outcome.Incomplete(var wrong) -> throw Problem.wrong(Matters.named(wrong));
            case Outcome.AlreadyBooked(var existing) ->
                throw Problem.of(Kind.ALREADY_BOOKED).instead(existing.value());
            case Outcome.KeyReused() -> throw Problem.of(Kind.KEY_REUSED);
        };
    }

    @Needs(Scope.APPOINTMENTS_READ)
    @Operation(id = "readAppointment", summary = "One appointment", tag = Operation.Tag.APPOINTMENTS, versioned = true)
    @GetMapping("/{appointment_id}")
    ResponseEntity<AppointmentView> read(
            Actor.Booker by, Locale language, @PathVariable("appointment_id") @Sample(Samples.APPOINTMENT) UUID id) {
        return bookings.own(new AppointmentId(id), by)
                .map(appointment -> views.versioned(appointment, by, language))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }
}

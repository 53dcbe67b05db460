package sportello.api.booking;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Hold;
import sportello.agenda.Side;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Eligible;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.ProductClock;
import sportello.rush.RushGate;

/// An hour kept for somebody while they say what it is for.
@RestController
@RequestMapping("/api/v1/holds")
class HoldsResource {

    private final Agenda agenda;
    private final Bookings bookings;
    private final RushGate gate;
    private final Services services;
    private final WhereToLook places;
    private final ProductClock clock;

    HoldsResource(
            Agenda agenda,
            Bookings bookings,
            RushGate gate,
            Services services,
            WhereToLook places,
            ProductClock clock) {
        this.agenda = agenda;
        this.bookings = bookings;
        this.gate = gate;
        this.services = services;
        this.places = places;
        this.clock = clock;
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "placeHold",
            summary = "Keeps an hour",
            about = "An earlier hour held for the same service and not confirmed is given back.",
            tag = Operation.Tag.APPOINTMENTS,
            answers = 201,
            refuses = {
                Kind.NOT_FOUND,
                Kind.SLOT_TAKEN,
                Kind.SLOT_NOT_OFFERED,
                Kind.NOT_ALLOWED,
                Kind.TOO_MANY_HOLDS,
                Kind.IN_LINE
            })
    @PostMapping
    ResponseEntity<HoldView> place(Actor.Booker by, @Valid @RequestBody HoldRequest wanted) {
        var search = places.search(wanted.service(), wanted.officeId(), wanted.needs());
        if (bookings.mayBook(by, wanted.service()) instanceof Eligible.No(var reason, var facts))
            throw Problem.refused(reason, facts);
        if (bookings.mayHoldAt(by, wanted.service(), wanted.matter(), wanted.officeId())
                instanceof Eligible.No(var reason, var facts)) throw Problem.refused(reason, facts);
        if (gate.enter(wanted.service(), by) instanceof RushGate.Standing.Waiting(var ticket))
            throw Problem.of(Kind.IN_LINE).again(ticket.askAgain());
        return switch (agenda.hold(search, wanted.startsAt(), by.person(), Side.of(by), clock.instant())) {
            case Holding.Held(var hold) ->
                ResponseEntity.created(URI.create("/api/v1/holds/" + hold.id())).body(view(hold));
            case Holding.Taken taken -> throw Problem.of(Kind.SLOT_TAKEN).nearest(places.nearest(taken.nearest()));
            case Holding.NotOffered no ->
                throw Problem.of(Kind.SLOT_NOT_OFFERED).nearest(places.nearest(no.nearest()));
            case Holding.TooMany(var again) ->
                throw Problem.of(Kind.TOO_MANY_HOLDS).again(again);
        };
    }

    @Needs(Scope.APPOINTMENTS_READ)
    @Operation(id = "readHold", summary = "One hour that is kept", tag = Operation.Tag.APPOINTMENTS)
    @GetMapping("/{hold_id}")
    HoldView read(Actor.Booker by, @PathVariable("hold_id") @Sample(Samples.HOLD) UUID id) {
        return view(mine(id, by));
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "extendHold",
            summary = "Keeps the hour for as long again",
            tag = Operation.Tag.APPOINTMENTS,
            refuses = Kind.NO_MORE_EXTENSIONS)
    @PostMapping("/{hold_id}/extensions")
    HoldView extend(Actor.Booker by, @PathVariable("hold_id") @Sample(Samples.HOLD) UUID id) {
        mine(id, by);
        return agenda.extend(id, by.person(), clock.instant())
                .map(this::view)
                .orElseThrow(() -> Problem.of(Kind.NO_MORE_EXTENSIONS));
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(id = "giveBackHold", summary = "Gives the hour back", tag = Operation.Tag.APPOINTMENTS, answers = 204)
    @DeleteMapping("/{hold_id}")
    ResponseEntity<Void> giveBack(Actor.Booker by, @PathVariable("hold_id") @Sample(Samples.HOLD) UUID id) {
        mine(id, by);
        agenda.drop(id, by.person());
        return ResponseEntity.noContent().build();
    }

    private Hold mine(UUID id, Actor.Booker by) {
        return agenda.find(id, by.person())
                .filter(hold -> !hold.booked() && hold.until().isAfter(clock.instant()))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    private HoldView view(Hold hold) {
        return HoldViews.of(hold, places, services);
    }
}

package sportello.api.booking;

import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Declined;
import sportello.identity.Actor;
import sportello.offices.Services;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.IdempotencyKey;

/// Freed hours offered to who waits: taken in one step, or passed on.
@RestController
@RequestMapping("/api/v1/offers/{offer_id}")
class OffersResource {

    private final WaitingList waiting;
    private final Services services;
    private final WhereToLook places;
    private final OfferViews offers;
    private final AppointmentViews appointments;

    OffersResource(
            WaitingList waiting,
            Services services,
            WhereToLook places,
            OfferViews offers,
            AppointmentViews appointments) {
        this.waiting = waiting;
        this.services = services;
        this.places = places;
        this.offers = offers;
        this.appointments = appointments;
    }

    @Needs(Scope.WAITING_LIST_READ)
    @Operation(id = "readOffer", summary = "One offer", tag = Operation.Tag.WAITING)
    @GetMapping
    OfferView read(Actor.Booker by, @PathVariable("offer_id") @Sample(Samples.OFFER) UUID offer) {
        return waiting.offer(offer, by).map(offers::offer).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    @Needs(Scope.WAITING_LIST_WRITE)
    @Operation(
            id = "acceptOffer",
            summary = "Takes the hour offered",
            about = "Books it, or moves there the appointment that was to be brought forward. What must still be "
                    + "stated leaves the hour held.",
            tag = Operation.Tag.WAITING,
            refuses = {Kind.OFFER_OVER, Kind.ALREADY_BOOKED, Kind.NOT_ALLOWED, Kind.KEY_REUSED})
    @PostMapping("/acceptance")
    AcceptanceView accept(
            Actor.Booker by,
            Locale language,
            @PathVariable("offer_id") @Sample(Samples.OFFER) UUID offer,
            @RequestHeader("Idempotency-Key") @About("Chosen by the caller") @Sample(Samples.ACCEPT_KEY) UUID key) {
        return switch (waiting.accept(offer, by, new IdempotencyKey(key))) {
            case Accepted.Done(var appointment, var _) ->
                new AcceptanceView(appointments.whole(appointment, by, language), null);
            case Accepted.ToComplete(var _, var hold) -> new AcceptanceView(null, HoldViews.of(hold, places, services));
            case Accepted.Gone(var _) -> throw Problem.of(Kind.OFFER_OVER);
            case Accepted.NotAllowed(var reason, var facts) -> throw Problem.refused(reason, facts);
            case Accepted.AlreadyBooked(var existing) ->
                throw Problem.of(Kind.ALREADY_BOOKED).instead(existing.value());
            case Accepted.KeyReused() -> throw Problem.of(Kind.KEY_REUSED);
            case Accepted.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    @Needs(Scope.WAITING_LIST_WRITE)
    @Operation(
            id = "declineOffer",
            summary = "Passes the hour on; the place in line is kept",
            tag = Operation.Tag.WAITING,
            answers = 204,
            refuses = Kind.OFFER_OVER)
    @PostMapping("/refusal")
    ResponseEntity<Void> decline(Actor.Booker by, @PathVariable("offer_id") @Sample(Samples.OFFER) UUID offer) {
        return switch (waiting.decline(offer, by)) {
            case Declined.PassedOn() -> ResponseEntity.noContent().build();
            case Declined.Gone(var _) -> throw Problem.of(Kind.OFFER_OVER);
            case Declined.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }
}

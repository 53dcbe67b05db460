package sportello.api.booking;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.AppointmentId;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Wanted;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.partners.Needs;
import sportello.partners.Scope;

/// What somebody waits for (rule G8).
@RestController
@RequestMapping("/api/v1/waiting-list")
class WaitingResource {

    private final WaitingList waiting;
    private final WhereToLook places;
    private final OfferViews offers;

    WaitingResource(WaitingList waiting, WhereToLook places, OfferViews offers) {
        this.waiting = waiting;
        this.places = places;
        this.offers = offers;
    }

    @Needs(Scope.WAITING_LIST_READ)
    @Operation(
            id = "listWishes",
            summary = "What who asks waits for, with the hours offered",
            tag = Operation.Tag.WAITING)
    @GetMapping
    Page<WishView> all(Actor.Booker by) {
        return Page.of(waiting.of(by).stream().map(offers::wish).toList());
    }

    @Needs(Scope.WAITING_LIST_WRITE)
    @Operation(
            id = "joinWaitingList",
            summary = "Asks to be told of a freed hour",
            tag = Operation.Tag.WAITING,
            answers = 201,
            refuses = {Kind.NOT_FOUND, Kind.ALREADY_WAITING, Kind.FREE_NOW, Kind.ALREADY_BOOKED, Kind.NOT_ALLOWED})
    @PostMapping
    ResponseEntity<WishView> join(Actor.Booker by, Locale language, @Valid @RequestBody WishRequest asked) {
        return switch (waiting.join(by, wanted(asked, language))) {
            case Joined.Waiting(var wish) ->
                ResponseEntity.created(URI.create("/api/v1/waiting-list/" + wish))
                        .body(offers.wish(mine(wish, by)));
            case Joined.AlreadyWaiting(var wish) ->
                throw Problem.of(Kind.ALREADY_WAITING).instead(wish);
            case Joined.FreeNow(var slots) -> throw Problem.of(Kind.FREE_NOW).nearest(places.nearest(slots));
            case Joined.AlreadyBooked(var existing) ->
                throw Problem.of(Kind.ALREADY_BOOKED).instead(existing.value());
            case Joined.NotAllowed(var reason, var facts) -> throw Problem.refused(reason, facts);
            case Joined.Incomplete(var wrong) -> throw Problem.wrong(Matters.named(wrong));
            case Joined.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
        };
    }

    private Wanted wanted(WishRequest asked, Locale language) {
        var matter = asked.stated() == null ? new Matter(Map.of()) : Matters.of(asked.stated(), language);
        return new Wanted(
                asked.service(),
                counter(asked),
                asked.days().stream()
                        .map(days -> new Days(days.from(), days.until()))
                        .toList(),
                asked.part(),
                matter,
                asked.insteadOf() == null ? null : new AppointmentId(asked.insteadOf()));
    }

    private @Nullable UUID counter(WishRequest asked) {
        var search = places.search(asked.service(), asked.officeId(), null);
        if (search.office() == null) return null;
        return places.counterOf(search).map(Counter::id).orElse(null);
    }

    @Needs(Scope.WAITING_LIST_READ)
    @Operation(id = "readWish", summary = "One wish", tag = Operation.Tag.WAITING)
    @GetMapping("/{wish_id}")
    WishView read(Actor.Booker by, @PathVariable("wish_id") @Sample(Samples.WISH) UUID wish) {
        return offers.wish(mine(wish, by));
    }

    @Needs(Scope.WAITING_LIST_WRITE)
    @Operation(
            id = "leaveWaitingList",
            summary = "Waits no longer; an hour on offer is passed on",
            tag = Operation.Tag.WAITING,
            answers = 204)
    @DeleteMapping("/{wish_id}")
    ResponseEntity<Void> leave(Actor.Booker by, @PathVariable("wish_id") @Sample(Samples.WISH) UUID wish) {
        if (!waiting.leave(wish, by)) throw Problem.of(Kind.NOT_FOUND);
        return ResponseEntity.noContent().build();
    }

    private WaitingList.Wish mine(UUID wish, Actor.Booker by) {
        return waiting.find(wish, by).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }
}

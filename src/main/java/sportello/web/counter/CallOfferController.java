package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Hold;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Declined;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Wish;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Answers;

/// Rule G8: an hour of the waiting list, taken or passed on by the caller who was told of it.
@RestController
@RequestMapping("/office/calls/{call}/offers/{offer}")
class CallOfferController {

    private final Callers callers;
    private final Reach reach;
    private final WaitingList waiting;
    private final CallDrafts drafts;
    private final Bookings bookings;
    private final Templates templates;

    CallOfferController(
            Callers callers,
            Reach reach,
            WaitingList waiting,
            CallDrafts drafts,
            Bookings bookings,
            Templates templates) {
        this.callers = callers;
        this.reach = reach;
        this.waiting = waiting;
        this.drafts = drafts;
        this.bookings = bookings;
        this.templates = templates;
    }

    @PostMapping("/acceptance")
    ResponseEntity<?> accept(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID offer,
            @RequestParam("idempotency_key") UUID key) {
        var caller = callers.identified(call, by);
        var made = own(caller, offer);
        return switch (waiting.accept(offer, caller.helped(), new IdempotencyKey(key))) {
            case Accepted.Done(var appointment, var from) ->
                Answer.goTo(
                        caller.address() + "/appointments/" + appointment.id() + (from == null ? "?booked" : "?moved"));
            case Accepted.ToComplete(var service, var hold) -> complete(caller, service, hold);
            case Accepted.AlreadyBooked(var existing) ->
                Answer.goTo(caller.address() + "/appointments/" + existing + "?already");
            case Accepted.NotAllowed(var reason, var facts) -> refused(frame, caller, frame.sayWith(reason, facts));
            case Accepted.Gone(var state) ->
                state == Offer.State.TAKEN_UP
                        ? Answer.goTo(caller.address() + "/book/" + made.service() + "/matter")
                        : refused(frame, caller, frame.say("counter.offer.gone"));
            case Accepted.KeyReused _ -> Answer.goTo(caller.address());
            case Accepted.NotFound _ -> throw Answer.unknown();
        };
    }

    /// The hour is theirs, and what the agent still has to ask is asked in this call.
    private ResponseEntity<Void> complete(Caller caller, String service, Hold hold) {
        var progress = drafts.of(caller, service);
        var stated =
                bookings.draft(caller.helped(), service).map(Draft::answers).orElse(Map.of());
        drafts.save(progress, new Answers(stated), Optional.of(hold));
        return Answer.goTo(progress.address() + "/matter");
    }

    @PostMapping("/refusal")
    ResponseEntity<?> decline(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID offer) {
        var caller = callers.identified(call, by);
        own(caller, offer);
        return switch (waiting.decline(offer, caller.helped())) {
            case Declined.PassedOn _ -> Answer.goTo(caller.address() + "?passed-on");
            case Declined.Gone _ -> refused(frame, caller, frame.say("counter.offer.gone"));
            case Declined.NotFound _ -> throw Answer.unknown();
        };
    }

    private Offer own(Caller caller, UUID offer) {
        var made = waiting.offer(offer, caller.helped()).orElseThrow(Answer::unknown);
        var matter = waiting.find(made.wish(), caller.helped()).map(Wish::matter);
        return Optional.of(made)
                .filter(found -> reach.answers(caller, found, matter.orElse(new Matter(Map.of()))))
                .orElseThrow(Answer::unknown);
    }

    private ResponseEntity<?> refused(Frame frame, Caller caller, String why) {
        return ResponseEntity.unprocessableContent().body(templates.counterRefused(frame, caller.bar(frame), why));
    }
}

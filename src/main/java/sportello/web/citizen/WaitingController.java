package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Declined;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;

/// What somebody waits for, and the hours they are offered (rule G8): the same for a person and for a studio.
@RestController
class WaitingController {

    private final WaitingList waiting;
    private final Waits waits;
    private final Drafts drafts;
    private final Templates templates;

    WaitingController(WaitingList waiting, Waits waits, Drafts drafts, Templates templates) {
        this.waiting = waiting;
        this.waits = waits;
        this.drafts = drafts;
        this.templates = templates;
    }

    @GetMapping("/waiting")
    JteModel show(Frame frame, Actor.Booker by, @RequestParam Map<String, String> query) {
        boolean studio = by instanceof Actor.Intermediary;
        return templates.citizenWaiting(
                frame,
                new WaitingPage(
                        waiting.of(by).stream()
                                .map(wish -> waits.card(frame, by, wish))
                                .toList(),
                        told(frame, query),
                        studio ? "/questions" : "/book",
                        frame.say(studio ? "page.nav.questions" : "page.nav.book")));
    }

    @PostMapping("/waiting/{wish}/departure")
    ResponseEntity<Void> leave(Actor.Booker by, @PathVariable UUID wish) {
        if (!waiting.leave(wish, by)) throw Answer.unknown();
        return Answer.goTo("/waiting?left");
    }

    @GetMapping("/waiting/offers/{offer}")
    Object offer(Frame frame, Actor.Booker by, @PathVariable UUID offer) {
        var found = waiting.offer(offer, by).orElseThrow(Answer::unknown);
        return begun(by, found).<Object>map(Answer::goTo).orElseGet(() -> page(frame, by, found));
    }

    /// Where somebody goes on who accepted it and has not yet stated the rest.
    private Optional<String> begun(Actor.Booker by, WaitingList.Offer offer) {
        if (!(by instanceof Actor.Citizen citizen) || offer.state() != WaitingList.Offer.State.TAKEN_UP)
            return Optional.empty();
        var progress = drafts.of(citizen, offer.service());
        return progress.hold()
                .filter(hold -> hold.startsAt().equals(offer.startsAt()))
                .map(_ -> drafts.next(progress));
    }

    @PostMapping("/waiting/offers/{offer}/acceptance")
    ResponseEntity<?> accept(
            Frame frame, Actor.Booker by, @PathVariable UUID offer, @RequestParam("idempotency_key") UUID key) {
        return switch (waiting.accept(offer, by, new IdempotencyKey(key))) {
            case Accepted.Done(var appointment, var from) ->
                Answer.goTo("/appointments/" + appointment.id() + (from == null ? "?accepted" : "?moved"));
            case Accepted.ToComplete(var service, var _) -> Answer.goTo("/book/" + service + "/delegator");
            case Accepted.AlreadyBooked(var existing) -> Answer.goTo("/appointments/" + existing + "?already");
            case Accepted.NotAllowed(var reason, var facts) ->
                ResponseEntity.unprocessableContent()
                        .body(templates.citizenWaitingRefused(frame, frame.sayWith(reason, facts)));
            case Accepted.Gone _, Accepted.KeyReused _ -> Answer.goTo("/waiting/offers/" + offer);
            case Accepted.NotFound _ -> throw Answer.unknown();
        };
    }

    @PostMapping("/waiting/offers/{offer}/refusal")
    ResponseEntity<Void> decline(Actor.Booker by, @PathVariable UUID offer) {
        return switch (waiting.decline(offer, by)) {
            case Declined.PassedOn _ -> Answer.goTo("/waiting?declined");
            case Declined.Gone _ -> Answer.goTo("/waiting/offers/" + offer);
            case Declined.NotFound _ -> throw Answer.unknown();
        };
    }

    private JteModel page(Frame frame, Actor.Booker by, WaitingList.Offer offer) {
        return templates.citizenWaitingOffer(frame, waits.offer(frame, by, offer));
    }

    private static @Nullable String told(Frame frame, Map<String, String> query) {
        for (var news : new String[] {"joined", "already", "left", "declined"})
            if (query.containsKey(news)) return frame.say("waiting.told." + news);
        return null;
    }
}

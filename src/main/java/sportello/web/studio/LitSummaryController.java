package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.intermediaries.Lighting;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.platform.IdempotencyKey;
import sportello.rush.RushGate;
import sportello.web.Answer;
import sportello.web.Frame;

/// Step 4 of an appointment on a question: everything once more, and *Conferma*. A double click books once.
@RestController
@RequestMapping("/questions/{id}/book/summary")
class LitSummaryController {

    private final LitDrafts drafts;
    private final LitSteps steps;
    private final Bookings bookings;
    private final Questions questions;
    private final RushGate gate;
    private final Templates templates;

    LitSummaryController(
            LitDrafts drafts,
            LitSteps steps,
            Bookings bookings,
            Questions questions,
            RushGate gate,
            Templates templates) {
        this.drafts = drafts;
        this.steps = steps;
        this.bookings = bookings;
        this.questions = questions;
        this.gate = gate;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(Frame frame, Actor.Intermediary by, @PathVariable UUID id) {
        var lit = drafts.of(by, id);
        var next = lit.next();
        if (lit.hold().isEmpty() || !next.equals(lit.address("summary"))) return Answer.goTo(next);
        var hold = lit.hold().get();
        var position = lit.question().position();
        return ResponseEntity.ok(templates.studioSummary(
                frame,
                new StudioSummary(
                        steps.at(frame, lit, 4),
                        frame.say("service." + lit.policy().code() + ".point"),
                        steps.office(hold.counter()),
                        frame.dayAndHour(hold.startsAt()),
                        position.name(),
                        position.code(),
                        lit.about().stream()
                                .flatMap(each -> questions.find(new QuestionId(each), by).stream())
                                .map(Question::subject)
                                .toList(),
                        MobileNumber.readable(lit.get(Lit.MOBILE)),
                        lit.get(Lit.EMAIL),
                        lit.get(Lit.NOTE),
                        hold.id().toString(),
                        IdempotencyKey.next().value().toString())));
    }

    @PostMapping
    ResponseEntity<?> confirm(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestParam("hold") UUID hold) {
        var lit = drafts.of(by, id);
        if (lit.typed().isEmpty() && questions.lighting(lit.question().id(), by) instanceof Lighting.Booked(var taken))
            return Answer.goTo("/appointments/" + taken + "?booked");
        // The summary shows one hour at one office: that one is booked, or none.
        if (lit.hold().filter(shown -> shown.id().equals(hold)).isEmpty() && drafts.keeps(by, hold))
            return Answer.goTo(lit.chooseAgain());
        var matter = lit.matter(frame.language().getLanguage());
        return switch (bookings.confirm(by, lit.policy().code(), hold, matter, new IdempotencyKey(key))) {
            case Outcome.Booked(var appointment) -> {
                drafts.drop(by, lit);
                gate.leave(lit.policy().code(), by);
                yield Answer.goTo("/appointments/" + appointment.id() + "?booked");
            }
            case Outcome.SlotTaken _, Outcome.HoldExpired _ -> Answer.goTo(lit.address("hour") + "?gone");
            case Outcome.Withdrawn(var why, var _) ->
                Answer.goTo(lit.address("hour") + "?gone=" + why.substring(why.indexOf('.') + 1));
            case Outcome.NotAllowed(var reason, var facts) ->
                ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                        .body(templates.studioRefused(frame, steps.refusal(frame, lit, frame.sayWith(reason, facts))));
            case Outcome.Incomplete(var wrong) ->
                Answer.goTo(drafts.save(by, lit.refused(wrong)).next());
            case Outcome.AlreadyBooked(var existing) -> Answer.goTo("/appointments/" + existing + "?already");
            case Outcome.KeyReused _ -> Answer.goTo(lit.address("summary"));
        };
    }
}

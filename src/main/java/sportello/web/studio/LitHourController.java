package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Hold;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.identity.Actor;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.SlotChoice;
import sportello.web.citizen.SlotChoices;

/// Step 2 of an appointment on a question: day and hour at one point, kept for a while as soon as it is chosen.
@RestController
@RequestMapping("/questions/{id}/book/hour")
class LitHourController {

    private static final int NEAREST = 4;

    private final LitDrafts drafts;
    private final LitSteps steps;
    private final Agenda agenda;
    private final ProductClock clock;
    private final SlotChoices choices;
    private final Templates templates;

    LitHourController(
            LitDrafts drafts,
            LitSteps steps,
            Agenda agenda,
            ProductClock clock,
            SlotChoices choices,
            Templates templates) {
        this.drafts = drafts;
        this.steps = steps;
        this.agenda = agenda;
        this.clock = clock;
        this.choices = choices;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone) {
        var lit = drafts.of(by, id);
        if (lit.counter().isEmpty()) return Answer.goTo(lit.base());
        var counter = lit.counter().get();
        var service = lit.policy().code();
        var choice =
                choices.of(frame, steps.search(lit, counter), day, lit.hold().map(Hold::startsAt), lit.wanted());
        var lost = gone == null
                ? Optional.<Instant>empty()
                : lit.wanted().filter(_ -> lit.hold().isEmpty());
        var stillFree = choice.hours().stream().anyMatch(SlotChoice.Hour::chosen);
        var nearest = stillFree
                ? List.<Slot>of()
                : lost.map(at -> agenda.nearest(steps.search(lit, counter), at, NEAREST, Side.PUBLIC, clock.instant()))
                        .orElse(List.of());
        return ResponseEntity.ok(templates.studioHour(
                frame,
                new StudioHour(
                        steps.at(frame, lit, 2),
                        frame.say("service." + service + ".point"),
                        steps.office(counter),
                        String.valueOf(lit.policy().hold().toMinutes()),
                        lit.waiting(counter),
                        choice,
                        choices.errors(frame, choose),
                        lost.map(at -> frame.say(SlotChoices.whyLost(gone, stillFree), "when", frame.dayAndHour(at)))
                                .orElse(null),
                        nearest.stream()
                                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                                .toList())));
    }

    @PostMapping
    ResponseEntity<Void> choose(
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var lit = drafts.of(by, id);
        if (lit.counter().isEmpty()) return Answer.goTo(lit.base());
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(lit.address("hour") + query);
        var at = ((SlotChoices.Asked.Chosen) asked).at();
        if (lit.hold().filter(held -> held.startsAt().equals(at)).isPresent()) return Answer.goTo(lit.next());
        var wanting = lit.with(Map.of(Lit.WANTED, at.toString()));
        return switch (agenda.hold(
                steps.search(lit, lit.counter().get()), at, by.person(), Side.PUBLIC, clock.instant())) {
            case Holding.Held(var hold) ->
                Answer.goTo(drafts.save(by, wanting.keeping(hold)).next());
            case Holding.TooMany _ -> Answer.goTo("/line/" + lit.policy().code() + "/later");
            case Holding.Taken _, Holding.NotOffered _ -> {
                drafts.save(by, wanting.keeping(null));
                yield Answer.goTo(lit.address("hour") + "?gone");
            }
        };
    }
}

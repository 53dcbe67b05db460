package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import sportello.agenda.Slot;
import sportello.identity.Actor;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;

/// Step 2 of a booking: day and hour, kept for a while as soon as it is chosen.
@RestController
@RequestMapping("/book/{service}/hour")
class HourController {

    private static final int NEAREST = 4;

    private final Drafts drafts;
    private final Agenda agenda;
    private final ProductClock clock;
    private final SlotChoices choices;
    private final Templates templates;

    HourController(Drafts drafts, Agenda agenda, ProductClock clock, SlotChoices choices, Templates templates) {
        this.drafts = drafts;
        this.agenda = agenda;
        this.clock = clock;
        this.choices = choices;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone) {
        var progress = drafts.of(by, service);
        var policy = progress.policy();
        var wanted = progress.answers().wanted();
        var choice = choices.of(frame, service, null, day, progress.hold().map(Hold::startsAt), wanted);
        var lost = gone == null
                ? Optional.<Instant>empty()
                : wanted.filter(_ -> progress.hold().isEmpty());
        var stillFree = choice.hours().stream().anyMatch(SlotChoice.Hour::chosen);
        var nearest = stillFree
                ? List.<Slot>of()
                : lost.map(at -> agenda.nearest(service, at, NEAREST, clock.instant()))
                        .orElse(List.of());
        return templates.citizenBookHour(
                frame,
                new HourPage(
                        Steps.at(frame, 2, policy, progress.hold()),
                        Hours.said(frame, policy),
                        String.valueOf(policy.hold().toMinutes()),
                        choice,
                        choices.errors(frame, choose),
                        lost.map(at -> frame.say(
                                        stillFree ? "book.expired" : "book.gone", "when", frame.dayAndHour(at)))
                                .orElse(null),
                        nearest.stream()
                                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                                .toList()));
    }

    @PostMapping
    ResponseEntity<Void> choose(
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var progress = drafts.of(by, service);
        var page = progress.address("hour");
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(page + query);
        var at = ((SlotChoices.Asked.Chosen) asked).at();
        if (progress.hold().filter(held -> held.startsAt().equals(at)).isPresent())
            return Answer.goTo(drafts.next(by, progress));
        var answers = progress.answers().wanting(at);
        return switch (agenda.hold(service, at, by.person(), null, clock.instant())) {
            case Holding.Held(var hold) ->
                Answer.goTo(drafts.next(by, drafts.save(by, progress, answers, Optional.of(hold))));
            case Holding.TooMany _ -> Answer.goTo("/line/" + service + "/later");
            case Holding.Taken _, Holding.NotOffered _ -> {
                drafts.save(by, progress, answers, Optional.empty());
                yield Answer.goTo(page + "?gone");
            }
        };
    }
}

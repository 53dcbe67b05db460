package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;

/// Step 3 of a booking: who delegates, and the declaration that they cannot come and have no digital identity (rule
/// D1).
@RestController
@RequestMapping("/book/{service}/delegator")
class DelegatorController {

    private final Drafts drafts;
    private final ProductClock clock;
    private final Templates templates;

    DelegatorController(Drafts drafts, ProductClock clock, Templates templates) {
        this.drafts = drafts;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String check) {
        var progress = drafts.of(by, service);
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        var problems = check == null
                ? Errors.NONE
                : Errors.of(frame, progress.answers().wrongWithDelegator(progress.ownCode(), clock.today()));
        return ResponseEntity.ok(templates.citizenBookDelegator(
                frame,
                new DelegatorPage(
                        Steps.at(frame, 3, progress.policy(), progress.hold()),
                        progress.answers().typed(),
                        problems,
                        frame.writtenLanguages())));
    }

    @PostMapping
    ResponseEntity<Void> say(Actor.Citizen by, @PathVariable String service, @RequestParam Map<String, String> form) {
        var before = drafts.of(by, service);
        var progress = drafts.save(by, before, before.answers().with(Answers.DELEGATOR, form));
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        return Answer.goTo(drafts.next(progress));
    }
}

package sportello.web.citizen;

import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.identity.Actor;
import sportello.platform.ProductClock;
import sportello.web.Answer;

/// More time to finish a booking. What was typed on the page it was asked from is kept too.
@RestController
class ExtensionController {

    private final Drafts drafts;
    private final Agenda agenda;
    private final ProductClock clock;

    ExtensionController(Drafts drafts, Agenda agenda, ProductClock clock) {
        this.drafts = drafts;
        this.agenda = agenda;
        this.clock = clock;
    }

    @PostMapping("/book/{service}/extension")
    ResponseEntity<Void> extend(
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam("extend") String step,
            @RequestParam Map<String, String> form) {
        var before = drafts.of(by, service);
        List<String> fields = switch (step) {
            case "delegator" -> Answers.DELEGATOR;
            case "contacts" -> Answers.CONTACTS;
            default -> List.of();
        };
        var progress = fields.isEmpty()
                ? before
                : drafts.save(by, before, before.answers().with(fields, form));
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        agenda.extend(progress.hold().get().id(), by.person(), clock.instant());
        return Answer.goTo(progress.address(fields.isEmpty() ? "summary" : step));
    }
}

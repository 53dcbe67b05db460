package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.web.Frame;

/// A guardian, curator or support administrator delegates at a counter: a meeting hears the delegator's own will (rule
/// D8).
@RestController
class GuardianController {

    private final Drafts drafts;
    private final Templates templates;

    GuardianController(Drafts drafts, Templates templates) {
        this.drafts = drafts;
        this.templates = templates;
    }

    @GetMapping("/book/{service}/guardian")
    JteModel show(Frame frame, Actor.Citizen by, @PathVariable String service) {
        return templates.citizenBookGuardian(
                frame, new GuardianPage(drafts.of(by, service).policy().code()));
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.web.Frame;

/// Pages that explain.
@RestController
@RequestMapping("/help")
class HelpController {

    private final Templates templates;

    HelpController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/accessibility")
    JteModel accessibility(Frame frame) {
        return templates.citizenHelpAccessibility(frame);
    }

    @GetMapping("/privacy")
    JteModel privacy(Frame frame) {
        return templates.citizenHelpPrivacy(frame);
    }

    @GetMapping("/counter")
    JteModel counter(Frame frame) {
        return templates.citizenHelpCounter(frame);
    }
}

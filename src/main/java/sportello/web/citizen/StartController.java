package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.web.Frame;

/// The first page, for everybody.
@RestController
class StartController {

    private final Templates templates;

    StartController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/")
    JteModel start(Frame frame, @RequestParam(required = false) @Nullable String out) {
        return out == null || frame.visitor() != null
                ? templates.citizenStart(frame)
                : templates.citizenLoggedOut(frame);
    }
}

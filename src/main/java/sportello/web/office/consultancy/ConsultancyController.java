package sportello.web.office.consultancy;

import gg.jte.models.runtime.JteModel;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.identity.Actor;
import sportello.web.Frame;

/// The file of one consultancy: question, thread, papers, mandate, contacts, venue, history.
@Controller
class ConsultancyController {

    private static final Set<String> DONE = Set.of(
            "taken",
            "passed",
            "left",
            "accepted",
            "asked",
            "settled",
            "declined",
            "undone",
            "logged",
            "agreed",
            "started",
            "finished",
            "again",
            "paper-accepted",
            "paper-again",
            "retried");

    private final ConsultancyPages pages;

    ConsultancyController(ConsultancyPages pages) {
        this.pages = pages;
    }

    @GetMapping("/office/consultancies/{id}")
    ResponseEntity<JteModel> show(
            @PathVariable("id") UUID id,
            @RequestParam(name = "done", required = false) @Nullable String done,
            Frame frame,
            Actor.Official by) {
        return pages.page(frame, id, by, done != null && DONE.contains(done) ? "triage.done." + done : null);
    }
}

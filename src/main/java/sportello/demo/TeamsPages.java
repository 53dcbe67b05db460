package sportello.demo;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.web.Frame;

/// What stands behind a join link of the demonstration.
@RestController
@InDemo
class TeamsPages {

    private final TenantShelf shelf;
    private final Templates templates;

    TeamsPages(TenantShelf shelf, Templates templates) {
        this.shelf = shelf;
        this.templates = templates;
    }

    @GetMapping("/demo/teams/{id}")
    JteModel meeting(@PathVariable("id") String id, Frame frame) {
        return shelf.get("meeting", id)
                .map(meeting -> templates.demoMeeting(
                        frame, new DemoMeeting(meeting.path("subject").asString(""))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

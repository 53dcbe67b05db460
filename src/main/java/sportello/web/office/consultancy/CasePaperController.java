package sportello.web.office.consultancy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;

/// The papers of a consultancy (rule C10): looked at, accepted, asked for again.
@Controller
@RequestMapping("/office/consultancies/{id}")
class CasePaperController {

    private final Consultancies consultancies;
    private final ConsultancyPages pages;
    private final Replies replies;

    CasePaperController(Consultancies consultancies, ConsultancyPages pages, Replies replies) {
        this.consultancies = consultancies;
        this.pages = pages;
        this.replies = replies;
    }

    @GetMapping("/papers/{document}")
    ResponseEntity<InputStreamResource> open(
            @PathVariable("id") UUID id, @PathVariable("document") UUID document, Actor.Official by)
            throws IOException {
        var copy = pages.find(id, by).requests().stream()
                .flatMap(request -> request.copies().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var content = consultancies
                .openPaper(new CaseId(id), new DocumentId(document), by)
                .orElseThrow(Answer::unknown);
        return Papers.shown("documento", copy.mediaType(), copy.length(), content);
    }

    @PostMapping("/papers/{request}/acceptances")
    ResponseEntity<?> accept(
            @PathVariable("id") UUID id,
            @PathVariable("request") UUID paper,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("paper", id, by, frame, request);
        return form.answer(consultancies.acceptPaper(new CaseId(id), paper, by), paper.toString(), "paper-accepted");
    }

    @PostMapping("/papers/{request}/second-requests")
    ResponseEntity<?> again(
            @PathVariable("id") UUID id,
            @PathVariable("request") UUID paper,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("paper", id, by, frame, request);
        var reason = form.needed(paper.toString(), "triage.wrong.paper");
        if (!form.fine()) return form.again();
        return form.answer(
                consultancies.askPaperAgain(new CaseId(id), paper, reason, by), paper.toString(), "paper-again");
    }
}

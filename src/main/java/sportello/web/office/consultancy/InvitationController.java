package sportello.web.office.consultancy;

import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import sportello.casework.CaseId;
import sportello.identity.Actor;
import sportello.invitations.Invitations;
import sportello.web.Answer;

/// An invitation that did not leave: tried again at once.
@Controller
class InvitationController {

    private final Invitations invitations;
    private final ConsultancyPages pages;

    InvitationController(Invitations invitations, ConsultancyPages pages) {
        this.invitations = invitations;
        this.pages = pages;
    }

    @PostMapping("/office/consultancies/{id}/invitation-tries")
    ResponseEntity<Void> again(@PathVariable("id") UUID id, Actor.Official by) {
        pages.find(id, by);
        return switch (invitations.tryAgain(new CaseId(id), by)) {
            case Invitations.Again.Queued _ -> Replies.back(id, "retried");
            case Invitations.Again.NothingToDo _ -> Answer.goTo("/office/consultancies/" + id);
            case Invitations.Again.NotFound _ -> throw Answer.unknown();
        };
    }
}

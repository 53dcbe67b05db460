package sportello.web.office.consultancy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Contact;
import sportello.identity.Actor;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.web.Frame;

/// The call before the day (rule C7): every attempt logged, the venue agreed and, if need be, changed.
@Controller
@RequestMapping("/office/consultancies/{id}")
class VenueController {

    private final Consultancies consultancies;
    private final Replies replies;

    VenueController(Consultancies consultancies, Replies replies) {
        this.consultancies = consultancies;
        this.replies = replies;
    }

    @PostMapping("/contacts")
    ResponseEntity<?> log(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("contact", id, by, frame, request);
        var number = form.needed("number", "contact.wrong.number");
        var outcome = Arrays.stream(Contact.Outcome.values())
                .filter(each -> each.name().equals(form.text("outcome")))
                .findFirst();
        if (outcome.isEmpty()) form.wrong("outcome", "contact.wrong.outcome", Map.of());
        if (!form.fine()) return form.again();
        var attempt = new Contact(frame.now(), number, outcome.orElseThrow(), form.text("note"));
        return form.answer(
                consultancies.logContact(new CaseId(id), attempt, by, new IdempotencyKey(key)), "outcome", "logged");
    }

    @PostMapping("/venues")
    ResponseEntity<?> agree(@PathVariable("id") UUID id, Frame frame, Actor.Official by, HttpServletRequest request) {
        var form = replies.form("venue", id, by, frame, request);
        var where = Arrays.stream(Venue.values())
                .filter(each -> each.name().equals(form.text("where")))
                .findFirst();
        var reason = form.text("reason");
        if (where.isEmpty()) form.wrong("where", "venue.wrong.where", Map.of());
        if (where.stream().anyMatch(Venue.PHONE::equals) && reason.isEmpty())
            form.wrong("reason", "venue.wrong.reason", Map.of());
        if (!form.fine()) return form.again();
        return form.answer(
                consultancies.agreeVenue(new CaseId(id), where.orElseThrow(), reason, by), "where", "agreed");
    }
}

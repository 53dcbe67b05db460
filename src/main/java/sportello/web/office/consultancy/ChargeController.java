package sportello.web.office.consultancy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.LocalPath;

/// Who has the case: taken in charge, passed to a colleague, left.
@Controller
@RequestMapping("/office/consultancies/{id}")
class ChargeController {

    private final Consultancies consultancies;
    private final Replies replies;

    ChargeController(Consultancies consultancies, Replies replies) {
        this.consultancies = consultancies;
        this.replies = replies;
    }

    /// @param back the page of the queue it was taken from
    @PostMapping("/charges")
    ResponseEntity<?> take(
            @PathVariable("id") UUID id,
            @RequestParam(name = "back", required = false) @Nullable String back,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("charge", id, by, frame, request);
        var verdict = consultancies.take(new CaseId(id), by);
        return verdict instanceof Verdict.Done && back != null
                ? Answer.goTo(inQueue(back, "taken=" + id))
                : form.answer(verdict, "take", "taken");
    }

    @PostMapping("/handovers")
    ResponseEntity<?> pass(@PathVariable("id") UUID id, Frame frame, Actor.Official by, HttpServletRequest request) {
        var form = replies.form("pass", id, by, frame, request);
        var to = form.needed("to", "queue.wrong.colleague");
        var note = form.text("note");
        if (!form.fine()) return form.again();
        return form.answer(consultancies.pass(new CaseId(id), staff(to), note, by), "to", "passed");
    }

    @PostMapping("/releases")
    ResponseEntity<?> leave(
            @PathVariable("id") UUID id,
            @RequestParam(name = "back", required = false) @Nullable String back,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("charge", id, by, frame, request);
        var verdict = consultancies.leave(new CaseId(id), by);
        return verdict instanceof Verdict.Done && back != null
                ? Answer.goTo(inQueue(back, ""))
                : form.answer(verdict, "take", "left");
    }

    private static String inQueue(String back, String added) {
        var page = LocalPath.or(back, "/office/queue");
        if (!page.equals("/office/queue") && !page.startsWith("/office/queue?")) page = "/office/queue";
        if (added.isEmpty()) return page;
        return page + (page.contains("?") ? "&" : "?") + added;
    }

    private static UUID staff(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw Answer.unknown();
        }
    }
}

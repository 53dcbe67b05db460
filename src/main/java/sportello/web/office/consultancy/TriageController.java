package sportello.web.office.consultancy;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.web.Frame;

/// The judgement before the day (rule C6): accepted, papers asked for, settled in writing, declined; the first two may
/// be undone.
@Controller
@RequestMapping("/office/consultancies/{id}")
class TriageController {

    private final Consultancies consultancies;
    private final Replies replies;

    TriageController(Consultancies consultancies, Replies replies) {
        this.consultancies = consultancies;
        this.replies = replies;
    }

    @PostMapping("/acceptances")
    ResponseEntity<?> accept(@PathVariable("id") UUID id, Frame frame, Actor.Official by, HttpServletRequest request) {
        var form = replies.form("accept", id, by, frame, request);
        return form.answer(consultancies.accept(new CaseId(id), form.text("message"), by), "message", "accepted");
    }

    @PostMapping("/paper-requests")
    ResponseEntity<?> ask(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("papers", id, by, frame, request);
        List<String> what = form.needed("what", "triage.wrong.what")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        var until = day(form.text("until"));
        if (until.isEmpty() || until.get().isBefore(frame.today())) form.wrong("until", "triage.wrong.until", Map.of());
        if (!form.fine()) return form.again();
        return form.answer(
                consultancies.askPapers(
                        new CaseId(id), what, until.orElseThrow(), form.text("message"), by, new IdempotencyKey(key)),
                "what",
                "asked");
    }

    @PostMapping("/written-settlements")
    ResponseEntity<?> settle(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("settle", id, by, frame, request);
        var answer = form.needed("answer", "triage.wrong.answer");
        if (!form.fine()) return form.again();
        return form.answer(
                consultancies.settleInWriting(new CaseId(id), answer, by, new IdempotencyKey(key)),
                "answer",
                "settled");
    }

    @PostMapping("/refusals")
    ResponseEntity<?> decline(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("decline", id, by, frame, request);
        var reason = form.needed("reason", "triage.wrong.reason");
        if (!form.fine()) return form.again();
        return form.answer(
                consultancies.decline(new CaseId(id), reason, by, new IdempotencyKey(key)), "reason", "declined");
    }

    @PostMapping("/undos")
    ResponseEntity<?> undo(@PathVariable("id") UUID id, Frame frame, Actor.Official by, HttpServletRequest request) {
        var form = replies.form("undo", id, by, frame, request);
        return form.answer(consultancies.undo(new CaseId(id), by), "last", "undone");
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }
}

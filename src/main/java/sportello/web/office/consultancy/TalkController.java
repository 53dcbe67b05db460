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
import sportello.casework.Cases.SecondAppointment;
import sportello.casework.Consultancies;
import sportello.casework.Ending;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.SlotChoices;

/// The talk itself: begun, ended with a note and a summary, or continued another day.
@Controller
@RequestMapping("/office/consultancies/{id}")
class TalkController {

    private final Consultancies consultancies;
    private final Replies replies;

    TalkController(Consultancies consultancies, Replies replies) {
        this.consultancies = consultancies;
        this.replies = replies;
    }

    @PostMapping("/talks")
    ResponseEntity<?> start(@PathVariable("id") UUID id, Frame frame, Actor.Official by, HttpServletRequest request) {
        var form = replies.form("talk", id, by, frame, request);
        return form.answer(consultancies.start(new CaseId(id), by), "start", "started");
    }

    @PostMapping("/endings")
    ResponseEntity<?> finish(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("finish", id, by, frame, request);
        var how = Arrays.stream(Ending.How.values())
                .filter(each -> each.name().equals(form.text("how")))
                .findFirst();
        if (how.isEmpty()) form.wrong("how", "triage.wrong.how", Map.of());
        var summary = form.text("summary");
        if (how.stream().anyMatch(Ending.How.HELD::equals) && summary.isEmpty())
            form.wrong("summary", "triage.wrong.summary", Map.of());
        if (!form.fine()) return form.again();
        var ending = new Ending(
                how.orElseThrow(),
                form.text("note"),
                summary,
                form.text("solved").equals("yes"));
        return form.answer(
                consultancies.finish(new CaseId(id), ending, by, new IdempotencyKey(key)), "how", "finished");
    }

    @PostMapping("/second-appointments")
    ResponseEntity<?> again(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            Frame frame,
            Actor.Official by,
            HttpServletRequest request) {
        var form = replies.form("finish", id, by, frame, request);
        var hour = SlotChoices.instant(form.text("hour"));
        var summary = form.text("summary");
        if (hour.isEmpty()) form.wrong("hour", "triage.wrong.hour", Map.of());
        if (summary.isEmpty()) form.wrong("summary", "triage.wrong.summary", Map.of());
        if (!form.fine()) return form.again();
        return switch (consultancies.second(
                new CaseId(id), hour.orElseThrow(), form.text("note"), summary, by, new IdempotencyKey(key))) {
            case SecondAppointment.Agreed _ -> Replies.back(id, "again");
            case SecondAppointment.SlotTaken _ -> form.refused("hour", "triage.wrong.hour-taken", Map.of());
            case SecondAppointment.Refused(var why) -> form.refused("hour", why, Map.of());
            case SecondAppointment.NotFound() -> throw Answer.unknown();
        };
    }
}

package sportello.web.room;

import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.casework.Cases.Conclusion;
import sportello.casework.Cases.SecondAppointment;
import sportello.casework.Cases.Verdict;
import sportello.identity.Actor;
import sportello.meeting.Rooms.Opening;
import sportello.platform.IdempotencyKey;
import sportello.web.Frame;

/// What the official does with the case from the panel: opens, ticks, looks at papers, ends.
@RestController
@RequestMapping("/office/cases/{id}")
class PanelController {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String PIECE = "X-Fragment";

    private final Cases cases;
    private final OfficialPages pages;

    PanelController(Cases cases, OfficialPages pages) {
        this.cases = cases;
        this.pages = pages;
    }

    @PostMapping("/room-openings")
    ResponseEntity<JteModel> open(
            @PathVariable("id") UUID id,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var told = switch (cases.open(new CaseId(id), by)) {
            case Opening.Opened _ -> null;
            case Opening.HeldBy _ -> bad(frame.say("panel.held"));
            case Opening.NoRecorder(var why) -> bad(frame.say("panel.no-recorder", "why", frame.say("script." + why)));
            case Opening.Refused(var why) -> bad(frame.say(why));
            case Opening.Over() -> bad(frame.say("case.refused.settled"));
            case Opening.NotFound() -> throw Visits.unknown();
        };
        return told == null
                ? pages.anew(pages.find(id, by), piece != null)
                : pages.after(frame, id, by, told, piece != null);
    }

    @PostMapping("/ticks")
    ResponseEntity<JteModel> tick(
            @PathVariable("id") UUID id,
            @RequestParam("step") String step,
            @RequestParam("outcome") String outcome,
            @RequestParam(name = "note", defaultValue = "") String note,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.tick(new CaseId(id), step, outcome, note, by), piece);
    }

    @PostMapping("/paper-requests")
    ResponseEntity<JteModel> ask(
            @PathVariable("id") UUID id,
            @RequestParam("paper") String paper,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.askPaper(new CaseId(id), paper, by), piece);
    }

    @PostMapping("/paper-acceptances")
    ResponseEntity<JteModel> accept(
            @PathVariable("id") UUID id,
            @RequestParam("paper") String paper,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.acceptPaper(new CaseId(id), paper, by), piece);
    }

    @PostMapping("/paper-second-requests")
    ResponseEntity<JteModel> askAgain(
            @PathVariable("id") UUID id,
            @RequestParam("paper") String paper,
            @RequestParam("reason") String reason,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.askPaperAgain(new CaseId(id), paper, reason, by), piece);
    }

    @PostMapping("/notes")
    ResponseEntity<JteModel> note(
            @PathVariable("id") UUID id,
            @RequestParam("text") String text,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.note(new CaseId(id), text, by), piece);
    }

    @PostMapping("/conclusions")
    ResponseEntity<JteModel> conclude(
            @PathVariable("id") UUID id,
            @RequestParam("idempotency_key") UUID key,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var told = switch (cases.conclude(new CaseId(id), by, new IdempotencyKey(key))) {
            case Conclusion.Concluded _, Conclusion.AlreadySettled _ -> null;
            case Conclusion.Incomplete _ -> bad(frame.say("panel.incomplete"));
            case Conclusion.EffectRefused(var reason, var facts) ->
                bad(frame.say("panel.effect-refused", "why", frame.sayWith(reason, facts)));
            case Conclusion.NotFound() -> throw Visits.unknown();
        };
        return pages.after(frame, id, by, told, piece != null);
    }

    @PostMapping("/suspensions")
    ResponseEntity<JteModel> suspend(
            @PathVariable("id") UUID id,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.suspend(new CaseId(id), by), piece);
    }

    @PostMapping("/interruptions")
    ResponseEntity<JteModel> abort(
            @PathVariable("id") UUID id,
            @RequestParam("reason") String reason,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        return answer(frame, id, by, cases.abort(new CaseId(id), reason, by), piece);
    }

    @PostMapping("/second-appointments")
    ResponseEntity<JteModel> again(
            @PathVariable("id") UUID id,
            @RequestParam("starts_at") String startsAt,
            @RequestParam("idempotency_key") UUID key,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var told = switch (cases.secondAppointment(new CaseId(id), instant(startsAt), by, new IdempotencyKey(key))) {
            case SecondAppointment.Agreed _ -> null;
            case SecondAppointment.SlotTaken _ -> bad(frame.say("panel.slot-taken"));
            case SecondAppointment.Refused(var why) -> bad(frame.say(why));
            case SecondAppointment.NotFound() -> throw Visits.unknown();
        };
        return pages.after(frame, id, by, told, piece != null);
    }

    private ResponseEntity<JteModel> answer(
            Frame frame, UUID id, Actor.Official by, Verdict verdict, @Nullable String piece) {
        var told = switch (verdict) {
            case Verdict.Done _ -> null;
            case Verdict.Refused(var why, var facts) -> bad(frame.sayWith(why, facts));
            case Verdict.NotFound() -> throw Visits.unknown();
        };
        return pages.after(frame, id, by, told, piece != null);
    }

    static PanelView.Told bad(String text) {
        return new PanelView.Told("is-bad", text, List.of());
    }

    private static Instant instant(String text) {
        try {
            var at = Instant.parse(text);
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) throw Visits.unknown();
            return at;
        } catch (DateTimeParseException notAnHour) {
            throw Visits.unknown();
        }
    }
}

package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Hold;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Answers;
import sportello.web.citizen.Errors;
import sportello.web.counter.CallDrafts.Progress;

/// Second step: what the appointment is about, and the contacts confirmed by the caller, where the receipt goes.
@RestController
@RequestMapping("/office/calls/{call}/book/{service}/matter")
class CallMatterController {

    private final Callers callers;
    private final CallDrafts drafts;
    private final Templates templates;

    CallMatterController(Callers callers, CallDrafts drafts, Templates templates) {
        this.callers = callers;
        this.drafts = drafts;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String check) {
        var progress = drafts.of(callers.looking(call, by, "booking"), service);
        if (progress.hold().isEmpty()) return Answer.goTo(progress.address() + "?gone");
        var errors = check == null ? Errors.NONE : Errors.of(frame, drafts.wrong(progress));
        var hold = progress.hold().get();
        return ResponseEntity.ok(templates.counterMatter(
                frame,
                new CallMatterPage(
                        progress.caller().bar(frame),
                        frame.say("service." + service + ".short"),
                        progress.address(),
                        progress.asksForDelegator(),
                        frame.dayAndHour(hold.startsAt()),
                        kept(frame, hold),
                        drafts.withContacts(progress).typed(),
                        errors,
                        frame.writtenLanguages())));
    }

    static String kept(Frame frame, Hold hold) {
        return frame.say("counter.kept", "when", frame.dayAndHour(hold.startsAt()), "until", frame.hour(hold.until()));
    }

    @PostMapping
    ResponseEntity<?> say(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam Map<String, String> form) {
        var before = drafts.of(callers.identified(call, by), service);
        var fields = new ArrayList<>(List.<List<String>>of(Answers.CONTACTS, CallDrafts.CONFIRMED));
        if (before.asksForDelegator()) fields.add(Answers.DELEGATOR);
        var answers = before.answers();
        for (var each : fields) answers = answers.with(each, born(form));
        var progress = drafts.save(before, answers, before.hold());
        if (progress.hold().isEmpty()) return Answer.goTo(progress.address() + "?gone");
        if (answers.guardian()) return guardian(frame, progress);
        return Answer.goTo(
                progress.address() + (drafts.wrong(progress).isEmpty() ? "/summary" : "/matter?check#errors"));
    }

    /// Rule D8: who has a guardian is pointed to the counter.
    private ResponseEntity<?> guardian(Frame frame, Progress progress) {
        return ResponseEntity.unprocessableContent()
                .body(templates.counterRefused(
                        frame, progress.caller().bar(frame), frame.say("delegation.refused.guardian")));
    }

    /// The day of birth is typed in one go.
    private static Map<String, String> born(Map<String, String> form) {
        var whole = new HashMap<>(form);
        var typed = Typed.text(form, "delegator.born");
        var day = Typed.day(typed);
        whole.put(
                "delegator.born_day",
                day.map(at -> String.valueOf(at.getDayOfMonth())).orElse(typed));
        whole.put(
                "delegator.born_month",
                day.map(at -> String.valueOf(at.getMonthValue())).orElse(""));
        whole.put(
                "delegator.born_year",
                day.map(at -> String.valueOf(at.getYear())).orElse(""));
        return whole;
    }
}

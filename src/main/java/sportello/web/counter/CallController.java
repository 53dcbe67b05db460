package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.reception.Reception;
import sportello.reception.Reception.Identification;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// One caller's screen. Until the identity questions are ticked there is nothing on it but them.
@RestController
@RequestMapping("/office/calls/{call}")
class CallController {

    private final Callers callers;
    private final Reception reception;
    private final CallPages pages;
    private final ContactCodes codes;
    private final Templates templates;

    CallController(Callers callers, Reception reception, CallPages pages, ContactCodes codes, Templates templates) {
        this.callers = callers;
        this.reception = reception;
        this.pages = pages;
        this.codes = codes;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(Frame frame, Actor.Official by, @PathVariable UUID call, @RequestParam Map<String, String> query) {
        var caller = callers.met(call, by);
        if (!caller.encounter().identified()) {
            var told = query.containsKey("identify") ? frame.say("counter.told.identify") : null;
            return templates.counterIdentify(frame, pages.identification(frame, caller, told, Map.of(), Errors.NONE));
        }
        reception.looked(caller.encounter(), "person", by);
        return templates.counterCall(frame, pages.whole(frame, caller, told(frame, query)));
    }

    @PostMapping("/identification")
    ResponseEntity<?> identify(
            Frame frame, Actor.Official by, @PathVariable UUID call, @RequestParam Map<String, String> form) {
        var caller = callers.met(call, by);
        var answers = new HashMap<String, Reception.Answer>();
        for (var question : reception.checks(caller.encounter().channel()).questions())
            switch (Typed.text(form, question)) {
                case "right" -> answers.put(question, Reception.Answer.RIGHT);
                case "wrong" -> answers.put(question, Reception.Answer.WRONG);
                default -> {}
            }
        return switch (reception.identify(call, answers, by)) {
            case Identification.Identified _ ->
                Answer.goTo(caller.address() + (codes.anyWaits(caller.person().id()) ? "/contacts" : ""));
            case Identification.Failed _ -> Answer.goTo("/office/people?not-identified");
            case Identification.NotFound _ -> throw Answer.unknown();
            case Identification.NotYet(var right, var needed) ->
                ResponseEntity.unprocessableContent()
                        .body(templates.counterIdentify(
                                frame, pages.identification(frame, caller, null, form, missing(frame, right, needed))));
        };
    }

    private static Errors missing(Frame frame, int right, int needed) {
        return Errors.of(
                frame,
                List.of(new Problem("checks", "counter.wrong.checks", Map.of("right", right, "needed", needed))));
    }

    @PostMapping("/end")
    ResponseEntity<Void> end(Actor.Official by, @PathVariable UUID call) {
        callers.met(call, by);
        reception.end(call, by);
        return Answer.goTo("/office/people");
    }

    private static @Nullable String told(Frame frame, Map<String, String> query) {
        return Stream.of("joined", "already-waiting", "left", "revoked", "contacts", "passed-on")
                .filter(query::containsKey)
                .findFirst()
                .map(news -> frame.say("counter.told." + news))
                .orElse(null);
    }
}

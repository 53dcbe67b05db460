package sportello.web.counter;

import java.util.ArrayList;
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
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.counter.ContactCodes.Whose;

/// Rule G7: a caller's own contacts. The code arrives while they talk, and they read it out.
@RestController
@RequestMapping("/office/calls/{call}/contacts")
class CallerContactsController {

    private final Callers callers;
    private final ContactCodes codes;

    CallerContactsController(Callers callers, ContactCodes codes) {
        this.callers = callers;
        this.codes = codes;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @RequestParam(required = false) @Nullable String sent) {
        var whose = Whose.callers(callers.looking(call, by, "contacts"));
        var told = sent == null ? null : frame.say("counter.codes.sent_again");
        return ResponseEntity.ok(codes.page(frame, whose, told, null));
    }

    @PostMapping
    ResponseEntity<?> state(
            Frame frame, Actor.Official by, @PathVariable UUID call, @RequestParam Map<String, String> form) {
        var whose = Whose.callers(callers.identified(call, by));
        var wrong = new ArrayList<Problem>();
        var stated = Registration.contacts(form, wrong);
        if (wrong.isEmpty()) codes.ask(frame, whose, stated, wrong);
        if (wrong.isEmpty()) return Answer.goTo(whose.address());
        return ResponseEntity.unprocessableContent()
                .body(codes.page(frame, whose, null, null, form, Errors.of(frame, wrong)));
    }

    @PostMapping("/{claim}")
    ResponseEntity<?> typed(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID claim,
            @RequestParam("code") String code) {
        return codes.typed(frame, Whose.callers(callers.identified(call, by)), claim, code);
    }

    @PostMapping("/{claim}/again")
    ResponseEntity<?> again(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID claim) {
        return codes.again(frame, Whose.callers(callers.identified(call, by)), claim);
    }
}

package sportello.web.counter;

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
import sportello.identity.People;
import sportello.identity.Person;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.counter.ContactCodes.Whose;

/// Rules D11, G7: the delegator reads the code out that was sent to the new contact; until then it does not count.
@RestController
@RequestMapping("/office/calls/{call}/delegations/{id}/contacts")
class CallContactsController {

    private final Callers callers;
    private final CallDelegations delegations;
    private final ContactCodes codes;
    private final People people;

    CallContactsController(Callers callers, CallDelegations delegations, ContactCodes codes, People people) {
        this.callers = callers;
        this.delegations = delegations;
        this.codes = codes;
        this.people = people;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String sent) {
        var whose = whose(callers.looking(call, by, "contacts"), id);
        if (!codes.anyWaits(whose.of())) return Answer.goTo(ContactCodes.done(whose));
        var told = sent == null ? null : frame.say("counter.codes.sent_again");
        return ResponseEntity.ok(codes.page(frame, whose, told, null));
    }

    @PostMapping("/{claim}")
    ResponseEntity<?> typed(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @PathVariable UUID claim,
            @RequestParam("code") String code) {
        return codes.typed(frame, whose(callers.identified(call, by), id), claim, code);
    }

    @PostMapping("/{claim}/again")
    ResponseEntity<?> again(
            Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID id, @PathVariable UUID claim) {
        return codes.again(frame, whose(callers.identified(call, by), id), claim);
    }

    private Whose whose(Caller caller, UUID id) {
        if (!caller.atTheDesk()) throw Answer.unknown();
        var delegator = delegations.of(caller, id).delegator();
        return new Whose(
                caller,
                delegator,
                people.find(delegator).map(Person::fullName).orElse(""),
                caller.address() + "/delegations/" + id + "/contacts",
                false);
    }
}

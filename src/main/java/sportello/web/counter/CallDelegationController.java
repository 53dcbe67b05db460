package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
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
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// Rule D11: who gave a delegation sees its uses and revokes it, once identified; at the front desk their own contacts
/// are registered while both are there, and one shared with the delegate does not count.
@RestController
@RequestMapping("/office/calls/{call}/delegations/{id}")
class CallDelegationController {

    private final Callers callers;
    private final CallDelegations delegations;
    private final Register register;
    private final People people;
    private final ContactCodes codes;
    private final Templates templates;

    CallDelegationController(
            Callers callers,
            CallDelegations delegations,
            Register register,
            People people,
            ContactCodes codes,
            Templates templates) {
        this.callers = callers;
        this.delegations = delegations;
        this.register = register;
        this.people = people;
        this.codes = codes;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID id) {
        var caller = callers.looking(call, by, "delegation");
        return templates.counterDelegation(
                frame, page(frame, caller, delegations.of(caller, id), Map.of(), Errors.NONE));
    }

    private CallDelegationPage page(
            Frame frame, Caller caller, Delegation delegation, Map<String, String> typed, Errors errors) {
        boolean given = delegation.delegator().equals(caller.person().id());
        return new CallDelegationPage(
                caller.bar(frame),
                caller.address() + "/delegations/" + delegation.id(),
                name(delegation.delegate()),
                name(delegation.delegator()),
                frame.day(delegation.grantedAt()),
                register.uses(delegation.id(), caller.helped()).stream()
                        .map(use -> frame.dayAndHour(use.at()) + " · " + use.service())
                        .toList(),
                given,
                caller.atTheDesk(),
                typed,
                errors);
    }

    @PostMapping("/endings")
    ResponseEntity<Void> revoke(Actor.Official by, @PathVariable UUID call, @PathVariable UUID id) {
        var caller = callers.identified(call, by);
        delegations.of(caller, id);
        return switch (register.end(id, Delegation.EndReason.REVOKED_AT_COUNTER, caller.helped())) {
            case Register.Ending.Ended _, Register.Ending.AlreadyEnded _ -> Answer.goTo(caller.address() + "?revoked");
            case Register.Ending.NotAllowed _, Register.Ending.NotFound _ -> throw Answer.unknown();
        };
    }

    @PostMapping("/contacts")
    ResponseEntity<?> contacts(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam Map<String, String> form) {
        var caller = callers.identified(call, by);
        if (!caller.atTheDesk()) throw Answer.unknown();
        var delegation = delegations.of(caller, id);
        var wrong = new ArrayList<Problem>();
        var contacts = Registration.contacts(form, wrong);
        if (!Typed.text(form, "both_here").equals("yes"))
            wrong.add(new Problem("both_here", "counter.delegation.contacts.absent"));
        if (wrong.isEmpty() && shared(contacts, delegation.delegate()))
            wrong.add(new Problem("mobile", "counter.delegation.contacts.shared"));
        if (wrong.isEmpty()) codes.ask(frame, delegation.delegator(), contacts, by, wrong);
        if (!wrong.isEmpty())
            return ResponseEntity.unprocessableContent()
                    .body(templates.counterDelegation(
                            frame, page(frame, caller, delegation, form, Errors.of(frame, wrong))));
        return Answer.goTo(caller.address() + "/delegations/" + id + "/contacts");
    }

    private boolean shared(Contacts contacts, PersonId delegate) {
        var his = people.find(delegate).map(Person::contacts);
        return his.filter(other -> same(contacts.mobile(), other.mobile()) || same(contacts.email(), other.email()))
                .isPresent();
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && one.equalsIgnoreCase(other);
    }

    private String name(PersonId person) {
        return people.find(person).map(Person::fullName).orElse("");
    }
}

package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Again;
import sportello.identity.ContactBook.Kind;
import sportello.identity.ContactBook.Typed;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.web.Answer;
import sportello.web.Frame;

/// Rules D11, G7: the delegator reads the code out that was sent to the new contact; until then it does not count.
@RestController
@RequestMapping("/office/calls/{call}/delegations/{id}/contacts")
class CallContactsController {

    private final Callers callers;
    private final CallDelegations delegations;
    private final ContactBook book;
    private final People people;
    private final Templates templates;

    CallContactsController(
            Callers callers, CallDelegations delegations, ContactBook book, People people, Templates templates) {
        this.callers = callers;
        this.delegations = delegations;
        this.book = book;
        this.people = people;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String sent) {
        var caller = atTheDesk(callers.looking(call, by, "contacts"));
        var delegator = delegations.of(caller, id).delegator();
        if (book.waiting(delegator).isEmpty()) return Answer.goTo(caller.address() + "?contacts");
        var told = sent == null ? null : frame.say("contacts.code.sent_again");
        return ResponseEntity.ok(page(frame, caller, id, delegator, told, null));
    }

    @PostMapping("/{claim}")
    ResponseEntity<?> typed(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable UUID id,
            @PathVariable UUID claim,
            @RequestParam("code") String code) {
        var caller = atTheDesk(callers.identified(call, by));
        var delegator = delegations.of(caller, id).delegator();
        return switch (book.typed(delegator, claim, code, by.doer())) {
            case Typed.Changed _, Typed.Unknown _ -> Answer.goTo(address(caller, id));
            case Typed.Wrong(var left) ->
                refused(frame, caller, id, delegator, frame.say("contacts.code.wrong", "left", left));
            case Typed.Over _ -> refused(frame, caller, id, delegator, frame.say("contacts.code.over"));
            case Typed.FiveAlready(var kind, var _) ->
                refused(frame, caller, id, delegator, frame.say("contacts.full." + name(kind)));
        };
    }

    @PostMapping("/{claim}/again")
    ResponseEntity<?> again(
            Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID id, @PathVariable UUID claim) {
        var caller = atTheDesk(callers.identified(call, by));
        var delegator = delegations.of(caller, id).delegator();
        return switch (book.again(delegator, claim, by.doer())) {
            case Again.Sent _ -> Answer.goTo(address(caller, id) + "?sent");
            case Again.TooMany(var nextAt) ->
                refused(frame, caller, id, delegator, frame.say("contacts.code.too_many", "when", frame.soon(nextAt)));
            case Again.Unknown _ -> Answer.goTo(address(caller, id));
        };
    }

    private static Caller atTheDesk(Caller caller) {
        if (!caller.atTheDesk()) throw Answer.unknown();
        return caller;
    }

    private ResponseEntity<?> refused(Frame frame, Caller caller, UUID id, PersonId delegator, String why) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(page(frame, caller, id, delegator, null, why));
    }

    private JteModel page(
            Frame frame, Caller caller, UUID id, PersonId delegator, @Nullable String told, @Nullable String wrong) {
        return templates.counterContacts(
                frame,
                new CallContactsPage(
                        caller.bar(frame),
                        address(caller, id),
                        people.find(delegator).map(Person::fullName).orElse(""),
                        book.waiting(delegator).stream()
                                .map(claim -> new CallContactsPage.Line(
                                        claim.id().toString(),
                                        name(claim.kind()),
                                        claim.kind() == Kind.MOBILE
                                                ? MobileNumber.readable(claim.contact())
                                                : claim.contact(),
                                        frame.hour(claim.until())))
                                .toList(),
                        told,
                        wrong));
    }

    private static String address(Caller caller, UUID delegation) {
        return caller.address() + "/delegations/" + delegation + "/contacts";
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

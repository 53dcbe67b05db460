package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Again;
import sportello.identity.ContactBook.Asked;
import sportello.identity.ContactBook.Claim;
import sportello.identity.ContactBook.Kind;
import sportello.identity.ContactBook.Typed;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;

/// Rule G7: what an official types as somebody's contact is a claim; it counts once its person read out the code that
/// was sent there. The official never sees the code.
@Component
class ContactCodes {

    private final ContactBook book;
    private final Register register;
    private final Templates templates;

    ContactCodes(ContactBook book, Register register, Templates templates) {
        this.book = book;
        this.register = register;
        this.templates = templates;
    }

    /// @param of whose contacts they are
    /// @param address of the page where their codes are typed
    /// @param own whether they are the caller's, who may state others
    record Whose(Caller caller, PersonId of, String name, String address, boolean own) {

        static Whose callers(Caller caller) {
            var person = caller.person();
            return new Whose(caller, person.id(), person.fullName(), caller.address() + "/contacts", true);
        }
    }

    /// What counts already is changed by who shows a document, or by the person themselves; who delegated is reached
    /// as they said at a desk (rule D11). Answers on the telephone, which a delegate knows too, are not enough.
    boolean mayState(Whose whose, Kind kind) {
        if (!whose.own() || whose.caller().atTheDesk()) return whose.own();
        return contact(whose.caller().person().contacts(), kind) == null
                && register.ofDelegator(whose.of()).isEmpty();
    }

    void ask(Frame frame, Whose whose, Contacts stated, List<Problem> wrong) {
        for (var kind : Kind.values())
            if (contact(stated, kind) != null && !mayState(whose, kind))
                wrong.add(new Problem(name(kind), "counter.wrong.not_by_telephone"));
        if (wrong.isEmpty()) ask(frame, whose.of(), stated, whose.caller().official(), wrong);
    }

    private static @Nullable String contact(Contacts contacts, Kind kind) {
        return kind == Kind.MOBILE ? contacts.mobile() : contacts.email();
    }

    /// Sends a code to each contact stated; says beside the field why one gets none.
    void ask(Frame frame, PersonId person, Contacts stated, Actor.Official by, List<Problem> wrong) {
        for (var kind : Kind.values()) {
            var contact = contact(stated, kind);
            if (contact == null) continue;
            switch (book.ask(person, kind, contact, by.doer())) {
                case Asked.Sent _ -> {}
                case Asked.AlreadyTheirs _ -> wrong.add(new Problem(name(kind), "counter.wrong.same_contact"));
                case Asked.Landline _ -> wrong.add(new Problem(name(kind), "counter.wrong.landline"));
                case Asked.NotOne _ -> wrong.add(new Problem(name(kind), "counter.wrong." + name(kind)));
                case Asked.TooMany(var nextAt) ->
                    wrong.add(new Problem(name(kind), "contacts.wrong.too_many", Map.of("when", frame.soon(nextAt))));
            }
        }
    }

    boolean anyWaits(PersonId person) {
        return !book.waiting(person).isEmpty();
    }

    List<Claim> waiting(PersonId person) {
        return book.waiting(person);
    }

    /// Where a booking is confirmed unless the caller says otherwise: as they are reached, or have just stated.
    Map<String, String> known(Person person) {
        var known = new HashMap<String, String>();
        var mobile = person.contacts().mobile();
        var email = person.contacts().email();
        if (mobile != null) known.put("contact.mobile", mobile);
        if (email != null) known.put("contact.email", email);
        book.waiting(person.id()).forEach(claim -> known.put("contact." + name(claim.kind()), claim.contact()));
        return known;
    }

    ResponseEntity<?> typed(Frame frame, Whose whose, UUID claim, String code) {
        return switch (book.typed(
                whose.of(), claim, code, whose.caller().official().doer())) {
            case Typed.Changed _ -> Answer.goTo(anyWaits(whose.of()) ? whose.address() : done(whose));
            case Typed.Unknown _ -> Answer.goTo(whose.address());
            case Typed.Wrong(var left) -> refused(frame, whose, frame.say("contacts.code.wrong", "left", left));
            case Typed.Over _ -> refused(frame, whose, frame.say("contacts.code.over"));
            case Typed.FiveAlready(var kind, var _) -> refused(frame, whose, frame.say("contacts.full." + name(kind)));
        };
    }

    ResponseEntity<?> again(Frame frame, Whose whose, UUID claim) {
        return switch (book.again(whose.of(), claim, whose.caller().official().doer())) {
            case Again.Sent _ -> Answer.goTo(whose.address() + "?sent");
            case Again.TooMany(var nextAt) ->
                refused(frame, whose, frame.say("contacts.code.too_many", "when", frame.soon(nextAt)));
            case Again.Unknown _ -> Answer.goTo(whose.address());
        };
    }

    static String done(Whose whose) {
        return whose.caller().address() + "?contacts";
    }

    private ResponseEntity<?> refused(Frame frame, Whose whose, String why) {
        return ResponseEntity.unprocessableContent().body(page(frame, whose, null, why));
    }

    JteModel page(Frame frame, Whose whose, @Nullable String told, @Nullable String wrong) {
        return page(frame, whose, told, wrong, Map.of(), Errors.NONE);
    }

    JteModel page(
            Frame frame,
            Whose whose,
            @Nullable String told,
            @Nullable String wrong,
            Map<String, String> stated,
            Errors errors) {
        return templates.counterContacts(
                frame,
                new CallContactsPage(
                        whose.caller().bar(frame),
                        whose.address(),
                        whose.name(),
                        whose.own(),
                        mayState(whose, Kind.MOBILE),
                        mayState(whose, Kind.EMAIL),
                        book.waiting(whose.of()).stream()
                                .map(claim -> line(frame, claim))
                                .toList(),
                        told,
                        wrong,
                        stated,
                        errors));
    }

    private static CallContactsPage.Line line(Frame frame, Claim claim) {
        return new CallContactsPage.Line(
                claim.id().toString(), name(claim.kind()), readable(claim), frame.hour(claim.until()));
    }

    static String readable(Claim claim) {
        return claim.kind() == Kind.MOBILE ? MobileNumber.readable(claim.contact()) : claim.contact();
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.util.Locale;
import java.util.Optional;
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
import sportello.identity.ContactBook.Claim;
import sportello.identity.ContactBook.Typed;
import sportello.web.Answer;
import sportello.web.Frame;

/// The code of a new contact: typed, asked for again, or given up (rule G7).
@RestController
@RequestMapping("/contacts/codes/{claim}")
class ContactCodeController {

    private final ContactBook book;
    private final Templates templates;

    ContactCodeController(ContactBook book, Templates templates) {
        this.book = book;
        this.templates = templates;
    }

    /// A claim that has ended leads back to the contacts.
    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Booker by,
            @PathVariable UUID claim,
            @RequestParam(required = false) @Nullable String sent) {
        var told = sent == null ? null : frame.say("contacts.code.sent_again");
        return own(by, claim)
                .<ResponseEntity<?>>map(found -> ResponseEntity.ok(page(frame, found, null, told)))
                .orElseGet(() -> Answer.goTo("/contacts"));
    }

    @PostMapping
    ResponseEntity<?> typed(Frame frame, Actor.Booker by, @PathVariable UUID claim, @RequestParam("code") String code) {
        return switch (book.typed(by.person(), claim, code, by.doer())) {
            case Typed.Changed _ -> Answer.goTo("/contacts?changed");
            case Typed.Wrong(var left) -> refused(frame, by, claim, frame.say("contacts.code.wrong", "left", left));
            case Typed.Over _ -> refused(frame, by, claim, frame.say("contacts.code.over"));
            case Typed.FiveAlready(var kind, var contact) ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(templates.citizenContactFull(frame, name(kind), OwnContactsPage.readable(kind, contact)));
            case Typed.Unknown _ -> Answer.goTo("/contacts");
        };
    }

    @PostMapping("/again")
    ResponseEntity<?> again(Frame frame, Actor.Booker by, @PathVariable UUID claim) {
        return switch (book.again(by.person(), claim, by.doer())) {
            case Again.Sent _ -> Answer.goTo("/contacts/codes/" + claim + "?sent");
            case Again.TooMany(var nextAt) ->
                refused(frame, by, claim, frame.say("contacts.code.too_many", "when", frame.soon(nextAt)));
            case Again.Unknown _ -> Answer.goTo("/contacts");
        };
    }

    @PostMapping("/given-up")
    ResponseEntity<Void> giveUp(Actor.Booker by, @PathVariable UUID claim) {
        book.giveUp(by.person(), claim, by.doer());
        return Answer.goTo("/contacts");
    }

    private ResponseEntity<?> refused(Frame frame, Actor.Booker by, UUID claim, String why) {
        return own(by, claim)
                .<ResponseEntity<?>>map(found ->
                        ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY).body(page(frame, found, why, null)))
                .orElseGet(() -> Answer.goTo("/contacts"));
    }

    private Optional<Claim> own(Actor.Booker by, UUID claim) {
        return book.waiting(by.person()).stream()
                .filter(waiting -> waiting.id().equals(claim))
                .findFirst();
    }

    private Object page(Frame frame, Claim claim, @Nullable String wrong, @Nullable String told) {
        return templates.citizenContactCode(
                frame,
                new ContactCodePage(
                        claim.id().toString(),
                        name(claim.kind()),
                        OwnContactsPage.readable(claim.kind(), claim.contact()),
                        frame.hour(claim.until()),
                        wrong,
                        told,
                        claim.attemptsLeft() == 0));
    }

    private static String name(ContactBook.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

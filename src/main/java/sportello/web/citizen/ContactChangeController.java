package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
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
import sportello.identity.ContactBook.Asked;
import sportello.identity.ContactBook.Kind;
import sportello.identity.People;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors.Problem;

/// A new number or address: a code goes there first (rule G7).
@RestController
@RequestMapping("/contacts/{kind:mobile|email}")
class ContactChangeController {

    private static final String FIELD = "contact";

    private final People people;
    private final ContactBook book;
    private final Templates templates;

    ContactChangeController(People people, ContactBook book, Templates templates) {
        this.people = people;
        this.book = book;
        this.templates = templates;
    }

    @GetMapping
    JteModel form(Frame frame, Actor.Booker by, @PathVariable String kind) {
        return page(frame, by, kind, "", Errors.NONE);
    }

    @PostMapping
    ResponseEntity<?> ask(Frame frame, Actor.Booker by, @PathVariable String kind, @RequestParam(FIELD) String typed) {
        return switch (book.ask(by.person(), of(kind), typed, by.doer())) {
            case Asked.Sent(var claim) -> Answer.goTo("/contacts/codes/" + claim.id());
            case Asked.AlreadyTheirs _ -> wrong(frame, by, kind, typed, "contacts.wrong." + kind + ".same", Map.of());
            case Asked.Landline _ -> wrong(frame, by, kind, typed, "contacts.wrong.mobile.landline", Map.of());
            case Asked.NotOne _ -> wrong(frame, by, kind, typed, "contacts.wrong." + kind + ".shape", Map.of());
            case Asked.TooMany(var nextAt) ->
                wrong(frame, by, kind, typed, "contacts.wrong.too_many", Map.of("when", frame.soon(nextAt)));
        };
    }

    private ResponseEntity<?> wrong(
            Frame frame, Actor.Booker by, String kind, String typed, String key, Map<String, String> facts) {
        var errors = Errors.of(frame, List.of(new Problem(FIELD, key, facts)));
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY).body(page(frame, by, kind, typed, errors));
    }

    private JteModel page(Frame frame, Actor.Booker by, String kind, String typed, Errors errors) {
        var contacts = people.find(by.person()).orElseThrow(Answer::unknown).contacts();
        var now = of(kind) == Kind.MOBILE ? contacts.mobile() : contacts.email();
        return templates.citizenContactChange(
                frame,
                new ContactChangePage(kind, now == null ? "" : OwnContactsPage.readable(of(kind), now), typed, errors));
    }

    private static Kind of(String kind) {
        return kind.equals("mobile") ? Kind.MOBILE : Kind.EMAIL;
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Kind;
import sportello.identity.People;
import sportello.platform.Words;
import sportello.web.Answer;
import sportello.web.Frame;

/// Where a person is written to, and in which language: their own, in whatever capacity they look.
@RestController
@RequestMapping("/contacts")
class OwnContactsController {

    private final People people;
    private final ContactBook book;
    private final Words words;
    private final Templates templates;

    OwnContactsController(People people, ContactBook book, Words words, Templates templates) {
        this.people = people;
        this.book = book;
        this.words = words;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(
            Frame frame,
            Actor.Booker by,
            @RequestParam(required = false) @Nullable String changed,
            @RequestParam(required = false) @Nullable String left,
            @RequestParam(required = false) @Nullable String spoken) {
        var person = people.find(by.person()).orElseThrow(Answer::unknown);
        var told = changed != null
                ? frame.say("contacts.changed")
                : left != null
                        ? frame.say("contacts.left")
                        : spoken != null ? frame.say("contacts.language.changed") : null;
        return templates.citizenContacts(
                frame, OwnContactsPage.of(frame, person.contacts(), book.waiting(by.person()), told));
    }

    @PostMapping("/language")
    ResponseEntity<Void> speak(Actor.Booker by, @RequestParam("language") String language) {
        if (!words.languages("message").contains(Locale.forLanguageTag(language))) throw Answer.unknown();
        book.speak(by.person(), language);
        return Answer.goTo("/contacts?spoken");
    }

    @PostMapping("/email/removal")
    ResponseEntity<Void> leave(Actor.Booker by) {
        return Answer.goTo(book.leave(by.person(), Kind.EMAIL, by.doer()) ? "/contacts?left" : "/contacts");
    }
}

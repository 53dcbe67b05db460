package sportello.api.person;

import jakarta.validation.Valid;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.Words;

/// How the person who asks is reached themselves, in whatever capacity they ask (rule G7).
@RestController
@RequestMapping("/api/v1/contacts")
class ContactsResource {

    private final ContactViews views;
    private final ContactBook book;
    private final Words words;

    ContactsResource(ContactViews views, ContactBook book, Words words) {
        this.views = views;
        this.book = book;
        this.words = words;
    }

    @Needs(Scope.PROFILE_READ)
    @Operation(id = "readContacts", summary = "How the person is reached", tag = Operation.Tag.PERSON)
    @GetMapping
    ContactsView read(Actor.Booker by) {
        return views.of(by);
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(id = "chooseLanguage", summary = "The language to write in from now on", tag = Operation.Tag.PERSON)
    @PutMapping("/language")
    ContactsView speak(Actor.Booker by, @Valid @RequestBody LanguageRequest wanted) {
        if (!words.languages().contains(Locale.of(wanted.language())))
            throw Problem.of(Kind.INVALID).at("language", "api.field.unfit", Map.of());
        book.speak(by.person(), wanted.language());
        return views.of(by);
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(
            id = "leaveMobile",
            summary = "Reached on the mobile number no more",
            tag = Operation.Tag.PERSON,
            answers = 204,
            refuses = Kind.NOT_FOUND)
    @DeleteMapping("/mobile")
    ResponseEntity<Void> leaveMobile(Actor.Booker by) {
        return left(by, ContactBook.Kind.MOBILE);
    }

    @Needs(Scope.PROFILE_WRITE)
    @Operation(
            id = "leaveEmail",
            summary = "Reached by e-mail no more",
            tag = Operation.Tag.PERSON,
            answers = 204,
            refuses = Kind.NOT_FOUND)
    @DeleteMapping("/email")
    ResponseEntity<Void> leaveEmail(Actor.Booker by) {
        return left(by, ContactBook.Kind.EMAIL);
    }

    private ResponseEntity<Void> left(Actor.Booker by, ContactBook.Kind kind) {
        if (!book.leave(by.person(), kind, by.doer())) throw Problem.of(Kind.NOT_FOUND);
        return ResponseEntity.noContent().build();
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.Person;
import sportello.web.Answer;
import sportello.web.Frame;

/// Step 4 of a booking: where the code and the reminders go. What the identity provider told us is there already.
@RestController
@RequestMapping("/book/{service}/contacts")
class ContactsController {

    private final Drafts drafts;
    private final Templates templates;

    ContactsController(Drafts drafts, Templates templates) {
        this.drafts = drafts;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String check) {
        var progress = drafts.of(by, service);
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        var answers = progress.answers();
        var typed = new HashMap<>(answers.typed());
        if (!answers.seen(Answers.CONTACTS))
            drafts.person(by).map(Person::contacts).ifPresent(known -> suggest(typed, known));
        return ResponseEntity.ok(templates.citizenBookContacts(
                frame,
                new ContactsPage(
                        Steps.at(frame, 4, progress.policy(), progress.hold()),
                        typed.getOrDefault("contact.mobile", ""),
                        typed.getOrDefault("contact.email", ""),
                        check == null ? Errors.NONE : Errors.of(frame, answers.wrongWithContacts()))));
    }

    @PostMapping
    ResponseEntity<Void> say(Actor.Citizen by, @PathVariable String service, @RequestParam Map<String, String> form) {
        var before = drafts.of(by, service);
        var progress = drafts.save(by, before, before.answers().with(Answers.CONTACTS, form));
        if (progress.hold().isEmpty()) return Answer.goTo(progress.chooseAgain());
        return Answer.goTo(drafts.next(progress));
    }

    private static void suggest(Map<String, String> typed, Contacts known) {
        if (known.mobile() != null) typed.put("contact.mobile", MobileNumber.readable(known.mobile()));
        if (known.email() != null) typed.put("contact.email", known.email());
    }
}

package sportello.api.person;

import org.springframework.stereotype.Component;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.People;

/// Contacts and claims as programs see them.
@Component
class ContactViews {

    private final People people;
    private final ContactBook book;

    ContactViews(People people, ContactBook book) {
        this.people = people;
        this.book = book;
    }

    ContactsView of(Actor.Booker by) {
        var contacts = people.find(by.person())
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND))
                .contacts();
        return new ContactsView(
                contacts.mobile(),
                contacts.email(),
                contacts.language(),
                book.waiting(by.person()).stream().map(this::claim).toList());
    }

    ClaimView claim(ContactBook.Claim claim) {
        return new ClaimView(
                claim.id(), claim.kind(), claim.contact(), claim.until(), claim.againFrom(), claim.attemptsLeft());
    }
}

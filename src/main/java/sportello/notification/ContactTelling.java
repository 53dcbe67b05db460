package sportello.notification;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Delivery;
import sportello.identity.ContactBook.Kind;
import sportello.identity.ContactCodeAsked;
import sportello.identity.Contacts;
import sportello.identity.ContactsChanged;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;

/// Rule G7: the code goes to the new contact, the word of a change to the old one. Neither names anybody: who reads the
/// one may not be who asked, and who reads the other may be somebody else by now.
@Component
class ContactTelling {

    private static final String CLAIM = "claim";
    private static final String CHANGE = "change";

    private final ContactBook book;
    private final People people;
    private final OutboxRows outbox;
    private final NoticeRows notices;
    private final ProductClock clock;

    ContactTelling(ContactBook book, People people, OutboxRows outbox, NoticeRows notices, ProductClock clock) {
        this.book = book;
        this.people = people;
        this.outbox = outbox;
        this.notices = notices;
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void codeAsked(ContactCodeAsked event) {
        var kind = event.kind() == Kind.MOBILE ? "sms" : "mail";
        write(kind, "contact-code", event.claim() + " " + event.generation(), event.person(), CLAIM, event.claim());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void changed(ContactsChanged event) {
        var left = people.leftBehind(event.change()).orElseThrow();
        var occasion = event.change().toString();
        if (left.mobile() != null) write("sms", "contact-left", occasion, event.person(), CHANGE, event.change());
        if (left.email() != null) write("mail", "contact-left", occasion, event.person(), CHANGE, event.change());
        notices.write(
                "contact-changed " + occasion,
                event.person().value(),
                "contact-changed",
                null,
                null,
                Map.of(),
                clock.instant());
    }

    private void write(String kind, String template, String occasion, PersonId person, String of, UUID id) {
        outbox.write(
                new OutboxRows.Letter(
                        kind + " " + template + " " + occasion,
                        kind,
                        template,
                        people.find(person)
                                .map(Person::contacts)
                                .map(Contacts::language)
                                .orElse("it"),
                        id.toString(),
                        null,
                        null,
                        null,
                        person.value(),
                        person.value(),
                        Map.of(of, id.toString()),
                        null,
                        null,
                        null),
                clock.instant());
    }

    static boolean about(OutboxRows.Row row) {
        return row.facts().containsKey(CLAIM) || row.facts().containsKey(CHANGE);
    }

    /// Who was reached there is told, however often: nobody can make us write there but by having typed its code.
    static boolean toOneLeft(OutboxRows.Row row) {
        return row.facts().containsKey(CHANGE);
    }

    /// Where it goes now, which may be nowhere any more.
    @Nullable Contacts to(OutboxRows.Row row) {
        var change = row.facts().get(CHANGE);
        if (change != null) return people.leftBehind(UUID.fromString(change)).orElse(null);
        return delivery(row)
                .map(to -> new Contacts(
                        to.kind() == Kind.MOBILE ? to.to() : null,
                        to.kind() == Kind.EMAIL ? to.to() : null,
                        row.language()))
                .orElse(null);
    }

    Map<String, String> facts(OutboxRows.Row row) {
        return delivery(row).map(to -> Map.of("confirmation", to.code())).orElse(Map.of());
    }

    private Optional<Delivery> delivery(OutboxRows.Row row) {
        return Optional.ofNullable(row.facts().get(CLAIM)).map(UUID::fromString).flatMap(book::codeForDelivery);
    }
}

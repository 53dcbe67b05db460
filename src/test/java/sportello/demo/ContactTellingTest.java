package sportello.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.demo.DemoOutbox.Arrived;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Asked;
import sportello.identity.ContactBook.Claim;
import sportello.identity.ContactBook.Kind;
import sportello.identity.ContactBook.Typed;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.notification.Inbox;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Rule G7: the code arrives at the new contact, the word of a change at the old one, and neither names anybody.
@SportelloTest
class ContactTellingTest {

    private static final Doer GIULIA = new Doer("staff", UUID.randomUUID().toString(), null);
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    @Autowired
    ContactBook book;

    @Autowired
    People people;

    @Autowired
    Inbox inbox;

    @Autowired
    DemoOutbox outbox;

    @Autowired
    JdbcClient jdbc;

    private final String before = aNumber();
    private final String after = aNumber();

    @Test
    void theCodeGoesToTheNewNumberAndTheWordOfItToTheOldOne() {
        var bruno = bruno();
        var claim = asked(bruno, Kind.MOBILE, after);
        var code = book.codeForDelivery(claim.id()).orElseThrow().code();
        assertThat(one(after).text()).contains(code).doesNotContain("Bruno");
        assertThat(outbox.arrived(before, 5)).isEmpty();

        assertThat(book.typed(bruno, claim.id(), code, GIULIA)).isInstanceOf(Typed.Changed.class);
        assertThat(one(before).text()).contains("non scriviamo più").doesNotContain("Bruno", after);
        assertThat(outbox.arrived(after, 5)).hasSize(1);
    }

    @Test
    void anAddressIsToldByMailInTheLanguageOfThePerson() {
        var bruno = bruno();
        book.speak(bruno, "en");
        var address = UUID.randomUUID() + "@example.org";
        var claim = asked(bruno, Kind.EMAIL, address);
        var code = book.codeForDelivery(claim.id()).orElseThrow().code();
        assertThat(one(address).subject()).isEqualTo("The code for this address");
        assertThat(book.typed(bruno, claim.id(), code, GIULIA)).isInstanceOf(Typed.Changed.class);
        assertThat(book.leave(bruno, Kind.EMAIL, GIULIA)).isTrue();
        await().atMost(A_WHILE).until(() -> outbox.arrived(address, 5).size() == 2);
        assertThat(outbox.arrived(address, 5).getFirst().text()).contains("no longer write");
    }

    @Test
    void thePersonReadsOfItInTheReservedAreaToo() {
        var bruno = bruno();
        var claim = asked(bruno, Kind.MOBILE, after);
        book.typed(
                bruno,
                claim.id(),
                book.codeForDelivery(claim.id()).orElseThrow().code(),
                GIULIA);
        assertThat(inbox.of(bruno, Locale.ITALIAN, 5))
                .extracting(Inbox.Notice::title)
                .containsExactly("I tuoi contatti sono cambiati");
    }

    @Test
    void noMessagesRowHoldsTheCodeOrTheContact() {
        var claim = asked(bruno(), Kind.MOBILE, after);
        var code = book.codeForDelivery(claim.id()).orElseThrow().code();
        one(after);
        var rows = jdbc.sql("select row_to_json(o)::text from notification.outbox o where facts ->> 'claim' = :claim")
                .param("claim", claim.id().toString())
                .query(String.class)
                .list();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().replace(claim.id().toString(), "")).doesNotContain("\"" + code, after);
    }

    private PersonId bruno() {
        return people.identified("Bruno", "", TaxCodes.next(), null, new Contacts(before, null, "it"), GIULIA)
                .id();
    }

    private Claim asked(PersonId person, Kind kind, String contact) {
        return ((Asked.Sent) book.ask(person, kind, contact, GIULIA)).claim();
    }

    private Arrived one(String to) {
        await().atMost(A_WHILE).until(() -> !outbox.arrived(to, 5).isEmpty());
        List<Arrived> arrived = outbox.arrived(to, 5);
        assertThat(arrived).hasSize(1);
        return arrived.getFirst();
    }

    private static String aNumber() {
        return "+39333" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
    }
}

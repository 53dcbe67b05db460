package sportello.identity;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import sportello.audit.Doer;
import sportello.identity.ContactBook.Again;
import sportello.identity.ContactBook.Asked;
import sportello.identity.ContactBook.Claim;
import sportello.identity.ContactBook.Kind;
import sportello.identity.ContactBook.Typed;
import sportello.identity.People.LoggedIn;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Rule G7, on a real PostgreSQL.
@SportelloTest
@RecordApplicationEvents
class ContactBookTest {

    private static final Doer GIULIA = new Doer("staff", UUID.randomUUID().toString(), null);
    private static final Instant MORNING = Instant.parse("2027-03-01T08:00:00Z");

    @Autowired
    ContactBook book;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    ApplicationEvents events;

    private final String before = aNumber();
    private final String after = aNumber();
    private PersonId bruno;

    @BeforeEach
    void brunoIsReachedOnHisOldNumber() {
        clock.moveTo(MORNING);
        bruno = reachedAt(before);
    }

    @Test
    void aNewNumberCountsOnceItsCodeWasTyped() {
        var claim = asked(bruno, after);
        assertThat(mobileOf(bruno)).as("until then the old one").isEqualTo(before);
        assertThat(book.typed(bruno, claim.id(), codeOf(claim), GIULIA))
                .isEqualTo(new Typed.Changed(Kind.MOBILE, after));
        assertThat(mobileOf(bruno)).isEqualTo(after);
        assertThat(book.waiting(bruno)).isEmpty();
    }

    @Test
    void anAddressTooAndBlanksInACodeDoNotMatter() {
        var address = "Bruno." + UUID.randomUUID() + "@Example.org";
        var claim = ((Asked.Sent) book.ask(bruno, Kind.EMAIL, " " + address + " ", GIULIA)).claim();
        assertThat(book.codeForDelivery(claim.id()).orElseThrow().to()).isEqualTo(address);
        var code = codeOf(claim);
        assertThat(book.typed(bruno, claim.id(), code.substring(0, 3) + " " + code.substring(3), GIULIA))
                .isInstanceOf(Typed.Changed.class);
        assertThat(people.find(bruno).orElseThrow().contacts().email()).isEqualTo(address);
        assertThat(book.ask(bruno, Kind.EMAIL, address.toLowerCase(Locale.ROOT), GIULIA))
                .isInstanceOf(Asked.AlreadyTheirs.class);
    }

    @Test
    void theOldContactIsKeptToBeToldAndNothingElse() {
        change(bruno, after);
        var told = events.stream(ContactsChanged.class)
                .filter(event -> event.person().equals(bruno))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(people.leftBehind(told.getFirst().change())).contains(new Contacts(before, null, "it"));
    }

    @Test
    void aFixedLineIsSaidToBeOne() {
        assertThat(book.ask(bruno, Kind.MOBILE, "051 123456", GIULIA)).isInstanceOf(Asked.Landline.class);
        assertThat(book.ask(bruno, Kind.MOBILE, "333", GIULIA)).isInstanceOf(Asked.NotOne.class);
        assertThat(book.ask(bruno, Kind.EMAIL, "bruno@example", GIULIA)).isInstanceOf(Asked.NotOne.class);
    }

    @Test
    void anotherPersonsClaimIsNobodys() {
        var claim = asked(bruno, after);
        var elena = reachedAt(aNumber());
        assertThat(book.typed(elena, claim.id(), codeOf(claim), GIULIA)).isInstanceOf(Typed.Unknown.class);
        assertThat(book.again(elena, claim.id(), GIULIA)).isInstanceOf(Again.Unknown.class);
        book.giveUp(elena, claim.id(), GIULIA);
        assertThat(book.waiting(bruno)).hasSize(1);
    }

    @Test
    void theCodeStandsNowhere() {
        var claim = asked(bruno, after);
        var row = jdbc.sql("select row_to_json(c)::text from identity.contact_claim c where id = :id")
                .param("id", claim.id())
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(codeOf(claim));
        book.giveUp(bruno, claim.id(), GIULIA);
        assertThat(jdbc.sql("select contact is null from identity.contact_claim where id = :id")
                        .param("id", claim.id())
                        .query(Boolean.class)
                        .single())
                .as("nor the contact, once the claim has ended")
                .isTrue();
    }

    @Test
    void whatWasLeftIsForgottenAfterItWasTold() {
        change(bruno, after);
        var change = events.stream(ContactsChanged.class)
                .filter(event -> event.person().equals(bruno))
                .findFirst()
                .orElseThrow()
                .change();
        jdbc.sql("update identity.contact_change set changed_at = now() - interval '31 days' where id = :id")
                .param("id", change)
                .update();
        ((CodedContacts) org.springframework.test.util.AopTestUtils.getUltimateTargetObject(book)).forget();
        assertThat(people.leftBehind(change)).contains(new Contacts(null, null, "it"));
    }

    @Nested
    class ACode {

        @Test
        void isTypedFiveTimesAtMost() {
            var claim = asked(bruno, after);
            var wrong = codeOf(claim).equals("000000") ? "000001" : "000000";
            for (int left = 4; left > 0; left--)
                assertThat(book.typed(bruno, claim.id(), wrong, GIULIA)).isEqualTo(new Typed.Wrong(left));
            assertThat(book.typed(bruno, claim.id(), wrong, GIULIA)).isInstanceOf(Typed.Over.class);
            assertThat(book.typed(bruno, claim.id(), codeOf(claim), GIULIA))
                    .as("not even the right one")
                    .isInstanceOf(Typed.Over.class);
            assertThat(mobileOf(bruno)).isEqualTo(before);
        }

        @Test
        void isGoodUntilItsLastMoment() {
            var claim = asked(bruno, after);
            var code = codeOf(claim);
            clock.moveTo(claim.until());
            assertThat(book.typed(bruno, claim.id(), code, GIULIA)).isInstanceOf(Typed.Over.class);
            assertThat(book.codeForDelivery(claim.id())).isEmpty();
            clock.moveTo(claim.until().minusSeconds(1));
            assertThat(book.typed(bruno, claim.id(), code, GIULIA)).isInstanceOf(Typed.Changed.class);
        }

        @Test
        void endsWhenAnotherIsSent() {
            var claim = asked(bruno, after);
            var first = codeOf(claim);
            clock.moveTo(claim.againFrom());
            assertThat(book.again(bruno, claim.id(), GIULIA)).isInstanceOf(Again.Sent.class);
            assertThat(codeOf(claim)).isNotEqualTo(first);
            assertThat(book.typed(bruno, claim.id(), first, GIULIA)).isInstanceOf(Typed.Wrong.class);
        }

        @Test
        void isSentAgainOnlyAfterAPauseEvenForAnotherNumber() {
            var claim = asked(bruno, after);
            clock.moveTo(claim.againFrom().minusSeconds(1));
            assertThat(book.again(bruno, claim.id(), GIULIA)).isEqualTo(new Again.TooMany(claim.againFrom()));
            assertThat(book.ask(bruno, Kind.MOBILE, aNumber(), GIULIA)).isEqualTo(new Asked.TooMany(claim.againFrom()));
        }

        @Test
        void isSentEightTimesADayAtMost() {
            for (int n = 0; n < 8; n++) {
                asked(bruno, aNumber());
                clock.moveTo(clock.instant().plus(Duration.ofMinutes(2)));
            }
            var tomorrow = MORNING.plus(Duration.ofDays(1));
            var refused = (Asked.TooMany) book.ask(bruno, Kind.MOBILE, after, GIULIA);
            assertThat(refused.nextAt()).isBetween(tomorrow, tomorrow.plus(Duration.ofMinutes(1)));
            clock.moveTo(refused.nextAt());
            assertThat(book.ask(bruno, Kind.MOBILE, after, GIULIA)).isInstanceOf(Asked.Sent.class);
        }
    }

    @Nested
    class FivePersonsAtMost {

        @Test
        void areReachedOnANumberAndTheSixthKeepsTheOldOne() {
            var shared = aNumber();
            for (int n = 0; n < 5; n++) change(reachedAt(aNumber()), shared);
            var claim = asked(bruno, shared);
            assertThat(book.typed(bruno, claim.id(), codeOf(claim), GIULIA))
                    .isEqualTo(new Typed.FiveAlready(Kind.MOBILE, shared));
            assertThat(mobileOf(bruno)).isEqualTo(before);
        }

        @Test
        void areReachedOnAnAddressHoweverItIsWritten() {
            var shared = "casa" + UUID.randomUUID() + "@example.org";
            for (int n = 0; n < 5; n++) {
                var one = reachedAt(aNumber());
                var claim = ((Asked.Sent) book.ask(one, Kind.EMAIL, shared, GIULIA)).claim();
                assertThat(book.typed(one, claim.id(), codeOf(claim), GIULIA)).isInstanceOf(Typed.Changed.class);
            }
            var claim = ((Asked.Sent) book.ask(bruno, Kind.EMAIL, shared.toUpperCase(Locale.ROOT), GIULIA)).claim();
            assertThat(book.typed(bruno, claim.id(), codeOf(claim), GIULIA)).isInstanceOf(Typed.FiveAlready.class);
        }

        @Test
        void evenWhenTwelveTypeTheirCodesAtOnce() throws Exception {
            var shared = aNumber();
            var ready = new CyclicBarrier(12);
            var all = new ArrayList<Callable<String>>();
            for (int n = 0; n < 12; n++) {
                var one = reachedAt(aNumber());
                var claim = asked(one, shared);
                var code = codeOf(claim);
                all.add(() -> {
                    ready.await();
                    return book.typed(one, claim.id(), code, GIULIA).getClass().getSimpleName();
                });
            }
            try (var threads = Executors.newFixedThreadPool(12)) {
                var answers = new ArrayList<String>();
                for (var answer : threads.invokeAll(all)) answers.add(answer.get());
                assertThat(answers.stream().collect(groupingBy(it -> it, counting())))
                        .containsEntry("Changed", 5L)
                        .containsEntry("FiveAlready", 7L);
            }
            assertThat(onTheNumber(shared)).isEqualTo(5);
        }

        @Test
        void whateverTheDoor() {
            var shared = aNumber();
            for (int n = 0; n < 5; n++) change(reachedAt(aNumber()), shared);
            for (var place : List.of("1", "5", "6", "null"))
                assertThatThrownBy(() -> jdbc.sql("update identity.person set mobile = :mobile, mobile_place = " + place
                                        + " where id = :id")
                                .param("mobile", shared)
                                .param("id", bruno.value())
                                .update())
                        .as("place %s", place)
                        .isInstanceOf(DataIntegrityViolationException.class);
            assertThat(onTheNumber(shared)).isEqualTo(5);
        }

        @Test
        void thePlaceOfWhoLeftIsFree() {
            var shared = aNumber();
            var first = reachedAt(aNumber());
            change(first, shared);
            for (int n = 0; n < 4; n++) change(reachedAt(aNumber()), shared);
            assertThat(book.leave(first, Kind.MOBILE, GIULIA)).isTrue();
            change(bruno, shared);
            assertThat(mobileOf(bruno)).isEqualTo(shared);
        }

        @Test
        void aSixthWhoLogsInIsLetInWithoutTheNumber() {
            var shared = aNumber();
            for (int n = 0; n < 5; n++) change(reachedAt(aNumber()), shared);
            assertThat(people.loggedIn(login(shared)).contacts().mobile()).isNull();
        }
    }

    @Nested
    class AtTheFirstLogin {

        @Test
        void whatTheProviderAttestsCounts() {
            var person = people.loggedIn(login("333 " + after.substring(6)));
            assertThat(person.contacts().mobile()).isEqualTo("+39333" + after.substring(6));
        }

        @Test
        void aFixedLineDoesNot() {
            assertThat(people.loggedIn(login("051 123456")).contacts().mobile()).isNull();
        }

        @Test
        void whatThePersonChoseSinceIsLeftAlone() {
            var facts = login(after);
            var person = people.loggedIn(facts).id();
            book.leave(person, Kind.MOBILE, GIULIA);
            assertThat(people.loggedIn(facts).contacts().mobile()).isNull();
        }
    }

    @Test
    void anotherLanguageIsNoChangeOfContact() {
        book.speak(bruno, "de");
        assertThat(people.find(bruno).orElseThrow().contacts().language()).isEqualTo("de");
        assertThat(events.stream(ContactsChanged.class)
                        .filter(event -> event.person().equals(bruno)))
                .isEmpty();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private Claim asked(PersonId person, String number) {
        return ((Asked.Sent) book.ask(person, Kind.MOBILE, number, GIULIA)).claim();
    }

    private String codeOf(Claim claim) {
        return book.codeForDelivery(claim.id()).orElseThrow().code();
    }

    private void change(PersonId person, String number) {
        var claim = asked(person, number);
        assertThat(book.typed(person, claim.id(), codeOf(claim), GIULIA)).isInstanceOf(Typed.Changed.class);
    }

    private PersonId reachedAt(String number) {
        return people.identified("Bruno", "", TaxCodes.next(), null, new Contacts(number, null, "it"), GIULIA)
                .id();
    }

    private @Nullable String mobileOf(PersonId person) {
        return people.find(person).orElseThrow().contacts().mobile();
    }

    private int onTheNumber(String number) {
        return jdbc.sql("select count(*) from identity.person where mobile = :number")
                .param("number", number)
                .query(Integer.class)
                .single();
    }

    private static LoggedIn login(String mobile) {
        return new LoggedIn(
                "https://provider.example/" + UUID.randomUUID(), "one", "Bruno", "", null, null, mobile, null);
    }

    private static String aNumber() {
        return "+39333" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
    }
}

package sportello.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.identity.People.LoggedIn;
import sportello.testing.SportelloTest;

/// Rules G1, G2, on a real PostgreSQL.
@SportelloTest
class PeopleTest {

    private static final Doer CARLA = new Doer("staff", UUID.randomUUID().toString(), null);
    private static final Contacts NO_CONTACTS = new Contacts(null, null, "it");

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    private final String issuer = "https://provider.example/" + UUID.randomUUID();

    @Test
    void isFoundAgainByIssuerAndSubject() {
        var first = people.loggedIn(login("one", null, "Bruno"));
        assertThat(people.loggedIn(login("one", null, "Bruno")).id()).isEqualTo(first.id());
        assertThat(people.loggedIn(login("two", null, "Bruno")).id()).isNotEqualTo(first.id());
    }

    @Test
    void isTheSamePersonWithAndWithoutPrefixAndAtAnotherProvider() {
        var code = aCode();
        var spid = people.loggedIn(login("spid", "TINIT-" + code.value(), "Bruno"));
        var bare = people.loggedIn(login("cie", code.value().toLowerCase(java.util.Locale.ROOT), "Bruno"));
        assertThat(bare.id()).isEqualTo(spid.id());
        assertThat(spid.fiscalCode()).isEqualTo(code);
    }

    @Test
    void foreignersHaveNoCodeAndAreStillSomebody() {
        var foreigner = people.loggedIn(login("eidas", "TINDE-12345678901", "Bruno"));
        assertThat(foreigner.fiscalCode()).isNull();
        assertThat(people.find(foreigner.id())).contains(foreigner);
    }

    @Test
    void isNeverMergedOnANormalisedForm() {
        var plain = people.loggedIn(login("plain", "TINIT-RSSMRA80A01H501U", "Bruno"));
        var omocode = people.loggedIn(login("omocode", "TINIT-RSSMRA80A01H50MM", "Bruno"));
        assertThat(omocode.id()).isNotEqualTo(plain.id());
    }

    @Test
    void whoGetsACodeLaterKeepsTheirIdentity() {
        var before = people.loggedIn(login("late", null, "Bruno"));
        var code = aCode();
        var after = people.loggedIn(login("late", "TINIT-" + code.value(), "Bruno"));
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.fiscalCode()).isEqualTo(code);
    }

    @Test
    void aCodeOfAnotherPersonIsNotTakenOver() {
        var code = aCode();
        var owner = people.identified("Anna", "", code, null, NO_CONTACTS, CARLA);
        var other = people.loggedIn(login("other", null, "Bruno"));
        var again = people.loggedIn(login("other", "TINIT-" + code.value(), "Bruno"));
        assertThat(again.id()).isEqualTo(other.id()).isNotEqualTo(owner.id());
        assertThat(again.fiscalCode()).isNull();
    }

    @Test
    void whoAnOfficialIdentifiedIsFoundWhenTheyLogIn() {
        var code = aCode();
        var identified = people.identified(" Anna ", "", code, LocalDate.of(1941, 3, 2), NO_CONTACTS, CARLA);
        var logged = people.loggedIn(login("anna", "TINIT-" + code.value(), "Anna"));
        assertThat(logged.id()).isEqualTo(identified.id());
        assertThat(logged.bornOn()).isEqualTo(LocalDate.of(1941, 3, 2));
    }

    @Test
    void daysOfBirthDoNotMove() {
        qt().withExamples(30).forAll(integers().between(0, 45_000)).check(day -> {
            var born = LocalDate.of(1900, 1, 1).plusDays(day);
            var person = people.identified("Anna", "", aCode(), born, NO_CONTACTS, CARLA);
            return born.equals(people.find(person.id()).orElseThrow().bornOn());
        });
    }

    @Test
    void manyAtOnceAgreeOnOnePerson() throws Exception {
        var code = aCode();
        Callable<PersonId> identify = () ->
                people.identified("Anna", "", code, null, NO_CONTACTS, CARLA).id();
        assertThat(atOnce(16, identify)).hasSize(1);
    }

    @Test
    void manyFirstLoginsAtOnceAgreeOnOnePerson() throws Exception {
        Callable<PersonId> logIn =
                () -> people.loggedIn(login("same", null, "Bruno")).id();
        assertThat(atOnce(16, logIn)).hasSize(1);
        var id = people.loggedIn(login("same", null, "Bruno")).id();
        assertThat(jdbc.sql("select count(*) from identity.login where person = :id")
                        .param("id", id.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private static HashSet<PersonId> atOnce(int many, Callable<PersonId> what)
            throws InterruptedException, ExecutionException {
        var found = new HashSet<PersonId>();
        try (var threads = Executors.newFixedThreadPool(many)) {
            var answers = new ArrayList<Future<PersonId>>();
            for (int i = 0; i < many; i++) answers.add(threads.submit(what));
            for (var answer : answers) found.add(answer.get());
        }
        return found;
    }

    private LoggedIn login(String subject, @Nullable String fiscalNumber, String givenName) {
        return new LoggedIn(issuer, subject, givenName, "", fiscalNumber, null, null, null);
    }

    /// A new provisional code each time: eleven digits with a right control.
    private static FiscalCode aCode() {
        var ten = "%010d".formatted(Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 9_999_999_999L) + 1);
        for (char last = '0'; last <= '9'; last++) {
            var code = FiscalCode.parse(ten + last);
            if (code.isPresent()) return code.get();
        }
        throw new IllegalStateException();
    }
}

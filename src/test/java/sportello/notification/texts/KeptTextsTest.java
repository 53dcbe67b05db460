package sportello.notification.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.notification.texts.MessageTexts.Problem;
import sportello.notification.texts.MessageTexts.Saved;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.SportelloTest;

/// Item 13 of issue 5: the body's own texts, plain, whole, kept with who wrote them.
@SportelloTest
class KeptTextsTest {

    static final TextId SMS = new TextId("delegation-web-meeting", "booked.delegate", Way.SMS, Locale.ITALIAN);
    static final TextId MAIL = new TextId("delegation-web-meeting", "booked.delegate", Way.MAIL, Locale.ITALIAN);
    static final String FINE = "Ci vediamo {day} alle {hour}. Codice {code}. Il collegamento è {where}.";

    @Autowired
    MessageTexts texts;

    @Autowired
    Texts inUse;

    @Autowired
    Offices offices;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    Actor.Official elena;

    @BeforeEach
    void elenaWrites() {
        elena = official(Right.WRITE_MESSAGES);
        back(SMS);
    }

    @Test
    void areUsedFromTheMomentTheyAreSavedAndTheShippedOneIsAStepAway() {
        var shipped = inUse.of(SMS);
        assertThat(save(SMS, FINE)).isInstanceOf(Saved.Done.class);
        assertThat(inUse.of(SMS)).contains(new Written(null, FINE));
        assertThat(texts.find(SMS).orElseThrow().own()).isTrue();
        assertThat(texts.of(SMS.service(), Locale.ITALIAN)).contains(new MessageTexts.Entry(SMS, true));
        assertThat(texts.backToShipped(SMS, version(SMS), elena)).isInstanceOf(Saved.Done.class);
        assertThat(inUse.of(SMS)).isEqualTo(shipped);
    }

    /// A text that no message of a service ever uses would be written in vain.
    @Test
    void areThoseOfTheServiceAlone() {
        assertThat(texts.of(SMS.service(), Locale.ITALIAN))
                .extracting(entry -> entry.id().occasion())
                .contains("booked", "offered")
                .noneMatch(occasion -> occasion.startsWith("contact-") || occasion.startsWith("question-"));
    }

    @Test
    void leaveOtherServicesLanguagesAndWaysAlone() {
        var german = new TextId(SMS.service(), SMS.message(), Way.SMS, Locale.GERMAN);
        var before = List.of(inUse.of(german), inUse.of(MAIL));
        save(SMS, FINE);
        assertThat(List.of(inUse.of(german), inUse.of(MAIL))).isEqualTo(before);
    }

    /// A template that forgets the code is not kept; nor one that forgets when, or from where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ci vediamo {day} alle {hour}. Il collegamento è {where}. | texts.must.code",
                "Ci vediamo alle {hour}. Codice {code}. Il collegamento è {where}. | texts.must.day",
                "Ci vediamo {day}. Codice {code}. Il collegamento è {where}. | texts.must.hour",
                "Ci vediamo {day} alle {hour}. Codice {code}. | texts.must.place",
                "{day} {hour} {code} {where} {citta} | texts.wrong.unknown",
                "{day} {hour} {code} {where} {code, select, other {x}} | texts.wrong.unknown",
                "{day} {hour} {code} {where} {other} | texts.wrong.not-here",
                "{day} {hour} {code} {where} {service} | texts.wrong.not-here",
                "{day} {hour} {where} https://example.org/?c={code} | texts.wrong.glued",
                "{day} {hour} {code} {where} {page}?x=1 | texts.wrong.glued",
                "{day} {hour} {code} {where} {reference | texts.wrong.unknown",
            })
    void areRefusedWhole(String text, String why) {
        assertThat(save(SMS, text))
                .isInstanceOfSatisfying(
                        Saved.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .extracting(Problem::word)
                                .contains(why));
        assertThat(texts.find(SMS).orElseThrow().own()).isFalse();
    }

    @Test
    void carryTheCodeInNoMail() {
        var wrong = texts.wrong(MAIL, new Written("Appuntamento", "{day} {hour} {page} Codice {code}"));
        assertThat(wrong).extracting(Problem::word).containsExactly("texts.wrong.code-by-sms");
        assertThat(texts.find(MAIL).orElseThrow().allowed()).doesNotContain(Placeholder.CODE);
    }

    @Test
    void aRemindersMailSaysHowToCancel() {
        var reminder = new TextId(SMS.service(), "reminder-before.delegate", Way.MAIL, Locale.ITALIAN);
        assertThat(texts.wrong(reminder, new Written("Promemoria", "{day} {hour} {move}")))
                .extracting(Problem::word)
                .containsExactly("texts.must.way-out");
        assertThat(texts.wrong(reminder, new Written("Promemoria", "{day} {hour} {move} {cancel}")))
                .isEmpty();
    }

    /// No line can be smuggled into a mail's head, and nothing that is not seen into any text.
    @Test
    void holdNothingThatIsNotSeen() {
        assertThat(texts.wrong(MAIL, new Written("Uno\nBcc: x@example.org", "{day} {hour} {page}")))
                .extracting(Problem::field)
                .contains("title");
        assertThat(texts.wrong(SMS, new Written(null, FINE + "\u202E")))
                .extracting(Problem::word)
                .containsExactly("texts.wrong.unseen");
    }

    /// Concurrent edits: the second sees that the text changed.
    @Test
    void areNotWrittenOverUnseen() throws Exception {
        int seen = version(SMS);
        var start = new CountDownLatch(1);
        try (var two = Executors.newFixedThreadPool(2)) {
            var saved = List.<Future<Saved>>of(
                    two.submit(atOnce(start, "Da Elena. " + FINE, seen)),
                    two.submit(atOnce(start, "Da altri. " + FINE, seen)));
            start.countDown();
            var outcomes = List.of(saved.getFirst().get(), saved.getLast().get());
            assertThat(outcomes).hasAtLeastOneElementOfType(Saved.Done.class);
            assertThat(outcomes)
                    .filteredOn(Saved.ChangedMeanwhile.class::isInstance)
                    .singleElement()
                    .satisfies(late -> assertThat(
                                    ((Saved.ChangedMeanwhile) late).now().version())
                            .isEqualTo(seen + 1));
        }
    }

    @Test
    void saysWhoWroteThemAndKeepsWhatStoodBefore() {
        save(SMS, FINE);
        save(SMS, "Nuovo. " + FINE);
        var changes = texts.find(SMS).orElseThrow().changes();
        assertThat(changes.get(0).staff()).isEqualTo(elena.staff());
        assertThat(changes.get(1).text()).isEqualTo(new Written(null, FINE));
        assertThat(jdbc.sql(
                                "select facts ->> 'message' from audit.entry where act = 'notification.text-changed' and doer_id = :id")
                        .param("id", elena.staff().toString())
                        .query(String.class)
                        .list())
                .containsOnly("booked.delegate")
                .hasSize(2);
    }

    @Test
    void areWrittenByNobodyWithoutTheRight() {
        var manager = official(Right.MANAGE_OFFICE);
        assertThatThrownBy(() -> texts.save(SMS, new Written(null, FINE), version(SMS), manager))
                .isInstanceOf(SecurityException.class);
    }

    @Test
    void areReadBeforeTheyAreKept() {
        var preview = texts.preview(SMS, new Written(null, FINE));
        assertThat(preview.paragraphs()).singleElement().asString().contains("giovedì", "9:20", "402917");
        assertThat(preview.parts()).isEqualTo(1);
        assertThat(preview.readability()).isGreaterThan(60);
        assertThat(texts.preview(SMS, new Written(null, FINE + " 🙂 " + "a".repeat(160))))
                .satisfies(wide -> assertThat(wide.everySign()).isTrue())
                .satisfies(wide -> assertThat(wide.parts()).isGreaterThan(2));
    }

    private Callable<Saved> atOnce(CountDownLatch start, String body, int seen) {
        return () -> {
            start.await();
            return texts.save(SMS, new Written(null, body), seen, elena);
        };
    }

    private Saved save(TextId id, String body) {
        return texts.save(id, new Written(null, body), version(id), elena);
    }

    private void back(TextId id) {
        if (texts.find(id).orElseThrow().own()) texts.backToShipped(id, version(id), elena);
    }

    private int version(TextId id) {
        return texts.find(id).orElseThrow().version();
    }

    private Actor.Official official(Right right) {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        var person = people.loggedIn(
                new People.LoggedIn("test", UUID.randomUUID().toString(), "Elena", "Prova", null, null, null, null));
        return offices.employ(person.id(), office.id(), "Responsabile", Set.of(right));
    }
}

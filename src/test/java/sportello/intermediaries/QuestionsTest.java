package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.intermediaries.Practice.MONDAY;
import static sportello.intermediaries.Practice.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.intermediaries.Mandate.EndReason;
import sportello.intermediaries.Question.Kind;
import sportello.intermediaries.Question.State;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

@SportelloTest
@RecordApplicationEvents
class QuestionsTest {

    @Autowired
    Practice practice;

    @Autowired
    Questions questions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    Actor.Intermediary dario;
    Actor.Intermediary another;
    Position firm;
    Actor.Official carla;

    @BeforeEach
    void onAMonday() {
        practice.at(MONDAY, "10:00");
        dario = practice.dario();
        another = practice.dario();
        firm = practice.firm(dario);
        carla = practice.carla(firm.office(), "credit-assessment");
    }

    @AfterEach
    void backToNow() {
        practice.clock.reset();
    }

    @Test
    void isAskedUnderAProtocolNumberAndTold() {
        var first = practice.asked(dario, firm);
        var second = practice.asked(dario, firm);
        assertThat(first.protocol()).matches("INPS\\.XX\\.2027\\.\\d{7}");
        assertThat(number(second)).isEqualTo(number(first) + 1);
        assertThat(first.state()).isEqualTo(State.OPEN);
        assertThat(first.thread()).singleElement().satisfies(message -> {
            assertThat(message.kind()).isEqualTo(Kind.QUESTION);
            assertThat(message.author()).isEqualTo("Dario Prova");
        });
        assertThat(events.stream(QuestionAsked.class))
                .containsExactly(new QuestionAsked(first.id()), new QuestionAsked(second.id()));
    }

    private static int number(Question question) {
        return Integer.parseInt(question.protocol().substring(13));
    }

    @Test
    void runsThroughItsThread() throws IOException {
        var id = practice.asked(dario, firm).id();
        assertThat(questions.askBack(id, carla, "Quale mese?", IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        assertThat(questions.reply(id, dario, "Gennaio.", List.of(), IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        assertThat(questions.answer(id, carla, "Non risulta.", false, IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        assertThat(questions.answer(id, carla, "Risulta ora.", true, IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        assertThat(questions.close(id, carla, "Chiuso.", IdempotencyKey.next())).isInstanceOf(Questions.Done.class);
        var question = questions.find(id, dario).orElseThrow();
        assertThat(question.state()).isEqualTo(State.CLOSED);
        assertThat(question.thread())
                .extracting(Question.Message::kind)
                .containsExactly(
                        Kind.QUESTION, Kind.ASKS_BACK, Kind.REPLY, Kind.NEGATIVE_ANSWER, Kind.ANSWER, Kind.CLOSES);
        assertThat(question.thread().get(1).author()).isEqualTo("Carla");
        assertThat(events.stream(QuestionAnswered.class))
                .containsExactly(new QuestionAnswered(id, false), new QuestionAnswered(id, true));
        assertThat(events.stream(QuestionAskedBack.class)).hasSize(1);
        assertThat(events.stream(QuestionClosed.class)).hasSize(1);
        assertThat(questions.reply(id, dario, "Ancora.", List.of(), IdempotencyKey.next()))
                .isEqualTo(new Questions.NotNow(State.CLOSED));
        assertThat(questions.withdraw(id, dario)).isEqualTo(new Questions.NotNow(State.CLOSED));
    }

    @Test
    void isRejectedWithAReasonOrWithdrawn() {
        var rejected = practice.asked(dario, firm).id();
        assertThat(questions.reject(rejected, carla, " ", IdempotencyKey.next()))
                .isInstanceOf(Questions.Wrong.class);
        assertThat(questions.reject(rejected, carla, "Non è materia nostra.", IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        assertThat(events.stream(QuestionRejected.class)).containsExactly(new QuestionRejected(rejected));
        var withdrawn = practice.asked(dario, firm).id();
        assertThat(questions.withdraw(withdrawn, dario)).isInstanceOf(Questions.Done.class);
        assertThat(questions.answer(withdrawn, carla, "Sì.", true, IdempotencyKey.next()))
                .isEqualTo(new Questions.NotNow(State.WITHDRAWN));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(questions.ask(
                        dario, firm.id(), "domestic.relation.start", " ", "", List.of(), IdempotencyKey.next()))
                .isInstanceOfSatisfying(
                        Questions.Wrong.class,
                        wrong -> assertThat(wrong.fields()).containsOnlyKeys("topic", "subject", "text"));
    }

    /// Rule C3: for anybody else neither the position nor the question exists.
    @Nested
    class Strangers {
        @Test
        void askNothing() {
            assertThat(practice.ask(another, firm, IdempotencyKey.next())).isInstanceOf(Questions.NotFound.class);
            var nowhere = new Position(
                    new PositionId(UUID.randomUUID()), firm.cassetto(), firm.code(), "", "", firm.office());
            assertThat(practice.ask(dario, nowhere, IdempotencyKey.next())).isInstanceOf(Questions.NotFound.class);
        }

        @Test
        void findNothingWhateverTheirMandate() throws IOException {
            var question = practice.asked(dario, firm);
            practice.mandate(firm, another.studio());
            assertThat(questions.find(question.id(), another)).isEmpty();
            assertThat(questions.reply(question.id(), another, "Eccomi.", List.of(), IdempotencyKey.next()))
                    .isInstanceOf(Questions.NotFound.class);
            assertThat(questions.withdraw(question.id(), another)).isInstanceOf(Questions.NotFound.class);
            assertThat(questions.lighting(question.id(), another)).isInstanceOf(Lighting.NotFound.class);
            assertThat(found(another, QuestionSearch.of(question.protocol()))).isEmpty();
        }

        @Test
        void norWhenTheMandateIsOver() throws IOException {
            var question = practice.asked(dario, firm);
            var mandate = practice.cassetti.mandates(firm.id(), carla).getFirst();
            practice.cassetti.end(mandate.id(), EndReason.RENOUNCED, dario);
            assertThat(questions.find(question.id(), dario)).isEmpty();
            assertThat(found(dario, QuestionSearch.all())).isEmpty();
            assertThat(questions.reply(question.id(), dario, "Eccomi.", List.of(), IdempotencyKey.next()))
                    .isInstanceOf(Questions.NotFound.class);
            assertThat(questions.find(question.id(), carla)).isPresent();
        }

        /// Rule G13.
        @Test
        void officialsOfAnotherOfficeOrUnitAndMembersOfTheStudio() {
            var question = practice.asked(dario, firm);
            var own = practice.carla(firm.office(), "credit-assessment", dario.person(), Right.HOLD_MEETINGS);
            for (var official : List.of(
                    practice.carla(firm.office(), "registry-flows"),
                    practice.carla(practice.office().id(), "credit-assessment"),
                    own)) {
                assertThat(questions.find(question.id(), official)).isEmpty();
                assertThat(questions.answer(question.id(), official, "Sì.", true, IdempotencyKey.next()))
                        .isInstanceOf(Questions.NotFound.class);
                assertThat(found(official, QuestionSearch.of(question.protocol())))
                        .isEmpty();
            }
        }

        @Test
        void officialsOfTheOfficeWhereTheAppointmentIsHeldSeeIt() {
            var question = practice.lit(dario, firm);
            var elsewhere = practice.office().id();
            var there = practice.carla(elsewhere, "credit-assessment");
            assertThat(questions.find(question.id(), there)).isEmpty();
            practice.booked(
                    dario,
                    new Position(firm.id(), firm.cassetto(), firm.code(), firm.name(), firm.taxCode(), elsewhere),
                    MONDAY.plusDays(8),
                    question);
            assertThat(questions.find(question.id(), there)).isPresent();
            assertThat(practice.cassetti.position(firm.id(), there)).isPresent();
        }
    }

    /// Rule C4: up to three, together 3 MB, of four kinds.
    @Nested
    class Files {
        @Test
        void ofEveryKindAreKept() throws IOException {
            var question = practice.asked(
                    dario,
                    firm,
                    picture("C:\\documenti\\F24.exe", "png"),
                    picture("../foto.jpeg", "jpg"),
                    picture("fax", "tiff"));
            var files = question.thread().getFirst().files();
            assertThat(files)
                    .extracting(Question.File::name)
                    .containsExactlyInAnyOrder("F24.png", "foto.jpg", "fax.tif");
            var document = files.getFirst().document();
            try (var content =
                    questions.openFile(question.id(), document, carla).orElseThrow()) {
                assertThat(content.readAllBytes()).isNotEmpty();
            }
            assertThat(questions.openFile(question.id(), document, another)).isEmpty();
            assertThat(questions.openFile(question.id(), new DocumentId(UUID.randomUUID()), dario))
                    .isEmpty();
            var other = practice.asked(dario, firm);
            assertThat(questions.openFile(other.id(), document, dario)).isEmpty();
        }

        @Test
        void ofAnotherKindAreRefusedWhateverTheirName() {
            var page = Practice.file("modulo.pdf", "<html>ciao</html>".getBytes(StandardCharsets.UTF_8));
            assertThat(practice.ask(dario, firm, IdempotencyKey.next(), page))
                    .isInstanceOfSatisfying(Questions.UnfitFile.class, unfit -> {
                        assertThat(unfit.name()).isEqualTo("modulo.pdf");
                        assertThat(unfit.why()).isInstanceOf(PaperCheck.Verdict.WrongType.class);
                    });
            assertThat(found(dario, QuestionSearch.all())).isEmpty();
        }

        @Test
        void fourAreTooMany() {
            var one = picture("a.png", "png");
            assertThat(practice.ask(dario, firm, IdempotencyKey.next(), one, one, one, one))
                    .isEqualTo(new Questions.TooManyFiles(3));
        }

        @Test
        void togetherTheyAreNotLargerThanThreeMegabytes() throws IOException {
            var half = Practice.file("a.pdf", new byte[1024 * 1024 * 3 / 2]);
            var more = Practice.file("b.pdf", new byte[1024 * 1024 * 3 / 2 + 1]);
            assertThat(practice.ask(dario, firm, IdempotencyKey.next(), half, more))
                    .isEqualTo(new Questions.FilesTooLarge(3 * 1024 * 1024));
            assertThat(practice.ask(dario, firm, IdempotencyKey.next(), half, half))
                    .isInstanceOf(Questions.UnfitFile.class);
        }
    }

    @Nested
    class TheSameKey {
        final IdempotencyKey key = IdempotencyKey.next();

        @Test
        void asksOnce() {
            var first = (Questions.Done) practice.ask(dario, firm, key, picture("a.png", "png"));
            var again = (Questions.Done) practice.ask(dario, firm, key, picture("a.png", "png"));
            assertThat(again.question().id()).isEqualTo(first.question().id());
            assertThat(found(dario, QuestionSearch.all())).hasSize(1);
        }

        @Test
        void doesNotServeForSomethingElse() {
            practice.ask(dario, firm, key);
            assertThat(practice.ask(dario, firm, key, picture("a.png", "png"))).isInstanceOf(Questions.KeyReused.class);
        }

        @Test
        void answersOnce() {
            var id = practice.asked(dario, firm).id();
            questions.answer(id, carla, "Sì.", true, key);
            assertThat(questions.answer(id, carla, "Sì.", true, key)).isInstanceOf(Questions.Done.class);
            assertThat(questions.find(id, carla).orElseThrow().thread()).hasSize(2);
        }

        @Test
        void asksOnceOfManyAtTheSameMoment() throws Exception {
            var start = new CyclicBarrier(6);
            try (var threads = Executors.newFixedThreadPool(6)) {
                var answers = new ArrayList<java.util.concurrent.Future<Questions.Asked>>();
                for (int n = 0; n < 6; n++)
                    answers.add(threads.submit((Callable<Questions.Asked>) () -> {
                        start.await();
                        return practice.ask(dario, firm, key);
                    }));
                var ids = new ArrayList<QuestionId>();
                for (var answer : answers)
                    ids.add(((Questions.Done) answer.get()).question().id());
                assertThat(ids).containsOnly(ids.getFirst());
            }
            assertThat(found(dario, QuestionSearch.all())).hasSize(1);
        }

        @Test
        void isFreeAgainAfterARefusal() {
            assertThat(practice.ask(another, firm, key)).isInstanceOf(Questions.NotFound.class);
            practice.mandate(firm, another.studio());
            assertThat(practice.ask(another, firm, key)).isInstanceOf(Questions.Done.class);
        }
    }

    @Nested
    class Search {
        @Test
        void findsWordsInAnyFormNumbersAndCodes() throws IOException {
            var question = practice.asked(dario, firm);
            questions.reply(
                    question.id(), dario, "Alleghiamo la quietanza bancaria.", List.of(), IdempotencyKey.next());
            practice.asked(dario, practice.firm(dario));
            for (var text : List.of(
                    "quietanze",
                    "contributo quietanza",
                    question.protocol(),
                    question.protocol().toLowerCase(java.util.Locale.ROOT),
                    firm.code(),
                    firm.code().substring(0, 2) + " " + firm.code().substring(2))) {
                assertThat(found(dario, QuestionSearch.of(text))).as(text).containsExactly(question.id());
                assertThat(found(carla, QuestionSearch.of(text))).as(text).containsExactly(question.id());
            }
            assertThat(found(dario, QuestionSearch.of("contributi"))).hasSize(2);
            assertThat(found(dario, QuestionSearch.of("quietanza -bancaria"))).isEmpty();
            assertThat(found(dario, QuestionSearch.of("'; drop table & | ! ( :*")))
                    .isEmpty();
        }

        @Test
        void narrowsByStateCassettoAndPosition() {
            var open = practice.asked(dario, firm).id();
            var answered = practice.lit(dario, firm).id();
            assertThat(found(dario, new QuestionSearch("", Set.of(), Set.of(State.ANSWERED), null, null)))
                    .containsExactly(answered);
            assertThat(found(dario, new QuestionSearch("", Set.of(Cassetto.DOMESTIC_WORK), Set.of(), null, null)))
                    .isEmpty();
            assertThat(found(dario, QuestionSearch.on(firm.id()))).containsExactly(answered, open);
            assertThat(found(dario, QuestionSearch.on(new PositionId(UUID.randomUUID()))))
                    .isEmpty();
        }

        @Test
        void pageByPageWithoutLosingOrRepeatingAny() {
            var all = new ArrayList<QuestionId>();
            for (int n = 0; n < 45; n++)
                all.addFirst(practice.asked(dario, firm).id());
            var seen = new ArrayList<QuestionId>();
            String cursor = null;
            do {
                var page = questions.search(carla, QuestionSearch.of("contributi"), cursor);
                page.lines().forEach(line -> seen.add(line.id()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).containsExactlyElementsOf(all);
            assertThat(questions
                            .search(carla, QuestionSearch.all(), "bm90LWEtY3Vyc29y")
                            .lines())
                    .hasSize(20);
        }
    }

    private List<QuestionId> found(Actor by, QuestionSearch what) {
        return questions.search(by, what, null).lines().stream()
                .map(QuestionPage.Line::id)
                .toList();
    }
}

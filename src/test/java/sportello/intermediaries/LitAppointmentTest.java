package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.intermediaries.Practice.BODY;
import static sportello.intermediaries.Practice.MONDAY;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.casework.CaseFile;
import sportello.casework.Consultancies;
import sportello.casework.Ending;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.intermediaries.Mandate.EndReason;
import sportello.intermediaries.Question.Kind;
import sportello.intermediaries.Question.State;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

/// Rules C3 and C4 at booking's door, whichever it is.
@SportelloTest
class LitAppointmentTest {

    static final LocalDate TUESDAY_WEEK = MONDAY.plusDays(8);

    @Autowired
    Practice practice;

    @Autowired
    Questions questions;

    @Autowired
    Bookings bookings;

    @Autowired
    Consultancies consultancies;

    @Autowired
    JdbcClient jdbc;

    Actor.Intermediary dario;
    Position firm;

    @BeforeEach
    void onAMonday() {
        practice.at(MONDAY, "10:00");
        dario = practice.dario();
        firm = practice.firm(dario);
    }

    @AfterEach
    void backToNow() {
        practice.clock.reset();
    }

    @Test
    void isBookedOnANegativeAnswer() {
        var question = practice.lit(dario, firm);
        assertThat(questions.lighting(question.id(), dario)).isInstanceOf(Lighting.Lit.class);
        var appointment = practice.booked(dario, firm, TUESDAY_WEEK, question);
        assertThat(appointment.party()).isEqualTo(dario.studio());
        assertThat(questions.lighting(question.id(), dario)).isEqualTo(new Lighting.Booked(appointment.id()));
        assertThat(questions.find(question.id(), dario).orElseThrow().appointment())
                .isEqualTo(appointment.id());
        assertThat(questions.about(appointment.id(), dario))
                .extracting(Question::id)
                .containsExactly(question.id());
    }

    /// Five working days after Monday 1 March are over on Monday 8.
    @Test
    void orWhenItsDaysWentByWithoutOne() {
        var question = practice.asked(dario, firm);
        practice.at(MONDAY.plusDays(7), "23:59");
        assertThat(questions.lighting(question.id(), dario)).isEqualTo(new Lighting.NotYet(MONDAY.plusDays(8)));
        assertThat(book(firm, MONDAY.plusDays(15), question))
                .isEqualTo(new Outcome.NotAllowed(
                        "intermediaries.refused.not_yet",
                        Map.of("protocol", question.protocol(), "from", "09/03/2027")));
        practice.at(MONDAY.plusDays(8), "00:01");
        assertThat(questions.lighting(question.id(), dario)).isInstanceOf(Lighting.Lit.class);
        assertThat(book(firm, MONDAY.plusDays(15), question)).isInstanceOf(Outcome.Booked.class);
    }

    /// Rule G3.
    @Test
    void aClosureOfTheOfficeIsNotAWorkingDay() {
        practice.agenda.close(firm.office(), MONDAY.plusDays(2), "sciopero", BODY);
        var question = practice.asked(dario, firm);
        assertThat(questions.lighting(question.id(), dario)).isEqualTo(new Lighting.NotYet(MONDAY.plusDays(9)));
    }

    @Test
    void askedBackTheClockStandsStillAndBeginsAnewWithTheReply() throws Exception {
        var question = practice.asked(dario, firm);
        var carla = practice.carla(firm.office(), "credit-assessment");
        questions.askBack(question.id(), carla, "Quale mese?", IdempotencyKey.next());
        practice.at(MONDAY.plusDays(14), "10:00");
        assertThat(questions.lighting(question.id(), dario)).isInstanceOf(Lighting.ReplyFirst.class);
        questions.reply(question.id(), dario, "Gennaio.", List.of(), IdempotencyKey.next());
        assertThat(questions.lighting(question.id(), dario)).isEqualTo(new Lighting.NotYet(MONDAY.plusDays(22)));
    }

    @Test
    void severalQuestionsOfOnePositionGoTogether() {
        var one = practice.lit(dario, firm);
        var other = practice.lit(dario, firm);
        assertThat(questions.lit(firm.id(), dario)).extracting(Question::id).containsExactly(one.id(), other.id());
        var appointment = practice.booked(dario, firm, TUESDAY_WEEK, one, other);
        assertThat(questions.about(appointment.id(), dario)).hasSize(2);
        assertThat(questions.lit(firm.id(), dario)).isEmpty();
    }

    @Nested
    class IsRefused {
        @Test
        void aSecondTimeOnTheSameQuestion() {
            var question = practice.lit(dario, firm);
            var appointment = practice.booked(dario, firm, TUESDAY_WEEK, question);
            assertThat(book(firm, TUESDAY_WEEK.plusDays(1), question))
                    .isEqualTo(new Outcome.AlreadyBooked(appointment.id()));
            bookings.cancel(appointment.id(), dario, "");
            assertThat(book(firm, TUESDAY_WEEK.plusDays(1), question)).isInstanceOf(Outcome.Booked.class);
        }

        /// Nothing leaks: in the same words, whether it exists or not.
        @Test
        void onThePositionOfAnotherAsOnOneThatDoesNotExist() {
            var another = practice.dario();
            var theirs = practice.firm(another);
            var question = practice.lit(another, theirs);
            var nowhere = new Position(
                    new PositionId(UUID.randomUUID()), firm.cassetto(), firm.code(), "", "", firm.office());
            var refused = new Outcome.NotAllowed("intermediaries.refused.position_unknown", Map.of());
            assertThat(book(theirs, TUESDAY_WEEK, question)).isEqualTo(refused);
            assertThat(book(nowhere, TUESDAY_WEEK, question)).isEqualTo(refused);
        }

        @Test
        void onTheQuestionOfAnotherAsOnOneThatDoesNotExist() {
            var another = practice.dario();
            practice.mandate(firm, another.studio());
            var theirs = practice.lit(another, firm);
            var ownElsewhere = practice.lit(dario, practice.firm(dario));
            var nowhere = new HashMap<>(practice.matter(firm, theirs).answers());
            nowhere.put("questions", UUID.randomUUID().toString());
            var refused = new Outcome.NotAllowed("intermediaries.refused.question_unknown", Map.of());
            assertThat(book(firm, TUESDAY_WEEK, theirs)).isEqualTo(refused);
            assertThat(book(firm, TUESDAY_WEEK, ownElsewhere)).isEqualTo(refused);
            assertThat(practice.book(dario, firm, TUESDAY_WEEK, new Matter(nowhere)))
                    .isEqualTo(refused);
        }

        @Test
        void atThePointOfAnotherCassetto() {
            var trader = practice.position(Cassetto.CRAFTSMEN_TRADERS, firm.office());
            practice.mandate(trader, dario.studio());
            var question = practice.lit(dario, trader);
            var disguised = new Position(
                    trader.id(), Cassetto.COMPANIES, trader.code(), trader.name(), trader.taxCode(), trader.office());
            assertThat(book(disguised, TUESDAY_WEEK, question))
                    .isEqualTo(new Outcome.NotAllowed("intermediaries.refused.position_unknown", Map.of()));
        }

        @Test
        void toWhoIsNotEnabledOrNoIntermediary() {
            var question = practice.lit(dario, firm);
            var studio = practice.studios.find(dario.studio()).orElseThrow();
            var trader = practice.member(studio, Cassetto.CRAFTSMEN_TRADERS);
            var matter = practice.matter(firm, question);
            assertThat(practice.book(trader, firm, TUESDAY_WEEK, matter))
                    .isEqualTo(new Outcome.NotAllowed("intermediaries.refused.not_enabled", Map.of()));
            var citizen = new Actor.Citizen(dario.person(), Assurance.SUBSTANTIAL, null);
            assertThat(practice.book(citizen, firm, TUESDAY_WEEK, matter))
                    .isEqualTo(new Outcome.NotAllowed("intermediaries.refused.not_intermediary", Map.of()));
            assertThat(bookings.mayBook(citizen, "consultancy-companies")).isInstanceOf(Bookings.Eligible.No.class);
            assertThat(bookings.mayBook(trader, "consultancy-companies")).isInstanceOf(Bookings.Eligible.No.class);
            assertThat(bookings.mayBook(dario, "consultancy-companies")).isInstanceOf(Bookings.Eligible.Yes.class);
        }

        @Test
        void withoutTelephoneAndNote() {
            var question = practice.lit(dario, firm);
            var answers = new HashMap<>(practice.matter(firm, question).answers());
            answers.remove("contact.mobile");
            answers.put("note", "  ");
            answers.put("contact.email", "dario");
            assertThat(practice.book(dario, firm, TUESDAY_WEEK, new Matter(answers)))
                    .isInstanceOfSatisfying(
                            Outcome.Incomplete.class,
                            incomplete -> assertThat(incomplete.wrong())
                                    .containsOnlyKeys("contact.mobile", "note", "contact.email"));
            answers.put("questions", "");
            assertThat(practice.book(dario, firm, TUESDAY_WEEK, new Matter(answers)))
                    .isInstanceOfSatisfying(
                            Outcome.Incomplete.class,
                            incomplete -> assertThat(incomplete.wrong()).containsOnlyKeys("questions"));
        }

        @Test
        void afterAPositiveAnswerOrWhenItIsOver() {
            var carla = practice.carla(firm.office(), "credit-assessment");
            var question = practice.asked(dario, firm);
            questions.answer(question.id(), carla, "Sì.", true, IdempotencyKey.next());
            assertThat(book(firm, TUESDAY_WEEK, question))
                    .isEqualTo(new Outcome.NotAllowed(
                            "intermediaries.refused.answered", Map.of("protocol", question.protocol())));
            questions.close(question.id(), carla, "Chiuso.", IdempotencyKey.next());
            assertThat(book(firm, TUESDAY_WEEK, question))
                    .isEqualTo(new Outcome.NotAllowed(
                            "intermediaries.refused.over", Map.of("protocol", question.protocol())));
        }

        @Test
        void onADayAfterTheMandatesLast() {
            var position = practice.position(Cassetto.COMPANIES, firm.office());
            practice.mandate(position, dario.studio(), MONDAY, TUESDAY_WEEK);
            var question = practice.lit(dario, position);
            assertThat(book(position, TUESDAY_WEEK.plusDays(1), question))
                    .isEqualTo(new Outcome.NotAllowed("intermediaries.refused.mandate_ends", Map.of()));
            var appointment = practice.booked(dario, position, TUESDAY_WEEK, question);
            assertThat(bookings.move(
                            appointment.id(),
                            dario,
                            Practice.moment(TUESDAY_WEEK.plusDays(1), "09:20"),
                            IdempotencyKey.next()))
                    .isEqualTo(new Bookings.Move.NotAllowed("intermediaries.refused.mandate_ends", Map.of()));
        }

        @Test
        void onceTheMandateIsOverEvenWithASlotInHand() {
            var question = practice.lit(dario, firm);
            var mandate = practice.cassetti
                    .mandates(firm.id(), practice.carla(firm.office(), "credit-assessment"))
                    .getFirst();
            practice.cassetti.end(mandate.id(), EndReason.RENOUNCED, dario);
            assertThat(book(firm, TUESDAY_WEEK, question))
                    .isEqualTo(new Outcome.NotAllowed("intermediaries.refused.position_unknown", Map.of()));
        }
    }

    @Test
    void isMovedThoughItIsLitAlready() {
        var appointment = practice.booked(dario, firm, TUESDAY_WEEK, practice.lit(dario, firm));
        var to = Practice.moment(TUESDAY_WEEK.plusDays(1), "10:00");
        assertThat(bookings.move(appointment.id(), dario, to, IdempotencyKey.next()))
                .isInstanceOf(Bookings.Move.Moved.class);
    }

    @Test
    void otherMembersOfTheStudioHandleItIfEnabled() {
        var appointment = practice.booked(dario, firm, TUESDAY_WEEK, practice.lit(dario, firm));
        var studio = practice.studios.find(dario.studio()).orElseThrow();
        assertThat(bookings.own(appointment.id(), practice.member(studio, Cassetto.COMPANIES)))
                .isPresent();
        assertThat(bookings.own(appointment.id(), practice.member(studio, Cassetto.DOMESTIC_WORK)))
                .isEmpty();
        assertThat(bookings.own(appointment.id(), practice.dario())).isEmpty();
        assertThat(bookings.isParty(
                        appointment.id(),
                        practice.member(studio, Cassetto.COMPANIES).person()))
                .isTrue();
    }

    /// Rule C4: the first free point may be another office's; its unit finds what it will talk about.
    @Test
    void litAtAnotherOfficesPointTheQuestionIsFoundThereToo() {
        var question = practice.lit(dario, firm);
        practice.asked(dario, firm);
        var there = practice.office().id();
        var counter = practice.offices.openCounter(there, "consultancy-companies", 1);
        var elena = practice.carla(there, "credit-assessment");
        var registry = practice.carla(there, "registry-flows");
        assertThat(found(elena, "")).isEmpty();
        var held = practice.agenda.hold(
                "consultancy-companies",
                Practice.moment(TUESDAY_WEEK, "09:20"),
                dario.person(),
                counter.id(),
                practice.clock.instant());
        assertThat(bookings.confirm(
                        dario,
                        "consultancy-companies",
                        ((Agenda.Holding.Held) held).hold().id(),
                        practice.matter(firm, question),
                        IdempotencyKey.next()))
                .isInstanceOf(Outcome.Booked.class);
        assertThat(found(elena, "")).containsExactly(question.id());
        assertThat(found(elena, "contributi")).containsExactly(question.id());
        assertThat(found(elena, question.protocol())).containsExactly(question.id());
        assertThat(found(registry, "")).isEmpty();
        assertThat(found(practice.carla(firm.office(), "credit-assessment"), "contributi"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    private List<QuestionId> found(Actor.Official by, String text) {
        return questions.search(by, QuestionSearch.of(text), null).lines().stream()
                .map(QuestionPage.Line::id)
                .toList();
    }

    /// Rule C6: what the case's end means for the question.
    @Nested
    class WhenItsCaseEnds {
        Actor.Official carla;
        Question question;
        Appointment appointment;

        @BeforeEach
        void booked() {
            carla = practice.carla(firm.office(), "credit-assessment");
            question = practice.lit(dario, firm);
            appointment = practice.booked(dario, firm, TUESDAY_WEEK, question);
        }

        @Test
        void settledInWritingTheAnswerClosesIt() {
            var id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
            assertThat(consultancies.settleInWriting(id, "Il mese di marzo ora risulta.", carla, IdempotencyKey.next()))
                    .isInstanceOf(Consultancies.Verdict.Done.class);
            assertThat(last().text()).isEqualTo("Il mese di marzo ora risulta.");
            assertThat(last().kind()).isEqualTo(Kind.CLOSES);
            assertThat(last().author()).isEqualTo("Carla");
            assertThat(state()).isEqualTo(State.CLOSED);
        }

        @Test
        void declinedTheReasonStandsInTheThread() {
            var id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
            assertThat(consultancies.decline(id, "Serve prima la delega del cliente.", carla, IdempotencyKey.next()))
                    .isInstanceOf(Consultancies.Verdict.Done.class);
            assertThat(last().text()).isEqualTo("Serve prima la delega del cliente.");
            assertThat(last().kind()).isEqualTo(Kind.NOTE);
            assertThat(state()).isEqualTo(State.ANSWERED);
        }

        @Test
        void heldAndSolvedTheSummaryClosesIt() {
            hold(true);
            assertThat(last().text()).isEqualTo("Abbinato il versamento di marzo.");
            assertThat(state()).isEqualTo(State.CLOSED);
        }

        @Test
        void heldAndNotSolvedItStaysOpenAndLit() {
            hold(false);
            assertThat(state()).isEqualTo(State.ANSWERED);
            assertThat(questions.lighting(question.id(), dario)).isInstanceOf(Lighting.Lit.class);
        }

        private void hold(boolean solved) {
            var id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
            done(consultancies.accept(id, "", carla));
            done(consultancies.agreeVenue(id, sportello.offices.Venue.PHONE, "Linea debole.", carla));
            practice.at(TUESDAY_WEEK, "09:20");
            done(consultancies.start(id, carla));
            done(consultancies.finish(
                    id,
                    new Ending(Ending.How.HELD, "", "Abbinato il versamento di marzo.", solved),
                    carla,
                    IdempotencyKey.next()));
        }

        private static void done(Consultancies.Verdict verdict) {
            assertThat(verdict).isInstanceOf(Consultancies.Verdict.Done.class);
        }

        private Question.Message last() {
            return questions.find(question.id(), dario).orElseThrow().thread().getLast();
        }

        private State state() {
            return questions.find(question.id(), dario).orElseThrow().state();
        }
    }

    /// An appointment on nothing is no appointment.
    @Nested
    class WhenItsQuestionIsOver {
        Actor.Official carla;
        Question question;
        Appointment appointment;

        @BeforeEach
        void booked() {
            carla = practice.carla(firm.office(), "credit-assessment");
            question = practice.lit(dario, firm);
            appointment = practice.booked(dario, firm, TUESDAY_WEEK, question);
        }

        @Test
        void withdrawnItIsGivenUpByTheStudioAndItsHourFree() {
            assertThat(questions.withdraw(question.id(), dario)).isInstanceOf(Questions.Done.class);
            assertThat(status()).isEqualTo(Appointment.Status.GIVEN_UP);
            assertThat(caseStatus()).isEqualTo(CaseFile.Status.CALLED_OFF);
            assertThat(told()).contains("given-up.booker");
            hourIsFree();
        }

        @Test
        void closedItIsSettledInWritingWithTheSameWords() {
            assertThat(questions.close(question.id(), carla, "Il mese ora risulta.", IdempotencyKey.next()))
                    .isInstanceOf(Questions.Done.class);
            assertThat(status()).isEqualTo(Appointment.Status.SETTLED);
            assertThat(caseStatus()).isEqualTo(CaseFile.Status.SETTLED_IN_WRITING);
            assertThat(consultancies
                            .ofAppointment(appointment.id(), dario)
                            .orElseThrow()
                            .messages()
                            .getLast()
                            .text())
                    .isEqualTo("Il mese ora risulta.");
            assertThat(told()).contains("settled-in-writing.booker");
            hourIsFree();
        }

        @Test
        void rejectedItIsDeclinedWithTheReason() {
            questions.askBack(question.id(), carla, "Quale mese?", IdempotencyKey.next());
            assertThat(questions.reject(question.id(), carla, "Non è di questa sede.", IdempotencyKey.next()))
                    .isInstanceOf(Questions.Done.class);
            assertThat(status()).isEqualTo(Appointment.Status.DECLINED);
            assertThat(caseStatus()).isEqualTo(CaseFile.Status.DECLINED);
            assertThat(told()).contains("declined.booker");
            hourIsFree();
        }

        /// By whichever official of the unit: who has the case is not asked.
        @Test
        void whoeverHasTheCase() {
            var colleague = practice.carla(firm.office(), "credit-assessment");
            var id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
            consultancies.take(id, colleague);
            questions.close(question.id(), carla, "Chiuso.", IdempotencyKey.next());
            assertThat(status()).isEqualTo(Appointment.Status.SETTLED);
        }

        @Test
        void whileAnotherOfItsQuestionsIsOpenItStays() {
            var one = practice.lit(dario, firm);
            var other = practice.lit(dario, firm);
            appointment = practice.booked(dario, firm, TUESDAY_WEEK.plusDays(1), one, other);
            questions.close(one.id(), carla, "Chiuso.", IdempotencyKey.next());
            assertThat(status()).isEqualTo(Appointment.Status.BOOKED);
            questions.withdraw(other.id(), dario);
            assertThat(status()).isEqualTo(Appointment.Status.GIVEN_UP);
        }

        @Test
        void onceItHasBegunItStays() {
            var id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
            consultancies.accept(id, "", carla);
            consultancies.agreeVenue(id, sportello.offices.Venue.PHONE, "Linea debole.", carla);
            practice.at(TUESDAY_WEEK, "09:20");
            consultancies.start(id, carla);
            questions.close(question.id(), carla, "Chiuso.", IdempotencyKey.next());
            assertThat(status()).isEqualTo(Appointment.Status.BOOKED);
            assertThat(caseStatus()).isEqualTo(CaseFile.Status.OPEN);
        }

        private Appointment.Status status() {
            return bookings.find(appointment.id()).orElseThrow().status();
        }

        private CaseFile.Status caseStatus() {
            return consultancies
                    .ofAppointment(appointment.id(), Practice.BODY)
                    .orElseThrow()
                    .status();
        }

        private List<String> told() {
            return jdbc.sql("select template from notification.notice where appointment_id = :appointment")
                    .param("appointment", appointment.id().value())
                    .query((row, n) -> row.getString("template"))
                    .list();
        }

        /// At one desk nobody else could have it otherwise.
        private void hourIsFree() {
            assertThat(jdbc.sql("select count(*) from agenda.held_slot where id = :hold")
                            .param("hold", appointment.hold())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private Outcome book(Position position, LocalDate day, Question question) {
        return practice.book(dario, position, day, practice.matter(position, question));
    }
}

package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sportello.casework.Consultations.NINE_FORTY;
import static sportello.casework.Consultations.NINE_TWENTY;
import static sportello.casework.Consultations.SERVICE;
import static sportello.casework.Consultations.done;
import static sportello.casework.Consultations.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.audit.AuditReading;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.Cases.Sent;
import sportello.casework.Consultancies.Verdict;
import sportello.casework.Consultancy.Message;
import sportello.casework.Consultancy.Request.State;
import sportello.casework.Consultations.Stage;
import sportello.casework.QueueFilter.View;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Right;
import sportello.meeting.Room;
import sportello.meeting.RoomPlan;
import sportello.meeting.Rooms;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

@SportelloTest
@RecordApplicationEvents
class ConsultanciesTest {

    static final LocalDate TODAY = LocalDate.of(2027, 3, 1);

    @Autowired
    Consultations stages;

    @Autowired
    Consultancies consultancies;

    @Autowired
    Cases cases;

    @Autowired
    Rooms rooms;

    @Autowired
    Bookings bookings;

    @Autowired
    AuditReading audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEvents events;

    @Test
    void opensWithTheBookingToBeEvaluated() {
        var stage = stages.booked();
        var file = stages.file(stage);
        assertThat(file.triage()).isEqualTo(Triage.TO_EVALUATE);
        assertThat(file.party()).isEqualTo(stage.dario().studio());
        assertThat(file.unit()).isEqualTo("credit-assessment");
        assertThat(file.bookedByName()).isEqualTo("Dario Prova");
        assertThat(file.inCharge()).isNull();
        var room = rooms.about(stage.id().value()).orElseThrow();
        assertThat(room.plan().recorded()).isFalse();
        assertThat(rooms.entries(room.id()))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.person()).isEqualTo(stage.dario().person()));
    }

    @Test
    void followsAMoveAndIsCalledOffWithItsAppointment() {
        var stage = stages.agreed();
        assertThat(bookings.move(stage.appointment().id(), stage.dario(), NINE_FORTY, IdempotencyKey.next()))
                .isInstanceOf(Bookings.Move.Moved.class);
        assertThat(stages.file(stage).startsAt()).isEqualTo(NINE_FORTY);
        assertThat(stages.file(stage).venue()).isEqualTo(Venue.PHONE);
        assertThat(bookings.cancel(stage.appointment().id(), stage.dario(), ""))
                .isInstanceOf(Bookings.Cancellation.Done.class);
        assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.CALLED_OFF);
        refused(consultancies.accept(stage.id(), "", stage.carla()), "settled");
    }

    @Nested
    class InCharge {
        @Test
        void isWhoTakesIt() {
            var stage = stages.booked();
            assertThat(done(consultancies.take(stage.id(), stage.carla())).inCharge())
                    .isEqualTo(stage.carla().staff());
            done(consultancies.take(stage.id(), stage.carla()));
            assertThat(stages.file(stage).charges()).hasSize(1);
        }

        @Test
        void isWhoActsOnWhatNobodyHas() {
            var stage = stages.booked();
            assertThat(done(consultancies.accept(stage.id(), "Va bene", stage.carla()))
                            .inCharge())
                    .isEqualTo(stage.carla().staff());
        }

        @Test
        void isNotWhoWasRefused() {
            var stage = stages.booked();
            refused(consultancies.decline(stage.id(), " ", stage.carla(), IdempotencyKey.next()), "say_why");
            assertThat(stages.file(stage).inCharge()).isNull();
        }

        @Test
        void keepsTheOthersFromActingAndSaysWho() {
            var stage = stages.booked();
            done(consultancies.take(stage.id(), stage.carla()));
            var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS);
            for (var verdict : List.of(
                    consultancies.take(stage.id(), elena),
                    consultancies.accept(stage.id(), "", elena),
                    consultancies.leave(stage.id(), elena),
                    consultancies.pass(stage.id(), elena.staff(), "", elena)))
                assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, no -> {
                    assertThat(no.why()).isEqualTo("case.refused.in_charge_of_other");
                    assertThat(no.facts()).containsEntry("who", "Carla");
                });
        }

        @Test
        void isPassedToAColleagueOfTheUnitWithANote() {
            var stage = stages.booked();
            var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS);
            var otherUnit =
                    stages.official("Elena", stages.unit(stage.counter(), "registry-flows"), Right.HOLD_MEETINGS);
            var withoutRight = stages.official("Giulia", stage.unit(), Right.FRONT_DESK);
            var member =
                    stages.official(stages.member("Fabio", stage.dario().studio()), stage.unit(), Right.HOLD_MEETINGS);
            done(consultancies.take(stage.id(), stage.carla()));
            assertThat(consultancies.colleagues(stage.id(), stage.carla()))
                    .extracting(colleague -> colleague.id())
                    .containsExactly(elena.staff());
            for (var other : List.of(otherUnit, withoutRight, member))
                refused(consultancies.pass(stage.id(), other.staff(), "", stage.carla()), "no_such_colleague");
            var passed = done(consultancies.pass(stage.id(), elena.staff(), "Conosce la ditta", stage.carla()));
            assertThat(passed.inCharge()).isEqualTo(elena.staff());
            assertThat(passed.charges().getLast().note()).isEqualTo("Conosce la ditta");
        }

        @Test
        void isPassedOnByTheManagerWhenTheColleagueIsAway() {
            var stage = stages.booked();
            var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS, Right.MANAGE_OFFICE);
            done(consultancies.take(stage.id(), stage.carla()));
            assertThat(done(consultancies.pass(stage.id(), elena.staff(), "", elena))
                            .inCharge())
                    .isEqualTo(elena.staff());
        }

        @Test
        void isNobodyOnceLeft() {
            var stage = stages.booked();
            done(consultancies.take(stage.id(), stage.carla()));
            assertThat(done(consultancies.leave(stage.id(), stage.carla())).inCharge())
                    .isNull();
        }

        @Test
        void isOneOfTwoWhoTakeItAtOnce() throws Exception {
            for (int round = 0; round < 5; round++) {
                var stage = stages.booked();
                var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS);
                var verdicts = together(
                        () -> consultancies.take(stage.id(), stage.carla()),
                        () -> consultancies.take(stage.id(), elena));
                assertThat(verdicts).filteredOn(Verdict.Done.class::isInstance).hasSize(1);
                assertThat(verdicts)
                        .filteredOn(Verdict.Refused.class::isInstance)
                        .hasSize(1);
                assertThat(stages.file(stage).charges()).hasSize(1);
            }
        }

        private List<Verdict> together(Callable<Verdict> one, Callable<Verdict> other) throws Exception {
            var barrier = new CyclicBarrier(2);
            try (var pool = Executors.newFixedThreadPool(2)) {
                var answers = new ArrayList<Verdict>();
                for (var each : List.of(one, other).stream()
                        .map(call -> pool.submit(() -> {
                            barrier.await();
                            return call.call();
                        }))
                        .toList()) answers.add(each.get());
                return answers;
            }
        }
    }

    @Nested
    class Evaluated {
        @Test
        void acceptedTellsTheOtherSide() {
            var stage = stages.booked();
            done(consultancies.accept(stage.id(), "Abbiamo visto la pratica", stage.carla()));
            assertThat(events.stream(ConsultancyAccepted.class))
                    .containsExactly(new ConsultancyAccepted(
                            stage.id(), stage.appointment().id(), SERVICE));
            assertThat(consultancies
                            .find(stage.id(), stage.dario())
                            .orElseThrow()
                            .messages())
                    .extracting(Message::text)
                    .containsExactly("Abbiamo visto la pratica");
            refused(consultancies.accept(stage.id(), "", stage.carla()), "already_accepted");
        }

        @Test
        void papersAskedWaitUntilTheyCome() throws IOException {
            var stage = stages.booked();
            var file = done(consultancies.askPapers(
                    stage.id(),
                    List.of("Libro unico", " ", "Delega"),
                    TODAY,
                    "Ci servono",
                    stage.carla(),
                    IdempotencyKey.next()));
            assertThat(file.triage()).isEqualTo(Triage.PAPERS_ASKED);
            assertThat(file.requests()).extracting(Consultancy.Request::what).containsExactly("Libro unico", "Delega");
            assertThat(events.stream(PapersAsked.class).map(PapersAsked::until)).containsExactly(TODAY);
            assertThat(count(stage, View.WAITING_PAPERS)).isEqualTo(1);
            assertThat(count(stage, View.UNPREPARED)).isZero();
            for (var request : file.requests())
                assertThat(consultancies.sendPaper(stage.id(), request.id(), Meetings.picture(), stage.dario()))
                        .isInstanceOf(Sent.Received.class);
            assertThat(count(stage, View.WAITING_PAPERS)).isZero();
            assertThat(count(stage, View.UNPREPARED)).isEqualTo(1);
            assertThat(done(consultancies.accept(stage.id(), "", stage.carla())).triage())
                    .isEqualTo(Triage.ACCEPTED);
        }

        @Test
        void papersAskedForTwiceInOneClickAreAskedForOnce() {
            var stage = stages.booked();
            var key = IdempotencyKey.next();
            for (int click = 0; click < 2; click++)
                assertThat(done(consultancies.askPapers(stage.id(), List.of("Delega"), TODAY, "", stage.carla(), key))
                                .requests())
                        .hasSize(1);
            assertThat(events.stream(PapersAsked.class)).hasSize(1);
        }

        @Test
        void papersAreNamedAndAskedByADayToCome() {
            var stage = stages.booked();
            refused(
                    consultancies.askPapers(stage.id(), List.of(" "), TODAY, "", stage.carla(), IdempotencyKey.next()),
                    "no_papers_named");
            refused(
                    consultancies.askPapers(
                            stage.id(),
                            List.of("Delega"),
                            TODAY.minusDays(1),
                            "",
                            stage.carla(),
                            IdempotencyKey.next()),
                    "until_past");
            done(consultancies.askPapers(
                    stage.id(), List.of("Delega"), TODAY, "", stage.carla(), IdempotencyKey.next()));
        }

        @Test
        void declinedSaysWhyAndEnds() {
            var stage = stages.booked();
            refused(consultancies.decline(stage.id(), "", stage.carla(), IdempotencyKey.next()), "say_why");
            var file = done(
                    consultancies.decline(stage.id(), "Non è di questa sede", stage.carla(), IdempotencyKey.next()));
            assertThat(file.status()).isEqualTo(CaseFile.Status.DECLINED);
            assertThat(file.answer()).hasValue("Non è di questa sede");
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.DECLINED);
            assertThat(events.stream(CaseDeclined.class)).hasSize(1);
            assertThat(ended(stage)).isEmpty();
        }

        @Test
        void isNotEvaluatedAnyMoreOnceBegun() {
            var stage = stages.begun();
            refused(consultancies.accept(stage.id(), "", stage.carla()), "already_begun");
            refused(
                    consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), IdempotencyKey.next()),
                    "already_begun");
            refused(consultancies.undo(stage.id(), stage.carla()), "acted_upon");
        }
    }

    @Nested
    class Undone {
        @Test
        void anAcceptanceIsTakenBack() {
            var stage = stages.booked();
            assertThat(done(consultancies.accept(stage.id(), "Sì", stage.carla()))
                            .undoable())
                    .isTrue();
            var file = done(consultancies.undo(stage.id(), stage.carla()));
            assertThat(file.triage()).isEqualTo(Triage.TO_EVALUATE);
            assertThat(file.undoable()).isFalse();
            assertThat(file.messages()).extracting(Message::undone).containsExactly(true);
            assertThat(consultancies
                            .find(stage.id(), stage.dario())
                            .orElseThrow()
                            .messages())
                    .isEmpty();
            assertThat(events.stream(TriageUndone.class)).hasSize(1);
            refused(consultancies.undo(stage.id(), stage.carla()), "nothing_to_undo");
        }

        @Test
        void anAskingWithdrawsItsPapers() throws IOException {
            var stage = stages.booked();
            done(consultancies.accept(stage.id(), "", stage.carla()));
            var asked = done(consultancies.askPapers(
                    stage.id(), List.of("Delega"), TODAY, "", stage.carla(), IdempotencyKey.next()));
            var file = done(consultancies.undo(stage.id(), stage.carla()));
            assertThat(file.triage()).isEqualTo(Triage.ACCEPTED);
            assertThat(file.requests()).extracting(Consultancy.Request::state).containsExactly(State.WITHDRAWN);
            assertThat(count(stage, View.WAITING_PAPERS)).isZero();
            assertThat(consultancies.sendPaper(
                            stage.id(), asked.requests().getFirst().id(), Meetings.picture(), stage.dario()))
                    .isEqualTo(new Sent.Refused("case.refused.paper_withdrawn"));
        }

        @Test
        void notOnceAContactWasLogged() {
            var stage = stages.booked();
            done(consultancies.accept(stage.id(), "", stage.carla()));
            done(consultancies.logContact(stage.id(), call(), stage.carla(), IdempotencyKey.next()));
            refused(consultancies.undo(stage.id(), stage.carla()), "acted_upon");
        }

        @Test
        void notOnceAPaperCame() throws IOException {
            var stage = stages.booked();
            var asked = done(consultancies.askPapers(
                    stage.id(), List.of("Delega"), TODAY, "", stage.carla(), IdempotencyKey.next()));
            consultancies.sendPaper(stage.id(), asked.requests().getFirst().id(), Meetings.picture(), stage.dario());
            refused(consultancies.undo(stage.id(), stage.carla()), "acted_upon");
        }

        @Test
        void notOnceTheVenueWasAgreed() {
            var stage = stages.agreed();
            refused(consultancies.undo(stage.id(), stage.carla()), "acted_upon");
        }
    }

    @Nested
    class SettledInWriting {
        @Test
        void endsItAndFreesTheSlotForSomebodyElse() {
            var stage = stages.booked();
            var other = stages.member("Dario", UUID.randomUUID());
            assertThat(hold(stage, other)).isInstanceOf(Agenda.Holding.Taken.class);
            var file = done(consultancies.settleInWriting(
                    stage.id(), "La posizione è regolare", stage.carla(), IdempotencyKey.next()));
            assertThat(file.status()).isEqualTo(CaseFile.Status.SETTLED_IN_WRITING);
            assertThat(file.answer()).hasValue("La posizione è regolare");
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.SETTLED);
            assertThat(rooms.find(file.room()).orElseThrow().status()).isEqualTo(Room.Status.CALLED_OFF);
            assertThat(events.stream(CaseSettledInWriting.class)).hasSize(1);
            assertThat(stages.book(other, stage.counter(), NINE_TWENTY).startsAt())
                    .isEqualTo(NINE_TWENTY);
        }

        private Agenda.Holding hold(Stage stage, Actor.Intermediary other) {
            return stages.agenda.hold(
                    SERVICE, NINE_TWENTY, other.person(), stage.counter().id(), stages.clock.instant());
        }

        @Test
        void twiceWithTheSameKeyHappensOnce() {
            var stage = stages.booked();
            var key = IdempotencyKey.next();
            var first = done(consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), key));
            var again = done(consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), key));
            assertThat(again).isEqualTo(first);
            assertThat(events.stream(CaseSettledInWriting.class)).hasSize(1);
            refused(consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), IdempotencyKey.next()), "settled");
        }

        @Test
        void isWhollyUndoneWhenTheMachineStopsInTheMiddleAndDoneWhenAskedAgain() {
            var stage = stages.booked();
            var key = IdempotencyKey.next();
            stages.mishap = true;
            assertThatThrownBy(() -> consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), key))
                    .hasMessage("The power went");
            var file = stages.file(stage);
            assertThat(file.status()).isEqualTo(CaseFile.Status.PREPARED);
            assertThat(file.inCharge()).isNull();
            assertThat(file.messages()).isEmpty();
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.BOOKED);
            assertThat(hold(stage, stages.member("Dario", UUID.randomUUID()))).isInstanceOf(Agenda.Holding.Taken.class);
            assertThat(done(consultancies.settleInWriting(stage.id(), "Ecco", stage.carla(), key))
                            .status())
                    .isEqualTo(CaseFile.Status.SETTLED_IN_WRITING);
        }

        @Test
        void needsAnAnswer() {
            var stage = stages.booked();
            refused(
                    consultancies.settleInWriting(stage.id(), " ", stage.carla(), IdempotencyKey.next()),
                    "nothing_written");
        }
    }

    /// Rule C7.
    @Nested
    class ContactAndVenue {
        @Test
        void everyAttemptIsKeptForTheOfficeOnly() {
            var stage = stages.booked();
            done(consultancies.logContact(stage.id(), call(), stage.carla(), IdempotencyKey.next()));
            var second = new Contact(
                    stages.clock.instant(), "+39 347 7654321", Contact.Outcome.REACHED, "Va bene alle 9:20");
            assertThat(done(consultancies.logContact(stage.id(), second, stage.carla(), IdempotencyKey.next()))
                            .contacts())
                    .extracting(contacted -> contacted.attempt().outcome())
                    .containsExactly(Contact.Outcome.NO_ANSWER, Contact.Outcome.REACHED);
            assertThat(consultancies
                            .find(stage.id(), stage.dario())
                            .orElseThrow()
                            .contacts())
                    .isEmpty();
        }

        @Test
        void anAttemptSentTwiceInOneClickIsLoggedOnce() {
            var stage = stages.booked();
            var key = IdempotencyKey.next();
            for (int click = 0; click < 2; click++)
                assertThat(done(consultancies.logContact(stage.id(), call(), stage.carla(), key))
                                .contacts())
                        .hasSize(1);
        }

        @Test
        void anAttemptHasANumberAndIsPast() {
            var stage = stages.booked();
            var now = stages.clock.instant();
            refused(
                    consultancies.logContact(
                            stage.id(),
                            new Contact(now, " ", Contact.Outcome.REACHED, ""),
                            stage.carla(),
                            IdempotencyKey.next()),
                    "no_number");
            refused(
                    consultancies.logContact(
                            stage.id(),
                            new Contact(now.plus(Duration.ofHours(1)), "051", Contact.Outcome.REACHED, ""),
                            stage.carla(),
                            IdempotencyKey.next()),
                    "contact_to_come");
        }

        @Test
        void isEvaluatedFirst() {
            var stage = stages.booked();
            refused(consultancies.agreeVenue(stage.id(), Venue.TEAMS, "", stage.carla()), "not_evaluated");
        }

        @Test
        void byPhoneOnlyWithAReason() {
            var stage = stages.booked();
            done(consultancies.accept(stage.id(), "", stage.carla()));
            refused(consultancies.agreeVenue(stage.id(), Venue.PHONE, " ", stage.carla()), "phone_says_why");
            done(consultancies.agreeVenue(stage.id(), Venue.PHONE, "Senza rete", stage.carla()));
        }

        @Test
        void aLaterChangeKeepsTheHistory() {
            var stage = stages.agreed(Venue.TEAMS);
            done(consultancies.agreeVenue(stage.id(), Venue.TEAMS, "", stage.carla()));
            var file = done(consultancies.agreeVenue(stage.id(), Venue.PHONE, "Linea caduta", stage.carla()));
            assertThat(file.venue()).isEqualTo(Venue.PHONE);
            assertThat(file.venueHistory())
                    .extracting(Consultancy.Agreed::venue)
                    .containsExactly(Venue.TEAMS, Venue.PHONE);
            assertThat(events.stream(VenueAgreed.class).map(agreed -> agreed.before() + ">" + agreed.venue()))
                    .containsExactly("null>TEAMS", "TEAMS>PHONE");
        }
    }

    @Nested
    class Talked {
        @Test
        void beginsOnItsDayWhereItWasAgreed() {
            var stage = stages.booked();
            done(consultancies.accept(stage.id(), "", stage.carla()));
            stages.clock.moveTo(NINE_TWENTY);
            refused(consultancies.start(stage.id(), stage.carla()), "no_venue");
            done(consultancies.agreeVenue(stage.id(), Venue.TEAMS, "", stage.carla()));
            stages.clock.moveTo(Consultations.THE_DAY_BEFORE);
            refused(consultancies.start(stage.id(), stage.carla()), "not_today");
            stages.clock.moveTo(NINE_TWENTY);
            var file = done(consultancies.start(stage.id(), stage.carla()));
            assertThat(file.status()).isEqualTo(CaseFile.Status.OPEN);
            assertThat(file.startedAt()).isNotNull();
            assertThat(done(consultancies.start(stage.id(), stage.carla())).startedAt())
                    .isEqualTo(file.startedAt());
        }

        @Test
        void endsWithANoteForTheFileAndASummaryForTheOtherSide() {
            var stage = stages.begun();
            refused(
                    consultancies.finish(
                            stage.id(),
                            new Ending(Ending.How.HELD, "", "", false),
                            stage.carla(),
                            IdempotencyKey.next()),
                    "no_summary");
            var file = done(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()));
            assertThat(file.status()).isEqualTo(CaseFile.Status.CONCLUDED);
            assertThat(written(file).ending()).isEqualTo(held());
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.HELD);
            var dario = consultancies.find(stage.id(), stage.dario()).orElseThrow();
            assertThat(written(dario).ending().summary()).isEqualTo("Rateazione possibile");
            assertThat(written(dario).ending().note()).isEmpty();
            assertThat(dario.charges()).isEmpty();
            assertThat(ended(stage))
                    .containsExactly(
                            new ConsultancyEnded(stage.id(), stage.appointment().id(), SERVICE, "held", true));
        }

        @Test
        void finishedTwiceWithTheSameKeyHappensOnce() {
            var stage = stages.begun();
            var key = IdempotencyKey.next();
            var first = done(consultancies.finish(stage.id(), held(), stage.carla(), key));
            assertThat(done(consultancies.finish(stage.id(), held(), stage.carla(), key)))
                    .isEqualTo(first);
            assertThat(ended(stage)).hasSize(1);
            refused(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()), "settled");
        }

        @Test
        void isHeldOnlyOnceBegun() {
            var stage = stages.agreed();
            stages.clock.moveTo(NINE_TWENTY);
            refused(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()), "not_begun");
        }

        @Test
        void isMissedFromItsHourOn() {
            var stage = stages.agreed();
            var missed = new Ending(Ending.How.MISSED_BY_PARTY, "Tre chiamate", "", false);
            stages.clock.moveTo(NINE_TWENTY.minusSeconds(60));
            refused(consultancies.finish(stage.id(), missed, stage.carla(), IdempotencyKey.next()), "too_early");
            stages.clock.moveTo(NINE_TWENTY);
            var file = done(consultancies.finish(stage.id(), missed, stage.carla(), IdempotencyKey.next()));
            assertThat(file.status()).isEqualTo(CaseFile.Status.MISSED);
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.LAPSED);
            assertThat(ended(stage).map(ConsultancyEnded::outcome)).containsExactly("missed-by-party");
        }

        @Test
        void isMissedByTheOffice() {
            var stage = stages.agreed();
            stages.clock.moveTo(NINE_TWENTY);
            done(consultancies.finish(
                    stage.id(),
                    new Ending(Ending.How.MISSED_BY_OFFICE, "", "Ci scusiamo", false),
                    stage.carla(),
                    IdempotencyKey.next()));
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.NOT_CONCLUDED);
        }

        @Test
        void goesOnAnotherDayAgreedOnTheSpotWithoutASecondEvaluation() {
            var stage = stages.begun();
            var key = IdempotencyKey.next();
            var thursday = NINE_TWENTY.plus(Duration.ofDays(2));
            var agreed =
                    consultancies.second(stage.id(), thursday, "Manca il DURC", "Ci risentiamo", stage.carla(), key);
            assertThat(agreed).isInstanceOf(Cases.SecondAppointment.Agreed.class);
            var next = ((Cases.SecondAppointment.Agreed) agreed).next();
            assertThat(consultancies.second(stage.id(), thursday, "", "", stage.carla(), key))
                    .isEqualTo(new Cases.SecondAppointment.Agreed(next));
            assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.SECOND_APPOINTMENT);
            assertThat(stages.file(stage).next()).isEqualTo(next.id());
            assertThat(written(stages.file(stage)).ending().summary()).isEqualTo("Ci risentiamo");
            var second = consultancies.ofAppointment(next.id(), stage.carla()).orElseThrow();
            assertThat(second.triage()).isEqualTo(Triage.ACCEPTED);
            assertThat(second.inCharge()).isEqualTo(stage.carla().staff());
            assertThat(consultancies.history(second.id(), stage.carla()))
                    .extracting(Consultancy.Past::id)
                    .containsExactly(stage.id());
            assertThat(ended(stage).map(ConsultancyEnded::outcome)).containsExactly("second-appointment");
        }

        @Test
        void staysOpenWhenTheOtherHourIsTaken() {
            var stage = stages.begun();
            var thursday = NINE_TWENTY.plus(Duration.ofDays(2));
            stages.book(stages.member("Dario", UUID.randomUUID()), stage.counter(), thursday);
            assertThat(consultancies.second(
                            stage.id(), thursday, "", "A giovedì", stage.carla(), IdempotencyKey.next()))
                    .isInstanceOf(Cases.SecondAppointment.SlotTaken.class);
            assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.OPEN);
            assertThat(stages.file(stage).ending()).isNull();
        }

        @Test
        void isNotConcludedAsIfItHadAScript() {
            var stage = stages.begun();
            assertThat(cases.conclude(stage.id(), stage.carla(), IdempotencyKey.next()))
                    .isEqualTo(new Cases.Conclusion.Incomplete(
                            List.of(new Cases.Missing("ending", "how", "case.missing.ending"))));
        }
    }

    @Nested
    class InTheOwnRoom {
        @Test
        void opensOnlyWhereItWasAgreed() {
            var stage = stages.agreed(Venue.TEAMS);
            stages.clock.moveTo(NINE_TWENTY);
            assertThat(cases.open(stage.id(), stage.carla()))
                    .isEqualTo(new Rooms.Opening.Refused("case.refused.venue_elsewhere"));
            done(consultancies.agreeVenue(stage.id(), Venue.OWN_ROOM, "", stage.carla()));
            refused(consultancies.start(stage.id(), stage.carla()), "open_the_room");
            assertThat(cases.open(stage.id(), stage.carla())).isInstanceOf(Rooms.Opening.Opened.class);
            assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.OPEN);
            done(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()));
        }

        @Test
        void opensForWhoHasTheCaseOnly() {
            var stage = stages.agreed(Venue.OWN_ROOM);
            var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS);
            stages.clock.moveTo(NINE_TWENTY);
            assertThat(cases.open(stage.id(), elena))
                    .isEqualTo(new Rooms.Opening.HeldBy(stage.carla().staff()));
        }

        /// Rule C11.
        @Test
        void isNeverOpenedToBeRecordedAndTheAttemptIsNoted() {
            var stage = stages.agreed(Venue.OWN_ROOM);
            stages.clock.moveTo(NINE_TWENTY);
            var recorded = recordedRoom(stage);
            jdbc.sql("update casework.case_file set room = :room where id = :id")
                    .param("room", recorded.id().value())
                    .param("id", stage.id().value())
                    .update();
            assertThat(cases.open(stage.id(), stage.carla()))
                    .isEqualTo(new Rooms.Opening.Refused("case.refused.never_recorded"));
            assertThat(rooms.find(stages.file(stage).room()).orElseThrow().status())
                    .isEqualTo(Room.Status.PREPARED);
            assertThat(acts(stage)).contains("casework.recording-refused");
        }

        private Room recordedRoom(Stage stage) {
            var plan = rooms.about(stage.id().value()).orElseThrow().plan();
            return Objects.requireNonNull(transaction.execute(tx -> rooms.prepare(new RoomPlan(
                    UUID.randomUUID(),
                    plan.office(),
                    plan.title(),
                    plan.startsAt(),
                    plan.endsAt(),
                    plan.waitingOpensBefore(),
                    true,
                    false,
                    plan.mostPeople(),
                    plan.codes(),
                    List.of()))));
        }
    }

    /// Rule C10: before, during and after.
    @Nested
    class Papers {
        @Test
        void areAcceptedOrAskedAgain() throws IOException {
            var stage = stages.booked();
            var request = done(consultancies.askPapers(
                            stage.id(), List.of("Delega"), TODAY, "", stage.carla(), IdempotencyKey.next()))
                    .requests()
                    .getFirst()
                    .id();
            refused(consultancies.acceptPaper(stage.id(), request, stage.carla()), "paper_asked");
            consultancies.sendPaper(stage.id(), request, Meetings.picture(), stage.dario());
            refused(consultancies.askPaperAgain(stage.id(), request, "", stage.carla()), "say_why");
            done(consultancies.askPaperAgain(stage.id(), request, "Non si legge", stage.carla()));
            assertThat(count(stage, View.WAITING_PAPERS)).isEqualTo(1);
            consultancies.sendPaper(stage.id(), request, Meetings.picture(), stage.dario());
            var accepted = done(consultancies.acceptPaper(stage.id(), request, stage.carla()));
            assertThat(accepted.requests().getFirst().copies()).hasSize(2);
            assertThat(consultancies.sendPaper(stage.id(), request, Meetings.picture(), stage.dario()))
                    .isEqualTo(new Sent.Refused("case.refused.paper_accepted"));
        }

        @Test
        void comeUnaskedDuringAndAfter() throws IOException {
            var stage = stages.begun();
            assertThat(consultancies.sendPaper(stage.id(), null, Meetings.picture(), stage.dario()))
                    .isInstanceOf(Sent.Received.class);
            done(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()));
            assertThat(consultancies.sendPaper(stage.id(), null, Meetings.picture(), stage.dario()))
                    .isInstanceOf(Sent.Received.class);
            var late = stages.file(stage).requests().getLast();
            assertThat(late.asked()).isFalse();
            assertThat(done(consultancies.acceptPaper(stage.id(), late.id(), stage.carla()))
                            .requests()
                            .getLast()
                            .state())
                    .isEqualTo(State.ACCEPTED);
        }

        @Test
        void ofAWrongTypeAreRefused() throws IOException {
            var stage = stages.booked();
            var program = Files.createTempFile("paper", ".pdf");
            program.toFile().deleteOnExit();
            Files.writeString(program, "#!/bin/sh\necho no\n");
            assertThat(consultancies.sendPaper(stage.id(), null, program, stage.dario()))
                    .isInstanceOfSatisfying(
                            Sent.Unfit.class,
                            unfit -> assertThat(unfit.why()).isInstanceOf(PaperCheck.Verdict.WrongType.class));
            assertThat(stages.file(stage).requests()).isEmpty();
        }

        @Test
        void areReadByBothSidesAndNobodyElse() throws IOException {
            var stage = stages.booked();
            var sent = consultancies.sendPaper(stage.id(), null, Meetings.picture(), stage.dario());
            var document = ((Sent.Received) sent).document();
            var colleague = stages.member("Dario", stage.dario().studio());
            var stranger = stages.member("Dario", UUID.randomUUID());
            for (var reader : List.of(stage.carla(), stage.dario(), colleague))
                try (var content =
                        consultancies.openPaper(stage.id(), document, reader).orElseThrow()) {
                    assertThat(content.readAllBytes()).isNotEmpty();
                }
            assertThat(consultancies.openPaper(stage.id(), document, stranger)).isEmpty();
            var other = stages.booked();
            assertThat(consultancies.openPaper(other.id(), document, other.carla()))
                    .isEmpty();
        }
    }

    /// Rule G13: for anybody else the case does not exist.
    @Nested
    class Strangers {
        @Test
        void ofAnotherUnitOrOfficeOrWithoutTheRightOrOfTheStudioFindNothing() throws IOException {
            var stage = stages.agreed();
            var elsewhere = stages.unit(stages.counter(), "credit-assessment");
            for (var stranger : List.of(
                    stages.official("Carla", stages.unit(stage.counter(), "registry-flows"), Right.HOLD_MEETINGS),
                    stages.official("Carla", elsewhere, Right.HOLD_MEETINGS),
                    stages.official("Giulia", stage.unit(), Right.FRONT_DESK),
                    stages.official(stages.member("Carla", stage.dario().studio()), stage.unit(), Right.HOLD_MEETINGS),
                    stages.official(stage.dario(), stage.unit(), Right.HOLD_MEETINGS))) {
                assertThat(consultancies.find(stage.id(), stranger)).isEmpty();
                assertThat(cases.find(stage.id(), stranger)).isEmpty();
                assertThat(consultancies.ofAppointment(stage.appointment().id(), stranger))
                        .isEmpty();
                assertThat(consultancies
                                .queue(stranger, QueueFilter.of(View.ALL))
                                .rows())
                        .isEmpty();
                assertThat(consultancies
                                .queue(stranger, QueueFilter.of(View.ALL))
                                .counts())
                        .containsEntry(View.ALL, 0);
                assertThat(consultancies.history(stage.id(), stranger)).isEmpty();
                assertThat(consultancies.colleagues(stage.id(), stranger)).isEmpty();
                var key = IdempotencyKey.next();
                for (var verdict : List.of(
                        consultancies.take(stage.id(), stranger),
                        consultancies.pass(stage.id(), stage.carla().staff(), "", stranger),
                        consultancies.leave(stage.id(), stranger),
                        consultancies.accept(stage.id(), "", stranger),
                        consultancies.askPapers(
                                stage.id(), List.of("Delega"), TODAY, "", stranger, IdempotencyKey.next()),
                        consultancies.settleInWriting(stage.id(), "Ecco", stranger, key),
                        consultancies.decline(stage.id(), "No", stranger, key),
                        consultancies.undo(stage.id(), stranger),
                        consultancies.logContact(stage.id(), call(), stranger, IdempotencyKey.next()),
                        consultancies.agreeVenue(stage.id(), Venue.TEAMS, "", stranger),
                        consultancies.start(stage.id(), stranger),
                        consultancies.finish(stage.id(), held(), stranger, key),
                        consultancies.acceptPaper(stage.id(), UUID.randomUUID(), stranger),
                        consultancies.askPaperAgain(stage.id(), UUID.randomUUID(), "No", stranger)))
                    assertThat(verdict).isInstanceOf(Verdict.NotFound.class);
                assertThat(consultancies.second(stage.id(), NINE_FORTY, "", "", stranger, key))
                        .isInstanceOf(Cases.SecondAppointment.NotFound.class);
                assertThat(cases.open(stage.id(), stranger)).isInstanceOf(Rooms.Opening.NotFound.class);
            }
            assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.PREPARED);
        }

        @Test
        void ofAnotherStudioFindNothing() throws IOException {
            var stage = stages.booked();
            var stranger = stages.member("Dario", UUID.randomUUID());
            var forThemselves = new Actor.Citizen(stage.dario().person(), Assurance.SUBSTANTIAL, null);
            for (var other : List.of(stranger, forThemselves)) {
                assertThat(consultancies.find(stage.id(), other)).isEmpty();
                assertThat(consultancies.sendPaper(stage.id(), null, Meetings.picture(), (Actor.Booker) other))
                        .isInstanceOf(Sent.NotFound.class);
            }
            assertThat(consultancies.find(
                            stage.id(), stages.member("Dario", stage.dario().studio())))
                    .isPresent();
        }
    }

    @Nested
    class LeftOver {
        @Test
        void whatNobodyBeganIsTheOfficesFault() {
            var stage = stages.agreed();
            stages.clock.moveTo(NINE_FORTY.plus(Duration.ofMinutes(9)));
            assertThat(stages.file(stage).status()).isEqualTo(CaseFile.Status.PREPARED);
            stages.clock.moveTo(NINE_FORTY.plus(Duration.ofMinutes(11)));
            var file = stages.file(stage);
            assertThat(file.status()).isEqualTo(CaseFile.Status.MISSED);
            assertThat(written(file).official()).isNull();
            assertThat(written(file).ending().how()).isEqualTo(Ending.How.MISSED_BY_OFFICE);
            assertThat(bookings.find(stage.appointment().id()).orElseThrow().status())
                    .isEqualTo(Appointment.Status.NOT_CONCLUDED);
        }

        @Test
        void whatNobodyEndedIsWrittenUpLater() {
            var stage = stages.begun();
            stages.clock.moveTo(Instant.parse("2027-03-02T23:01:00Z"));
            var file = stages.file(stage);
            assertThat(file.status()).isEqualTo(CaseFile.Status.CONCLUDED);
            assertThat(file.toComplete()).isTrue();
            assertThat(consultancies
                            .queue(stage.carla(), QueueFilter.of(View.TO_COMPLETE))
                            .rows())
                    .extracting(Queue.Row::id)
                    .containsExactly(stage.id());
            assertThat(count(stage, View.TO_COMPLETE)).isEqualTo(1);
            assertThat(count(stage, View.ALL)).isZero();
            var elena = stages.official("Elena", stage.unit(), Right.HOLD_MEETINGS);
            assertThat(consultancies.finish(stage.id(), held(), elena, IdempotencyKey.next()))
                    .isInstanceOf(Verdict.Refused.class);
            var key = IdempotencyKey.next();
            assertThat(done(consultancies.finish(stage.id(), held(), stage.carla(), key))
                            .toComplete())
                    .isFalse();
            done(consultancies.finish(stage.id(), held(), stage.carla(), key));
            refused(consultancies.finish(stage.id(), held(), stage.carla(), IdempotencyKey.next()), "settled");
            assertThat(count(stage, View.TO_COMPLETE)).isZero();
            assertThat(ended(stage).map(ConsultancyEnded::outcome)).containsExactly("unfinished", "held");
        }
    }

    /// Moving the clock ends what other tests left open, too.
    private Stream<ConsultancyEnded> ended(Stage stage) {
        return events.stream(ConsultancyEnded.class)
                .filter(event -> event.caseId().equals(stage.id()));
    }

    private static Consultancy.Ended written(Consultancy file) {
        return Objects.requireNonNull(file.ending());
    }

    private int count(Stage stage, View view) {
        return consultancies.queue(stage.carla(), QueueFilter.of(view)).count(view);
    }

    private List<String> acts(Stage stage) {
        return audit.about(Settling.subject(stage.id())).stream()
                .map(entry -> entry.act().name())
                .toList();
    }

    private Contact call() {
        return new Contact(stages.clock.instant(), "+39 347 7654321", Contact.Outcome.NO_ANSWER, "");
    }

    private static Ending held() {
        return new Ending(Ending.How.HELD, "Vista la posizione", "Rateazione possibile", true);
    }
}

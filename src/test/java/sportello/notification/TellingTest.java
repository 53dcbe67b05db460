package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sportello.notification.QuietHoursTest.rome;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;

/// Who is told what, by which channel, when (rules C5, C6, C7, G8): a service evaluated beforehand and confirmed by
/// mail.
@SportelloTest
class TellingTest {

    static final String SERVICE = "telling-test";
    static final Instant MONDAY = rome("2027-03-01T10:00");
    static final Instant TUESDAY_0920 = rome("2027-03-02T09:20");
    static final Instant THURSDAY_0920 = rome("2027-03-04T09:20");
    static final Instant THURSDAY_0800 = rome("2027-03-04T08:00");
    static final Instant FRIDAY_0920 = rome("2027-03-05T09:20");
    static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    Offices offices;

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    Consultancies consultancies;

    @Autowired
    Inbox inbox;

    @Autowired
    Messages messages;

    @Autowired
    OutboxRows outbox;

    @Autowired
    Reminders reminders;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    Actor.Citizen dario;
    Actor.Official carla;
    Counter counter;

    @BeforeEach
    void onAMonday() {
        clock.moveTo(MONDAY);
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 1);
        dario = person("Dario");
        carla = offices.employ(person("Carla").person(), office.id(), "Funzionaria", Set.of(Right.HOLD_MEETINGS));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Nested
    class OnBooking {
        @Test
        void goesByTheChannelsOfThePolicyAndAlwaysToTheReservedArea() {
            var appointment = booked(THURSDAY_0920);
            assertThat(kinds(appointment, "booked")).containsExactly("mail");
            var mail = arrived(appointment, "booked");
            assertThat(mail).contains("giovedì 4 marzo", "9:20", "Bologna", "/appointments/" + appointment.id());
            assertThat(mail).doesNotContainIgnoringCase("codice").doesNotContainIgnoringCase("deleg");
            var notice = notices().getFirst();
            assertThat(notice.title()).isEqualTo("Appuntamento prenotato: giovedì 4 marzo, ore 9:20");
            assertThat(notice.appointment()).isEqualTo(appointment.id().value());
        }

        @Test
        void leavesNoAddressWithoutAMail() {
            dario = new Actor.Citizen(
                    people.loggedIn(new People.LoggedIn(
                                    "test", UUID.randomUUID().toString(), "Dario", "Prova", null, null, null, null))
                            .id(),
                    Assurance.SUBSTANTIAL,
                    null);
            assertThat(messages.about(booked(THURSDAY_0920).id())).isEmpty();
            assertThat(notices()).hasSize(1);
        }
    }

    @Nested
    class AsTheOfficeDecides {
        Appointment appointment;
        CaseId id;

        @BeforeEach
        void aCase() {
            appointment = booked(THURSDAY_0920);
            id = consultancies
                    .ofAppointment(appointment.id(), carla)
                    .orElseThrow()
                    .id();
        }

        @Test
        void isAskedForPapersByADateAndToldWhenThatIsTakenBack() {
            done(consultancies.askPapers(
                    id, List.of("DM10"), LocalDate.of(2027, 3, 3), "Serve il DM10.", carla, IdempotencyKey.next()));
            assertThat(arrived(appointment, "papers-asked"))
                    .contains("mercoledì 3 marzo")
                    .doesNotContain("DM10");
            done(consultancies.undo(id, carla));
            assertThat(titles())
                    .startsWith("L'ufficio riguarda la tua richiesta", "Servono documenti entro mercoledì 3 marzo");
        }

        @Test
        void isToldOnceMoreWhenAcceptedOnceMore() {
            done(consultancies.accept(id, "", carla));
            done(consultancies.undo(id, carla));
            done(consultancies.accept(id, "", carla));
            assertThat(kinds(appointment, "accepted")).containsExactly("mail", "mail");
        }

        @Test
        void readsTheAnswerInTheReservedAreaAndNotInTheMail() {
            done(consultancies.settleInWriting(id, "Il versamento risulta.", carla, IdempotencyKey.next()));
            assertThat(arrived(appointment, "settled-in-writing"))
                    .contains("chiusa e definita", "/appointments/" + appointment.id())
                    .doesNotContain("risulta");
            assertThat(kinds(appointment, "called-off")).isEmpty();
        }

        @Test
        void isToldThatItWasDeclined() {
            done(consultancies.decline(id, "Manca la delega.", carla, IdempotencyKey.next()));
            assertThat(arrived(appointment, "declined")).doesNotContain("Manca la delega");
            assertThat(titles().getFirst()).startsWith("Richiesta non accettata");
        }

        @Test
        void isToldTheVenueAndRememberedOfIt() {
            done(consultancies.accept(id, "", carla));
            done(consultancies.agreeVenue(id, Venue.TEAMS, "", carla));
            done(consultancies.agreeVenue(id, Venue.PHONE, "Linea debole.", carla));
            assertThat(titles().getFirst()).startsWith("Al telefono");
            assertThat(kinds(appointment, "venue-agreed")).containsExactly("mail", "mail");
            clock.moveTo(TUESDAY_0920);
            assertThat(arrived(appointment, "reminder-before")).contains("al telefono");
        }

        private void done(Verdict verdict) {
            assertThat(verdict).isInstanceOf(Verdict.Done.class);
        }
    }

    @Nested
    class IsRemembered {
        @Test
        void fortyEightHoursBeforeWithTheWayToCancel() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(TUESDAY_0920.minus(MINUTE));
            assertThat(kinds(appointment, "reminder-before")).isEmpty();
            clock.moveTo(TUESDAY_0920);
            assertThat(arrived(appointment, "reminder-before"))
                    .contains("/appointments/" + appointment.id() + "/cancellation");
            assertThat(titles().getFirst()).isEqualTo("Promemoria: giovedì 4 marzo, ore 9:20");
        }

        @Test
        void onTheDayAtEight() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(THURSDAY_0800.minus(MINUTE));
            assertThat(kinds(appointment, "reminder-day")).isEmpty();
            clock.moveTo(THURSDAY_0800);
            assertThat(arrived(appointment, "reminder-day")).contains("Oggi alle 9:20");
        }

        @Test
        void onlyOfTheDayWhenTheClockJumpsToIt() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(THURSDAY_0920.minus(MINUTE));
            assertThat(kinds(appointment, "reminder-day")).hasSize(1);
            assertThat(kinds(appointment, "reminder-before")).isEmpty();
        }

        @Test
        void notAfterItsHour() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(THURSDAY_0920);
            assertThat(kinds(appointment, "reminder-day")).isEmpty();
        }

        @Test
        void notTwoDaysBeforeWhenBookedLater() {
            clock.moveTo(TUESDAY_0920.plus(MINUTE));
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(THURSDAY_0920.minus(MINUTE));
            assertThat(templates(appointment)).containsExactly("booked", "reminder-day");
        }

        @Test
        void ofTheNewHourAloneWhenMoved() {
            var appointment = booked(THURSDAY_0920);
            assertThat(bookings.move(appointment.id(), dario, FRIDAY_0920, IdempotencyKey.next()))
                    .isInstanceOf(Bookings.Move.Moved.class);
            clock.moveTo(TUESDAY_0920);
            assertThat(kinds(appointment, "reminder-before")).isEmpty();
            clock.moveTo(rome("2027-03-03T09:20"));
            assertThat(arrived(appointment, "reminder-before")).contains("venerdì 5 marzo");
        }

        @Test
        void ofNothingThatWasGivenUpOrIsOver() {
            var givenUp = booked(THURSDAY_0920);
            bookings.cancel(givenUp.id(), dario, "given up");
            var lapsed = booked(THURSDAY_0920);
            bookings.settle(lapsed.id(), Appointment.Status.LAPSED, new Actor.System("test"));
            clock.moveTo(TUESDAY_0920);
            clock.moveTo(THURSDAY_0800);
            assertThat(templates(givenUp)).containsExactly("booked", "given-up");
            assertThat(templates(lapsed)).containsExactly("booked");
        }

        @Test
        void neverOfAnHourMovedSinceItWasWritten() {
            var appointment = booked(THURSDAY_0920);
            var key = "mail of an old hour " + UUID.randomUUID();
            outbox.write(
                    new OutboxRows.Letter(
                            key,
                            "mail",
                            "reminder-before",
                            "it",
                            dario.person().toString(),
                            appointment.id().value(),
                            null,
                            null,
                            dario.person().value(),
                            null,
                            Map.of("venue", "none"),
                            null,
                            FRIDAY_0920,
                            null),
                    clock.instant());
            await().atMost(Duration.ofSeconds(20)).until(() -> state(key).equals("POINTLESS"));
        }

        @Test
        void onceWhenTwoNodesLookAtTheSameTime() throws Exception {
            var appointment = booked(THURSDAY_0920);
            dueAt(appointment, MONDAY);
            var start = new CountDownLatch(1);
            try (var nodes = Executors.newFixedThreadPool(2)) {
                for (int node = 0; node < 2; node++)
                    nodes.submit(() -> {
                        start.await();
                        reminders.giveWhatIsDue();
                        return null;
                    });
                start.countDown();
            }
            assertThat(kinds(appointment, "reminder-before")).hasSize(1);
        }

        @Test
        void onceWhenTheFirstTimeWasCutOff() {
            var appointment = booked(THURSDAY_0920);
            transaction.executeWithoutResult(cutOff -> {
                dueAt(appointment, MONDAY);
                reminders.giveWhatIsDue();
                assertThat(kinds(appointment, "reminder-before")).hasSize(1);
                cutOff.setRollbackOnly();
            });
            assertThat(kinds(appointment, "reminder-before")).isEmpty();
            clock.moveTo(TUESDAY_0920);
            clock.moveTo(TUESDAY_0920.plus(MINUTE));
            assertThat(kinds(appointment, "reminder-before")).hasSize(1);
        }

        private void dueAt(Appointment appointment, Instant due) {
            jdbc.sql("update notification.reminder set due_at = :due where appointment_id = :id and kind = 'BEFORE'")
                    .param("due", OutboxRows.at(due))
                    .param("id", appointment.id().value())
                    .update();
        }
    }

    @Nested
    class AtNight {
        static final Instant TEN_IN_THE_EVENING = rome("2027-03-02T22:00");

        @Test
        void whatCanWaitWaitsForEight() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(TEN_IN_THE_EVENING);
            bookings.cancel(appointment.id(), carla, "office closed");
            clock.moveTo(rome("2027-03-03T07:59"));
            // What is urgent, written later, goes before it.
            var urgent = booked(FRIDAY_0920);
            assertThat(arrived(urgent, "booked")).isNotEmpty();
            assertThat(state(appointment, "called-off")).isEqualTo("QUEUED");
            clock.moveTo(rome("2027-03-03T08:00"));
            assertThat(arrived(appointment, "called-off")).contains("annullare");
        }

        @Test
        void aChangeOfTheSameDayDoesNotWait() {
            var appointment = booked(THURSDAY_0920);
            clock.moveTo(rome("2027-03-04T06:00"));
            bookings.cancel(appointment.id(), carla, "office closed");
            assertThat(arrived(appointment, "called-off")).isNotEmpty();
        }
    }

    private Actor.Citizen person(String name) {
        return Told.person(people, jdbc, name);
    }

    private Appointment booked(Instant hour) {
        var held = agenda.hold(SERVICE, hour, dario.person(), counter.id(), clock.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        var outcome = bookings.confirm(
                dario,
                SERVICE,
                ((Agenda.Holding.Held) held).hold().id(),
                new Matter(Map.of("name", "Dario", "contact.mobile", "051 6078111")),
                IdempotencyKey.next());
        assertThat(outcome).isInstanceOf(Bookings.Outcome.Booked.class);
        return ((Bookings.Outcome.Booked) outcome).appointment();
    }

    private List<Inbox.Notice> notices() {
        return inbox.of(dario.person(), Locale.ITALIAN, 20);
    }

    private List<String> titles() {
        return notices().stream().map(Inbox.Notice::title).toList();
    }

    private List<String> templates(Appointment appointment) {
        return messages.about(appointment.id()).stream()
                .map(MessageFate::template)
                .toList();
    }

    private List<String> kinds(Appointment appointment, String template) {
        return messages.about(appointment.id()).stream()
                .filter(fate -> fate.template().equals(template))
                .map(MessageFate::kind)
                .toList();
    }

    private String state(Appointment appointment, String template) {
        return messages.about(appointment.id()).stream()
                .filter(fate -> fate.template().equals(template))
                .map(MessageFate::state)
                .findFirst()
                .orElse("");
    }

    private String state(String key) {
        return jdbc.sql("select state from notification.outbox where key = :key")
                .param("key", key)
                .query(String.class)
                .single();
    }

    /// The text of the last such message as the provider got it.
    private String arrived(Appointment appointment, String template) {
        return await(template)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> jdbc.sql("""
                                        select o.body
                                          from notification.outbox n join demo.outbox o on o.key = n.key
                                         where n.appointment_id = :id and n.template = :template
                                         order by n.id desc limit 1
                                        """)
                                .param("id", appointment.id().value())
                                .param("template", template)
                                .query(String.class)
                                .optional()
                                .orElse(""),
                        text -> !text.isEmpty());
    }
}

package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sportello.notification.QuietHoursTest.rome;
import static sportello.notification.Told.FRIDAY_0920;
import static sportello.notification.Told.MONDAY;
import static sportello.notification.Told.THURSDAY_0920;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

/// Rule G8: an appointment that was moved or cancelled never sends an old reminder, not even when the reminder is being
/// given at the very instant of the move; the real outbox, the real locks.
@SportelloTest
class OldRemindersTest {

    @Autowired
    ApplicationContext beans;

    @Autowired
    Reminders reminders;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Parcels parcels;

    @Autowired
    Outbox outbox;

    Told told;
    Appointment appointment;

    @BeforeEach
    void booked() {
        told = new Told(beans);
        appointment = told.booked(THURSDAY_0920);
    }

    @AfterEach
    void backToNow() {
        told.clock.reset();
    }

    @Test
    void notWhenItIsMovedAtThatInstant() {
        whileTheReminderIsBeingGiven(
                moved -> assertThat(told.bookings.move(moved.id(), told.dario, FRIDAY_0920, IdempotencyKey.next()))
                        .isInstanceOf(Bookings.Move.Moved.class));
        assertThat(told.titles()).noneMatch(title -> title.startsWith("Promemoria"));
        told.clock.moveTo(rome("2027-03-03T09:20"));
        assertThat(told.arrived(appointment, "reminder-before")).contains("venerdì 5 marzo");
        assertThat(told.titles()).contains("Promemoria: venerdì 5 marzo, ore 9:20");
    }

    @Test
    void notWhenItsPersonGivesItUpAtThatInstant() {
        whileTheReminderIsBeingGiven(givenUp -> told.bookings.cancel(givenUp.id(), told.dario, "given up"));
        assertThat(told.titles()).noneMatch(title -> title.startsWith("Promemoria"));
    }

    @Test
    void notWhenTheOfficeCallsItOffAtThatInstant() {
        whileTheReminderIsBeingGiven(calledOff -> told.bookings.cancel(calledOff.id(), told.carla, "office closed"));
        assertThat(told.titles()).noneMatch(title -> title.startsWith("Promemoria"));
    }

    /// What was told in good time is taken back from the reserved area with the hour it spoke of.
    @Test
    void norIsAnOldOneLeftInTheReservedArea() {
        told.clock.moveTo(Told.TUESDAY_0920);
        assertThat(told.titles()).contains("Promemoria: giovedì 4 marzo, ore 9:20");
        told.bookings.cancel(appointment.id(), told.dario, "given up");
        assertThat(told.titles()).noneMatch(title -> title.startsWith("Promemoria"));
    }

    /// Put together before the change, handed over after it: looked at once more before it leaves the house.
    @Test
    void notWhenItIsMovedBetweenPuttingTogetherAndHandingOver() {
        var parcel = parcels.of(List.of(reminder())).getFirst();
        assertThat(parcel).isInstanceOf(Parcels.Full.class);
        told.bookings.move(appointment.id(), told.dario, FRIDAY_0920, IdempotencyKey.next());
        var remembering = new Remembering();
        assertThat(outbox.handOver(parcel, remembering).settlement().state()).isEqualTo("POINTLESS");
        assertThat(remembering.taken).isEmpty();
    }

    @Test
    void otherwiseItGoes() {
        var remembering = new Remembering();
        outbox.handOver(parcels.of(List.of(reminder())).getFirst(), remembering);
        assertThat(remembering.taken).hasSize(1);
    }

    private OutboxRows.Row reminder() {
        return new OutboxRows.Row(
                UUID.randomUUID(),
                "reminder",
                "mail",
                "reminder-before",
                "it",
                told.dario.person().toString(),
                appointment.id().value(),
                null,
                null,
                told.dario.person().value(),
                null,
                0,
                MONDAY,
                Map.of(),
                THURSDAY_0920);
    }

    private static final class Remembering implements Carrier {

        private final List<Outgoing> taken = new ArrayList<>();

        @Override
        public String kind() {
            return "mail";
        }

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public Handed handOver(Outgoing message) {
            taken.add(message);
            return new Handed.Taken(List.of());
        }
    }

    /// Given before the change, handed over while the change is under way: whoever reads the appointment waits for it.
    @Test
    void norIsItHandedOverWhileItsAppointmentIsBeingChanged() {
        var read = transaction.execute(changing -> {
            told.bookings.cancel(appointment.id(), told.dario, "given up");
            var reading = CompletableFuture.supplyAsync(() -> told.bookings.settled(List.of(appointment.id())));
            await().atMost(Duration.ofSeconds(30)).until(() -> somebodyWaits("for share") || reading.isDone());
            assertThat(reading).as("waits for the appointment").isNotDone();
            return reading;
        });
        assertThat(read.join()).singleElement().extracting(Appointment::status).isEqualTo(Appointment.Status.GIVEN_UP);
    }

    /// The reminder is written and not yet committed; the change waits for its row, then both are done. The message
    /// that was written for the old hour comes to nothing at hand-over.
    private void whileTheReminderIsBeingGiven(Consumer<Appointment> change) {
        var changing = transaction.execute(giving -> {
            told.jdbc
                    .sql(
                            "update notification.reminder set due_at = :due where appointment_id = :id and kind = 'BEFORE'")
                    .param("due", OutboxRows.at(MONDAY))
                    .param("id", appointment.id().value())
                    .update();
            reminders.giveWhatIsDue();
            assertThat(told.titles()).contains("Promemoria: giovedì 4 marzo, ore 9:20");
            var started = CompletableFuture.runAsync(() -> change.accept(appointment));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> somebodyWaits("notification.reminder") || started.isDone());
            assertThat(started).as("waits for the reminder's row").isNotDone();
            return started;
        });
        changing.join();
        await().atMost(Duration.ofSeconds(30)).until(() -> told.settled(appointment, "reminder-before"));
        assertThat(told.state(appointment, "reminder-before")).isEqualTo("POINTLESS");
    }

    private boolean somebodyWaits(String forWhat) {
        return told.jdbc
                        .sql(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like :query")
                        .param("query", "%" + forWhat + "%")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}

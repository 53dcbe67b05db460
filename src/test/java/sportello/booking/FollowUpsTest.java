package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Bookings.Cancellation;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// What a booking entails is done once: a case, a room, the messages. Here the case stands for all of it.
@SportelloTest
class FollowUpsTest {

    static final String SERVICE = "booking-test";
    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);
    static final Matter MATTER = new Matter(Map.of("name", "Anna"));

    final Actor.Citizen bruno = someone();

    @Autowired
    Bookings bookings;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    FollowUpRows rows;

    @Autowired
    FollowUpWorkers workers;

    @Autowired
    Stumbling stumbling;

    Counter counter;

    static Actor.Citizen someone() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    @BeforeEach
    void aListenerThatFails() {
        clock.moveTo(Instant.parse("2027-03-01T10:00:00Z"));
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 4);
        stumbling.at.add(counter.id());
    }

    @AfterEach
    void clear() {
        stumbling.at.clear();
        clock.reset();
        jdbc.sql("delete from booking.follow_up").update();
        Cleared.of(jdbc, SERVICE);
    }

    static Instant at(String hour) {
        return TUESDAY.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    AppointmentId booked(Actor.Citizen by, String hour) {
        var held = (Agenda.Holding.Held) agenda.hold(SERVICE, at(hour), by.person(), counter.id(), clock.instant());
        var outcome = bookings.confirm(by, SERVICE, held.hold().id(), MATTER, IdempotencyKey.next());
        return ((Outcome.Booked) outcome).appointment().id();
    }

    void theListenerWorksAgain() {
        stumbling.at.clear();
        jdbc.sql("update booking.follow_up set not_before = clock_timestamp()").update();
    }

    long waiting(AppointmentId of) {
        return count("booking.follow_up", of);
    }

    long cases(AppointmentId of) {
        return count("casework.case_file", of);
    }

    long count(String table, AppointmentId of) {
        return jdbc.sql("select count(*) from " + table + " where appointment = :id")
                .param("id", of.value())
                .query(Long.class)
                .single();
    }

    String ofCase(String what, AppointmentId of) {
        return jdbc.sql("select " + what + "::text from casework.case_file where appointment = :id")
                .param("id", of.value())
                .query(String.class)
                .single();
    }

    @Test
    void onACalmDayItIsDoneWithTheBooking() {
        stumbling.at.clear();
        var appointment = booked(bruno, "09:20");
        assertThat(waiting(appointment)).isZero();
        assertThat(cases(appointment)).isOne();
    }

    @Test
    void aListenerThatFailsLosesNoBookingAndShows() {
        var appointment = booked(bruno, "09:20");
        assertThat(bookings.find(appointment)).isPresent();
        assertThat(cases(appointment)).isZero();
        assertThat(rows.figures().failing()).isOne();
        assertThat(jdbc.sql("select trouble from booking.follow_up where appointment = :id")
                        .param("id", appointment.value())
                        .query(String.class)
                        .single())
                .isEqualTo("IllegalStateException");

        theListenerWorksAgain();
        await().until(() -> waiting(appointment) == 0);
        assertThat(cases(appointment)).isOne();
    }

    @Test
    void triesMoreAndMoreSeldom() {
        var appointment = booked(bruno, "09:20");
        for (int times = 0; times < 14; times++) rows.failed(appointment, "again");
        assertThat(jdbc.sql("""
                        select not_before between clock_timestamp() + interval '50 minutes'
                                              and clock_timestamp() + interval '1 hour'
                          from booking.follow_up where appointment = :id
                        """)
                        .param("id", appointment.value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void whatAnotherIsAtIsNeitherNotedNorWaitedFor() throws Exception {
        var appointment = booked(bruno, "09:20");
        try (var another = database.getConnection()) {
            another.setAutoCommit(false);
            another.createStatement().execute("select 1 from booking.follow_up for update");
            assertThat(CompletableFuture.runAsync(() -> rows.failed(appointment, "waited for another")))
                    .succeedsWithin(Duration.ofSeconds(30));
            another.rollback();
            another.setAutoCommit(true);
        }
        assertThat(jdbc.sql("select trouble from booking.follow_up where appointment = :id")
                        .param("id", appointment.value())
                        .query(String.class)
                        .single())
                .isEqualTo("IllegalStateException");
    }

    @Test
    void severalWorkersDoItOnce() throws Exception {
        var appointments = Stream.of("09:00", "09:20", "09:40", "10:00", "10:20", "10:40")
                .map(hour -> booked(someone(), hour))
                .toList();
        theListenerWorksAgain();
        try (var threads = Executors.newFixedThreadPool(3)) {
            Callable<Boolean> round = workers::some;
            for (var done : threads.invokeAll(List.of(round, round, round))) done.get();
        }
        await().until(() -> appointments.stream().allMatch(each -> waiting(each) == 0));
        for (var appointment : appointments) {
            assertThat(cases(appointment)).isOne();
            assertThat(jdbc.sql("""
                            select count(*) from audit.entry
                             where act = 'casework.prepared' and facts ->> 'appointment' = :id
                            """)
                            .param("id", appointment.toString())
                            .query(Long.class)
                            .single())
                    .isOne();
        }
    }

    @Test
    void oneThatAlwaysFailsStopsNoOther() {
        var poisoned = booked(bruno, "09:20");
        var other = booked(someone(), "09:40");
        jdbc.sql("update booking.appointment set matter = '[]' where id = :id")
                .param("id", poisoned.value())
                .update();
        theListenerWorksAgain();
        await().until(() -> waiting(other) == 0);
        assertThat(cases(other)).isOne();
        assertThat(waiting(poisoned)).isOne();
    }

    @Test
    void whoLooksAtTheirAppointmentFindsItsCase() {
        var appointment = booked(bruno, "09:20");
        stumbling.at.clear();
        assertThat(bookings.own(appointment, bruno)).isPresent();
        assertThat(cases(appointment)).isOne();
        assertThat(waiting(appointment)).isZero();
    }

    @Test
    void itIsThereBeforeAMove() {
        var appointment = booked(bruno, "09:20");
        stumbling.at.clear();
        assertThat(bookings.move(appointment, bruno, at("10:00"), IdempotencyKey.next()))
                .isInstanceOf(Move.Moved.class);
        assertThat(ofCase("starts_at at time zone 'UTC'", appointment)).startsWith("2027-03-02 09:00");
        assertThat(waiting(appointment)).isZero();
    }

    @Test
    void aMoveThatCannotRelyOnItDoesNotHappen() {
        var appointment = booked(bruno, "09:20");
        assertThatThrownBy(() -> bookings.move(appointment, bruno, at("10:00"), IdempotencyKey.next()))
                .hasMessage("stumbled");
        assertThat(bookings.find(appointment).orElseThrow().startsAt()).isEqualTo(at("09:20"));
        assertThat(waiting(appointment)).isOne();
    }

    @Test
    void itIsThereBeforeACancellation() {
        var appointment = booked(bruno, "09:20");
        stumbling.at.clear();
        assertThat(bookings.cancel(appointment, bruno, "")).isInstanceOf(Cancellation.Done.class);
        assertThat(ofCase("status", appointment)).isEqualTo("CALLED_OFF");
        assertThat(waiting(appointment)).isZero();
    }

    @Test
    void whatCannotBeDoneDoesNotHinderGivingUp() {
        var appointment = booked(bruno, "09:20");
        assertThat(bookings.cancel(appointment, bruno, "")).isInstanceOf(Cancellation.Done.class);
        assertThat(waiting(appointment)).isZero();
        assertThat(cases(appointment)).isZero();
    }

    @Test
    void aRefusedConfirmationLeavesNothing() {
        var held =
                (Agenda.Holding.Held) agenda.hold(SERVICE, at("09:20"), bruno.person(), counter.id(), clock.instant());
        var key = IdempotencyKey.next();
        agenda.drop(held.hold().id(), bruno.person());
        assertThat(bookings.confirm(bruno, SERVICE, held.hold().id(), MATTER, key))
                .isInstanceOf(Outcome.SlotTaken.class);
        assertThat(jdbc.sql("select count(*) from booking.answer where key = :key")
                        .param("key", key.value())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(rows.figures().waiting()).isZero();
        assertThat(Set.copyOf(bookings.ofParty(bruno.party()))).isEmpty();
    }
}

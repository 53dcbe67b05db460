package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.notification.Told.FRIDAY_0920;
import static sportello.notification.Told.THURSDAY_0920;
import static sportello.notification.Told.TUESDAY_0920;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Rule G8 by App IO too: what was written for an hour says nothing once that hour is no more.
@SportelloTest
class AppRemindersTest {

    static final AppIoSettings USED =
            new AppIoSettings(true, URI.create("http://localhost"), "key", Map.of(), 1, 0, Duration.ofSeconds(5));

    @Autowired
    ApplicationContext beans;

    @Autowired
    OutboxRows outbox;

    @Autowired
    Composer composer;

    Told told;
    AppCopies copies;
    AppMessages messages;
    Actor.Citizen bruno;
    Appointment appointment;

    @BeforeEach
    void booked() {
        told = new Told(beans);
        var settings = beans.getBean(NotificationSettings.class);
        copies = new AppCopies(USED, outbox, told.people, told.bookings, beans.getBean(Services.class), settings);
        messages = new AppMessages(
                beans.getBean(Notices.class),
                beans.getBean(Recipients.class),
                beans.getBean(Words.class),
                beans.getBean(ProductClock.class),
                beans.getBean(PublicAddress.class),
                settings,
                USED);
        bruno = new Actor.Citizen(
                told.people
                        .loggedIn(new People.LoggedIn(
                                "test",
                                UUID.randomUUID().toString(),
                                "Bruno",
                                "Prova",
                                TaxCodes.next().value(),
                                null,
                                null,
                                null))
                        .id(),
                Assurance.SUBSTANTIAL,
                null);
        appointment = told.booked(bruno, THURSDAY_0920);
    }

    @AfterEach
    void backToNow() {
        told.clock.reset();
    }

    @Test
    void remembersTheHourThatStands() {
        assertThat(said(written("reminder-before.booker")))
                .hasValueSatisfying(text -> assertThat(text).contains("giovedì 4 marzo"));
    }

    @Test
    void saysNothingOnceItWasMoved() {
        var written = written("reminder-before.booker");
        assertThat(told.bookings.move(appointment.id(), bruno, FRIDAY_0920, IdempotencyKey.next()))
                .isInstanceOf(Bookings.Move.Moved.class);
        assertThat(said(written)).isEmpty();
    }

    @Test
    void saysNothingOnceItsHourIsPast() {
        var written = written("reminder-day.booker");
        told.clock.moveTo(THURSDAY_0920);
        assertThat(said(written)).isEmpty();
    }

    @Test
    void saysNothingOnceItWasGivenUp() {
        var written = written("reminder-day.booker");
        told.bookings.cancel(appointment.id(), bruno, "given up");
        assertThat(said(written)).isEmpty();
    }

    private OutboxRows.Row written(String template) {
        told.clock.moveTo(TUESDAY_0920);
        var key = template + " " + UUID.randomUUID();
        copies.write(
                key,
                bruno.person().value(),
                template,
                appointment.id().value(),
                null,
                Map.of("venue", "none"),
                TUESDAY_0920);
        return outbox.find(told.jdbc
                        .sql("select id from notification.outbox where key = :key")
                        .param("key", "app " + key + " " + bruno.person())
                        .query(UUID.class)
                        .single())
                .orElseThrow();
    }

    private Optional<String> said(OutboxRows.Row row) {
        return messages.compose(row, composer.known(List.of(row))).map(Outgoing::text);
    }
}

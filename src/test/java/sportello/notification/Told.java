package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sportello.notification.QuietHoursTest.rome;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.ContactBook;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;

/// Dario books at Carla's counter, a service confirmed by mail, and the mails that arrive.
final class Told {

    static final String SERVICE = "telling-test";
    static final Instant MONDAY = rome("2027-03-01T10:00");
    static final Instant TUESDAY_0920 = rome("2027-03-02T09:20");
    static final Instant THURSDAY_0920 = rome("2027-03-04T09:20");
    static final Instant FRIDAY_0920 = rome("2027-03-05T09:20");

    final MovableClock clock;
    final People people;
    final ContactBook contacts;
    final Agenda agenda;
    final Bookings bookings;
    final Messages messages;
    final Inbox inbox;
    final JdbcClient jdbc;
    final Counter counter;
    final Actor.Citizen dario;
    final Actor.Official carla;

    Told(ApplicationContext beans) {
        clock = beans.getBean(MovableClock.class);
        people = beans.getBean(People.class);
        contacts = beans.getBean(ContactBook.class);
        agenda = beans.getBean(Agenda.class);
        bookings = beans.getBean(Bookings.class);
        messages = beans.getBean(Messages.class);
        inbox = beans.getBean(Inbox.class);
        jdbc = beans.getBean(JdbcClient.class);
        clock.moveTo(MONDAY);
        var offices = beans.getBean(Offices.class);
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 1);
        dario = person("Dario");
        carla = offices.employ(
                person("Carla").person(),
                office.id(),
                "Funzionaria",
                Set.of(Right.HOLD_MEETINGS, Right.WRITE_MESSAGES));
    }

    Actor.Citizen person(String name) {
        return person(people, jdbc, name);
    }

    /// Those of the tests before are reached there no more: five persons at most are (rule G7).
    static Actor.Citizen person(People people, JdbcClient jdbc, String name) {
        var address = name.toLowerCase(Locale.ROOT) + "@example.org";
        jdbc.sql("""
                        update identity.person
                           set mobile = null, mobile_place = null, email = null, email_place = null
                         where email = :address
                        """).param("address", address).update();
        return new Actor.Citizen(
                people.loggedIn(new People.LoggedIn(
                                "test",
                                UUID.randomUUID().toString(),
                                name,
                                "Prova",
                                null,
                                null,
                                "+393331112222",
                                address))
                        .id(),
                Assurance.SUBSTANTIAL,
                null);
    }

    void speaks(Actor.Citizen person, String language) {
        contacts.speak(person.person(), language);
    }

    Appointment booked(Instant hour) {
        return booked(dario, hour);
    }

    Appointment booked(Actor.Citizen by, Instant hour) {
        var held = agenda.hold(SERVICE, hour, by.person(), counter.id(), clock.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        var outcome = bookings.confirm(
                by,
                SERVICE,
                ((Agenda.Holding.Held) held).hold().id(),
                new Matter(Map.of("name", "Dario")),
                IdempotencyKey.next());
        assertThat(outcome).isInstanceOf(Bookings.Outcome.Booked.class);
        return ((Bookings.Outcome.Booked) outcome).appointment();
    }

    List<Inbox.Notice> notices(Locale language) {
        return inbox.of(dario.person(), language, 20);
    }

    List<String> titles() {
        return notices(Locale.ITALIAN).stream().map(Inbox.Notice::title).toList();
    }

    String state(Appointment appointment, String template) {
        return messages.about(appointment.id()).stream()
                .filter(fate -> fate.template().equals(template))
                .map(MessageFate::state)
                .findFirst()
                .orElse("");
    }

    boolean settled(Appointment appointment, String template) {
        return !Set.of("", "QUEUED").contains(state(appointment, template));
    }

    /// The last such message as the provider got it: subject, an empty line, text.
    String arrived(Appointment appointment, String template) {
        return await(template)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> jdbc.sql("""
                                        select o.subject || E'\\n\\n' || o.body
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

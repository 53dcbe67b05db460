package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.testing.SportelloTest;

/// Messages go out whatever becomes of another one.
@SportelloTest
class OutboxTest {

    @Autowired
    OutboxRows rows;

    @Autowired
    SetAsideRows figures;

    @Autowired
    NotificationSettings settings;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void everythingIsTakenAgain() {
        jdbc.sql("alter table demo.outbox drop constraint if exists nobody_takes_this")
                .update();
    }

    @Test
    void goesOnAfterAMessageThatBrokeItsTransaction() {
        jdbc.sql("alter table demo.outbox add constraint nobody_takes_this check (key not like '%broken%') not valid")
                .update();
        var broken = write("sms", "broken", person("+393331110001"));
        var fine = write("sms", "fine", person("+393331110002"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state(fine)).isEqualTo("HANDED_OVER"));
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts(broken) > 0);
        assertThat(state(broken)).isEqualTo("QUEUED");
    }

    @Test
    void sendsAMailWhileAnSmsToTheSamePersonIsTriedAgain() {
        jdbc.sql("alter table demo.outbox add constraint nobody_takes_this check (key not like '%broken%') not valid")
                .update();
        var bruno = person("+393331110003");
        write("sms", "broken", bruno);
        var mail = write("mail", "fine", bruno);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state(mail)).isEqualTo("HANDED_OVER"));
    }

    /// Rule G14 limits messages to third parties; a person's own number is not one.
    @Test
    void withholdsNothingFromAPersonsOwnNumber() {
        var bruno = person("+393331110004");
        var last = "";
        for (int i = 0; i <= settings.perNumberADay(); i++) last = write("sms", "own " + i, bruno);
        var key = last;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(state(key)).isEqualTo("HANDED_OVER"));
    }

    /// Rule G8: what waits for the morning is late from the morning on, as everything is from when it was written.
    @Test
    void countsAsLateFiveMinutesAfterItCouldGo() {
        var morning = Instant.parse("2027-03-03T07:00:00Z");
        var justInTime = morning.plus(Duration.ofMinutes(5));
        var late = justInTime.plusSeconds(1);
        var inTimeBefore = figures.late("app", justInTime);
        var lateBefore = figures.late("app", late);
        var key = "app " + UUID.randomUUID();
        var bruno = person("+393331110005").value();
        rows.write(
                new OutboxRows.Letter(
                        key,
                        "app",
                        "called-off",
                        "it",
                        bruno.toString(),
                        null,
                        null,
                        null,
                        bruno,
                        null,
                        Map.of(),
                        morning,
                        null,
                        null),
                Instant.now());
        assertThat(figures.late("app", late)).isEqualTo(lateBefore);
        jdbc.sql("update notification.outbox set queued_at = queued_at - interval '6 minutes' where key = :key")
                .param("key", key)
                .update();
        assertThat(figures.late("app", justInTime)).isEqualTo(inTimeBefore);
        assertThat(figures.late("app", late)).isEqualTo(lateBefore + 1);
    }

    private PersonId person(String mobile) {
        return people.loggedIn(new People.LoggedIn(
                        "test",
                        UUID.randomUUID().toString(),
                        "Bruno",
                        "Prova",
                        null,
                        null,
                        mobile,
                        "bruno@example.org"))
                .id();
    }

    private String write(String kind, String name, PersonId to) {
        var key = kind + " " + name + " " + UUID.randomUUID();
        rows.write(
                new OutboxRows.Letter(
                        key, kind, "granted-delegate", "it", to.toString(), null, null, null, to.value(), null),
                Instant.now());
        return key;
    }

    private String state(String key) {
        return jdbc.sql("select state from notification.outbox where key = :key")
                .param("key", key)
                .query(String.class)
                .single();
    }

    private int attempts(String key) {
        return jdbc.sql("select attempts from notification.outbox where key = :key")
                .param("key", key)
                .query(Integer.class)
                .single();
    }
}

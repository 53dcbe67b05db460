package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.testing.SportelloTest;

/// Nodes whose clocks are minutes apart from the database's and from each other's.
@SportelloTest
class ClocksApartTest {

    private static final String SERVICE = "delegation-web-meeting";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    Services services;

    DatabaseTime nodeOff(Duration by) {
        return new DatabaseTime(jdbc, InstantSource.offset(InstantSource.system(), by));
    }

    Instant database() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /// Both times are the database's: what the node says lies between what the database said before and after, give or
    /// take the way there, which counts only up to a quarter of a second.
    @ParameterizedTest
    @ValueSource(ints = {-300, -5, 0, 5, 300})
    void sayTheDatabasesTime(int seconds) {
        var node = nodeOff(Duration.ofSeconds(seconds));
        node.look();
        var before = database();
        var said = node.instant();
        var after = database();
        assertThat(said).isBetween(before.minusMillis(500), after.plusMillis(500));
    }

    @Test
    void aClockThatIsSetWhileTheNodeRunsIsNoticedAtTheNextLook() {
        var off = new Duration[] {Duration.ZERO};
        var node = new DatabaseTime(jdbc, () -> Instant.now().plus(off[0]));
        node.look();
        off[0] = Duration.ofMinutes(5);
        node.look();
        assertThat(node.instant()).isBefore(database().plusMillis(500));
    }

    /// A database so busy that each answer takes two seconds.
    @Test
    void aSlowAnswerTellsWhatIsMinutesApart() {
        var readings = new AtomicInteger();
        var node = new DatabaseTime(
                jdbc, () -> Instant.now().plus(Duration.ofMinutes(5)).plusSeconds(2L * readings.getAndIncrement()));
        node.look();
        assertThat(node.instant()).isBefore(database().plusSeconds(60));
    }

    private record Hour(UUID counter, Instant at) {}

    private Hour hour(Instant now) {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Due orologi", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        var counter = offices.openCounter(office.id(), SERVICE, 1).id();
        var first = agenda.nearest(SERVICE, counter, now.plus(Duration.ofDays(7)), 1, now)
                .getFirst();
        return new Hour(counter, first.startsAt());
    }

    private static PersonId someone() {
        return new PersonId(UUID.randomUUID());
    }

    /// A second is what the two may be apart, twice a quarter of one and the way to the database.
    @Test
    void aHoldLastsAsPromisedWhicheverNodeJudgesIt() {
        var slow = nodeOff(Duration.ofMinutes(-5));
        var fast = nodeOff(Duration.ofMinutes(5));
        var hour = hour(slow.instant());
        var bruno = someone();
        var held = agenda.hold(SERVICE, hour.at(), bruno, hour.counter(), slow.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        var hold = ((Agenda.Holding.Held) held).hold();
        var promised = services.policy(SERVICE).hold();
        var almostOver = hold.until().minusSeconds(1);
        assertThat(hold.until()).isAfter(database().plus(promised).minusSeconds(60));
        assertThat(agenda.hold(SERVICE, hour.at(), someone(), hour.counter(), fast.instant()))
                .isInstanceOf(Agenda.Holding.Taken.class);
        assertThat(agenda.hold(SERVICE, hour.at(), someone(), hour.counter(), almostOver))
                .isInstanceOf(Agenda.Holding.Taken.class);
        assertThat(agenda.take(hold.id(), bruno, fast.instant())).isTrue();
    }

    /// Without the correction holds end early or late, but the constraint knows no clock.
    @Test
    void aDeskHasOnePersonWhateverTheClocksSay() throws Exception {
        var now = Instant.now();
        for (int round = 0; round < 10; round++) {
            var hour = hour(now);
            try (var nodes = Executors.newFixedThreadPool(4)) {
                var tries = IntStream.range(0, 12)
                        .<Callable<Boolean>>mapToObj(n -> () -> {
                            var clock = now.plus(Duration.ofMinutes(n % 2 == 0 ? -5 : 11));
                            var who = someone();
                            return agenda.hold(SERVICE, hour.at(), who, hour.counter(), clock)
                                            instanceof Agenda.Holding.Held(var hold)
                                    && agenda.take(hold.id(), who, clock.minus(Duration.ofMinutes(n % 3)));
                        })
                        .toList();
                int taken = 0;
                for (var one : nodes.invokeAll(tries)) if (one.get()) taken++;
                assertThat(taken).isLessThanOrEqualTo(1);
            }
        }
    }
}

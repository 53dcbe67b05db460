package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.PersonId;
import sportello.testing.SportelloTest;

/// Nobody empties a counter by taking hours in hand and giving them back.
@SportelloTest
class HoldLimitTest {

    private static final int MOST = 5;

    final PersonId bruno = new PersonId(UUID.randomUUID());

    @Autowired
    JdbcClient jdbc;

    HoldLimit limit() {
        return new HoldLimit(jdbc, new AgendaSettings(MOST));
    }

    /// As holding an hour asks: how long to wait when it is one too many.
    Optional<Duration> oneMore(PersonId holder) {
        return jdbc.sql("select agenda.one_more_in_hand(:holder, :most)")
                .param("holder", holder.value())
                .param("most", limit().most())
                .query(Integer.class)
                .optional()
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
    }

    @Test
    void tenThousandTriesOfOnePersonAreGivenAsManyAsAnHourAllowsAtWhateverNode() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(8)) {
            var tries = IntStream.range(0, 10_000)
                    .<Callable<Boolean>>mapToObj(_ -> () -> oneMore(bruno).isEmpty())
                    .toList();
            int given = 0;
            for (var one : nodes.invokeAll(tries)) if (one.get()) given++;
            assertThat(given).isEqualTo(MOST);
        }
        assertThat(limit().left(bruno))
                .hasValueSatisfying(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofHours(1)));
    }

    @Test
    void whatWasNotGivenIsNotCounted() {
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(oneMore(bruno)).isEmpty();
            limit().oneLess(bruno);
        }
    }

    @Test
    void anHourLaterAllIsForgotten() {
        for (int i = 0; i <= MOST; i++) oneMore(bruno);
        assertThat(oneMore(bruno)).isPresent();
        jdbc.sql("update agenda.taken_in_hand set since = since - interval '1 hour' where holder = :holder")
                .param("holder", bruno.value())
                .update();
        assertThat(limit().left(bruno)).isEmpty();
        assertThat(oneMore(bruno)).isEmpty();
    }

    @Test
    void anotherPersonIsNotMeant() {
        for (int i = 0; i <= MOST; i++) oneMore(bruno);
        assertThat(oneMore(new PersonId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void minutesAreRoundedUp() {
        assertThat(new Agenda.Holding.TooMany(Duration.ofSeconds(61)).minutes()).isEqualTo(2);
        assertThat(new Agenda.Holding.TooMany(Duration.ofSeconds(60)).minutes()).isEqualTo(1);
        assertThat(new Agenda.Holding.TooMany(Duration.ofSeconds(1)).minutes()).isEqualTo(1);
    }
}

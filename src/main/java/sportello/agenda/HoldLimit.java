package sportello.agenda;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;

/// How many hours one person may take in hand within an hour, over all services: nobody empties a counter by holding
/// and holding again.
@Component
class HoldLimit {

    private final JdbcClient jdbc;
    private final AgendaSettings settings;

    HoldLimit(JdbcClient jdbc, AgendaSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// So many; whoever holds counts in the same question.
    int most() {
        return settings.holdsPerHour();
    }

    /// How long this person has still to wait, empty when they may.
    Optional<Duration> left(PersonId holder) {
        return jdbc.sql("""
                        select ceil(extract(epoch from since + interval '1 hour' - clock_timestamp()))::integer
                          from agenda.taken_in_hand
                         where holder = :holder and count > :most and since > clock_timestamp() - interval '1 hour'
                        """)
                .param("holder", holder.value())
                .param("most", settings.holdsPerHour())
                .query(Integer.class)
                .optional()
                .map(Duration::ofSeconds);
    }

    void oneLess(PersonId holder) {
        jdbc.sql("select agenda.one_less_in_hand(:holder)")
                .param("holder", holder.value())
                .query((row, n) -> true)
                .single();
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 300_000)
    void forget() {
        jdbc.sql("""
                        delete from agenda.taken_in_hand
                         where holder in (
                             select holder
                               from agenda.taken_in_hand
                              where since < clock_timestamp() - interval '1 hour'
                                for update skip locked)
                        """).update();
    }
}

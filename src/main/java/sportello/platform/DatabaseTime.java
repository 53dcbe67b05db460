package sportello.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// What the time is by the database, reckoned from this machine's own clock: nodes whose clocks are minutes apart judge
/// holds, codes and lapses alike. Between two looks at the database a clock runs on by itself.
class DatabaseTime implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);

    /// Less than this is the way there and back.
    private static final Duration NOTICED = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final InstantSource machine;
    private volatile Duration behind = Duration.ZERO;
    private volatile boolean looked;

    DatabaseTime(JdbcClient jdbc, InstantSource machine) {
        this.jdbc = jdbc;
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        if (!looked) look();
        return machine.instant().plus(behind);
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void look() {
        try {
            var asked = machine.instant();
            var there = jdbc.sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            var way = Duration.between(asked, machine.instant());
            looked = true;
            correct(Duration.between(asked.plus(way.dividedBy(2)), there), way);
        } catch (DataAccessException away) {
            LOG.debug("The database does not say what time it is");
        }
    }

    /// The answer is off by half the way at most: one that differs by more than the whole is better than what we knew.
    private void correct(Duration measured, Duration way) {
        var surely = way.compareTo(NOTICED) > 0 ? way : NOTICED;
        if (measured.minus(behind).abs().compareTo(surely) <= 0) return;
        behind = measured;
        LOG.warn("The clock of this machine is {} behind the database's: the database's counts", measured);
    }
}

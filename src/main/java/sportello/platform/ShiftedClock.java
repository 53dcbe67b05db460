package sportello.platform;

import java.time.Duration;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// Machine time plus a shift kept in the database, so that every node shows the same hour.
class ShiftedClock implements MovableClock {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private volatile Duration shift;
    private volatile boolean read;

    ShiftedClock(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
        this.shift = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        if (!read) follow();
        return Instant.now().plus(shift);
    }

    @Override
    public void moveTo(Instant now) {
        keep(Duration.between(Instant.now(), now));
    }

    @Override
    public void reset() {
        keep(Duration.ZERO);
    }

    @Override
    public Duration shift() {
        return shift;
    }

    private void keep(Duration wanted) {
        // Rounded up: a clock set to the hour of an appointment must not show a moment before it.
        var whole = wanted.plusNanos(999_999).toMillis();
        jdbc.sql("update platform.clock set shift_ms = :ms").param("ms", whole).update();
        shift = Duration.ofMillis(whole);
        read = true;
        events.publishEvent(new ClockMoved(instant()));
    }

    /// Another node may have moved it.
    @Scheduled(fixedDelay = 1000, initialDelay = 1000)
    void follow() {
        var kept = Duration.ofMillis(jdbc.sql("select shift_ms from platform.clock")
                .query(Long.class)
                .single());
        var moved = read && !kept.equals(shift);
        shift = kept;
        read = true;
        if (moved) events.publishEvent(new ClockMoved(instant()));
    }
}

package sportello.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// The database's time plus a shift kept in the database, so that every node shows the same hour.
class ShiftedClock implements MovableClock {

    private static final String TOPIC = "clock";

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final ApplicationEventPublisher events;
    private final Bulletin bulletin;
    private volatile Duration shift;
    private volatile boolean read;

    ShiftedClock(JdbcClient jdbc, InstantSource time, ApplicationEventPublisher events, Bulletin bulletin) {
        this.jdbc = jdbc;
        this.time = time;
        this.events = events;
        this.bulletin = bulletin;
        this.shift = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        if (!read) follow();
        return time.instant().plus(shift);
    }

    @Override
    public void moveTo(Instant now) {
        keep(Duration.between(time.instant(), now));
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
        write(wanted.plusNanos(999_999).toMillis());
        bulletin.tell(TOPIC, "");
        events.publishEvent(new ClockMoved(instant()));
    }

    /// Not between another thread's look at the table and what it makes of it.
    private synchronized void write(long whole) {
        jdbc.sql("update platform.clock set shift_ms = :ms").param("ms", whole).update();
        shift = Duration.ofMillis(whole);
        read = true;
    }

    @EventListener
    void heard(Heard told) {
        if (told.topic().equals(TOPIC)) follow();
    }

    /// Another node may have moved it, unheard.
    @Scheduled(fixedDelay = 1000, initialDelay = 1000)
    void follow() {
        if (moved()) events.publishEvent(new ClockMoved(instant()));
    }

    private synchronized boolean moved() {
        var kept = Duration.ofMillis(jdbc.sql("select shift_ms from platform.clock")
                .query(Long.class)
                .single());
        var moved = read && !kept.equals(shift);
        shift = kept;
        read = true;
        return moved;
    }
}

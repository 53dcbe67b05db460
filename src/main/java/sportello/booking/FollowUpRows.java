package sportello.booking;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All the SQL of what bookings still entail. Its times are the database's, so that nodes whose clocks differ agree.
@Component
class FollowUpRows {

    private final JdbcClient jdbc;

    FollowUpRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Waiting(AppointmentId appointment, boolean overdue) {}

    /// `failing`: tried without success at least once.
    record Figures(long waiting, long failing) {}

    /// Taken by this transaction, which does it; waits for whoever is at it. Empty when it was done.
    Optional<Set<UUID>> take(AppointmentId id) {
        return jdbc.sql("delete from booking.follow_up where appointment = :id returning about")
                .param("id", id.value())
                .query((row, n) -> Set.of((UUID[]) row.getArray("about").getArray()))
                .optional();
    }

    /// The same without waiting: empty also when somebody is at it, or its pause is not over.
    Optional<Set<UUID>> takeIfIdle(AppointmentId id) {
        return jdbc.sql("""
                        delete from booking.follow_up
                         where appointment = (select f.appointment from booking.follow_up as f
                                               where f.appointment = :id and f.not_before <= clock_timestamp()
                                                 for update skip locked)
                        returning about
                        """)
                .param("id", id.value())
                .query((row, n) -> Set.of((UUID[]) row.getArray("about").getArray()))
                .optional();
    }

    /// The oldest first; `overdue` when it waited longer than `patience` seconds.
    List<Waiting> due(int most, long patience) {
        return jdbc.sql("""
                        select appointment, since < clock_timestamp() - :patience * interval '1 second' as overdue
                          from booking.follow_up
                         where not_before <= clock_timestamp()
                         order by appointment
                         limit :most
                        """)
                .param("patience", patience)
                .param("most", most)
                .query((row, n) -> new Waiting(
                        new AppointmentId(row.getObject("appointment", UUID.class)), row.getBoolean("overdue")))
                .list();
    }

    /// Pauses grow from five seconds to an hour. Nothing is noted while another is at it, nor waited for.
    void failed(AppointmentId id, String trouble) {
        jdbc.sql("""
                        update booking.follow_up
                           set attempts = attempts + 1, trouble = :trouble,
                               not_before = clock_timestamp()
                                            + least(interval '5 seconds' * (2 ^ least(attempts, 12)), interval '1 hour')
                         where appointment = (select f.appointment from booking.follow_up as f
                                               where f.appointment = :id
                                                 for update skip locked)
                        """).param("trouble", trouble).param("id", id.value()).update();
    }

    Figures figures() {
        return jdbc.sql("""
                        select count(*) as waiting, count(*) filter (where attempts > 0) as failing
                          from booking.follow_up
                        """)
                .query((row, n) -> new Figures(row.getLong("waiting"), row.getLong("failing")))
                .single();
    }
}

package sportello.notification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All the SQL of the reminders.
@Repository
class ReminderRows {

    private final JdbcClient jdbc;

    ReminderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// For one hour; a second time does nothing.
    void plan(UUID appointment, Instant hour, ReminderPlan.Due due) {
        jdbc.sql("""
                        insert into notification.reminder (appointment_id, hour, kind, due_at)
                        values (:appointment, :hour, :kind, :due)
                        on conflict on constraint a_reminder_is_given_once do nothing
                        """)
                .param("appointment", appointment)
                .param("hour", OutboxRows.at(hour))
                .param("kind", due.kind().name())
                .param("due", OutboxRows.at(due.at()))
                .update();
    }

    /// Of whatever hour, given or not.
    void drop(UUID appointment) {
        jdbc.sql("delete from notification.reminder where appointment_id = :appointment")
                .param("appointment", appointment)
                .update();
    }

    /// Whether the hour it spoke of still stands. Who is moving or cancelling the appointment at this moment is waited
    /// for.
    boolean stands(UUID appointment, Instant hour) {
        return jdbc.sql("""
                                select count(*)
                                  from (select 1
                                          from notification.reminder
                                         where appointment_id = :appointment and hour = :hour
                                           for share) standing
                                """)
                        .param("appointment", appointment)
                        .param("hour", OutboxRows.at(hour))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /// Takes the oldest that are due, for this transaction alone: another node takes others.
    List<Row> take(Instant now, int most) {
        return jdbc.sql("""
                        update notification.reminder r
                           set given_at = :now
                          from (select appointment_id, hour, kind
                                  from notification.reminder
                                 where given_at is null and due_at <= :now
                                 order by due_at
                                 limit :most
                                   for update skip locked) due
                         where (r.appointment_id, r.hour, r.kind) = (due.appointment_id, due.hour, due.kind)
                        returning r.appointment_id, r.hour, r.kind
                        """)
                .param("now", OutboxRows.at(now))
                .param("most", most)
                .query((row, n) -> new Row(
                        row.getObject("appointment_id", UUID.class),
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        ReminderPlan.Kind.valueOf(row.getString("kind"))))
                .list();
    }

    /// Not given after all: to be tried again from `due` on.
    void again(Row row, Instant due) {
        jdbc.sql("""
                        update notification.reminder set given_at = null, due_at = :due
                         where appointment_id = :appointment and hour = :hour and kind = :kind
                        """)
                .param("due", OutboxRows.at(due))
                .param("appointment", row.appointment())
                .param("hour", OutboxRows.at(row.hour()))
                .param("kind", row.kind().name())
                .update();
    }

    record Row(UUID appointment, Instant hour, ReminderPlan.Kind kind) {}
}

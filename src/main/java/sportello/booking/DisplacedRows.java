package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All the SQL of who was asked to choose another hour.
@Component
class DisplacedRows {

    private final JdbcClient jdbc;
    private final AppointmentRows appointments;

    DisplacedRows(JdbcClient jdbc, AppointmentRows appointments) {
        this.jdbc = jdbc;
        this.appointments = appointments;
    }

    record Found(Appointment appointment, @Nullable Instant askedAt) {}

    List<Found> ofPlaces(UUID office, Collection<UUID> holds, Instant now) {
        return jdbc.sql("select " + AppointmentRows.COLUMNS + """
                        , q.asked_at
                          from booking.appointment as a
                          left join booking.asked_to_move as q on q.appointment = a.id and q.starts_at = a.starts_at
                         where a.office = :office and a.starts_at > :now and a.status = 'BOOKED' and a.hold = any (:holds)
                         order by a.starts_at, a.id
                        """)
                .param("office", office)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("holds", holds.toArray(UUID[]::new))
                .query((row, n) -> {
                    var asked = row.getObject("asked_at", OffsetDateTime.class);
                    return new Found(appointments.kept(row).appointment(), asked == null ? null : asked.toInstant());
                })
                .list();
    }

    /// False when they were asked within the last minute: a double click tells nobody twice.
    boolean ask(Appointment appointment, UUID staff, Instant now) {
        return jdbc.sql("""
                        insert into booking.asked_to_move (appointment, starts_at, asked_at, asked_by)
                        values (:appointment, :starts_at, :now, :staff)
                        on conflict on constraint a_person_is_asked_once_for_one_hour
                           do update set asked_at = excluded.asked_at, asked_by = excluded.asked_by
                               where asked_to_move.asked_at < excluded.asked_at - interval '1 minute'
                        """)
                        .param("appointment", appointment.id().value())
                        .param("starts_at", appointment.startsAt().atOffset(ZoneOffset.UTC))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("staff", staff)
                        .update()
                == 1;
    }

    Set<AppointmentId> asked(Collection<AppointmentId> some) {
        if (some.isEmpty()) return Set.of();
        return Set.copyOf(jdbc.sql("""
                        select a.id
                          from booking.asked_to_move as q
                          join booking.appointment as a on a.id = q.appointment and a.starts_at = q.starts_at
                         where a.id = any (:some) and a.status = 'BOOKED'
                        """)
                .param("some", some.stream().map(AppointmentId::value).toArray(UUID[]::new))
                .query((row, n) -> new AppointmentId(row.getObject("id", UUID.class)))
                .list());
    }

    /// Those who want an hour of this service in one of the days of each week, there or anywhere.
    List<Integer> wishes(String service, UUID counter, LocalDate monday, int weeks) {
        return jdbc.sql("""
                        select count(w.id) as wishes
                          from generate_series(0, :weeks - 1) as n (week)
                          left join booking.wish as w
                            on w.service = :service and w.state in ('WAITING', 'OFFERED')
                           and (w.counter is null or w.counter = :counter)
                           and w.days && daterange(cast(:monday as date) + n.week * 7, cast(:monday as date) + n.week * 7 + 7)
                         group by n.week
                         order by n.week
                        """)
                .param("service", service)
                .param("counter", counter)
                .param("monday", monday)
                .param("weeks", weeks)
                .query((row, n) -> row.getInt("wishes"))
                .list();
    }
}

package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes openings: what a timetable no longer has goes, what it has anew comes.
@Component
class OpeningRows {

    private final JdbcClient jdbc;

    OpeningRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Until the end of the transaction nobody else changes an opening and nobody holds a place there; in the order in
    /// which the triggers ask.
    void lock(UUID subject) {
        jdbc.sql("select version from agenda.opening_version for update")
                .query(Long.class)
                .single();
        jdbc.sql(
                        "select true from (select pg_advisory_xact_lock(hashtextextended(cast(:subject as text), 4712))) as locked")
                .param("subject", subject.toString())
                .query(Boolean.class)
                .single();
    }

    void save(UUID counter, Timetable before, Timetable after) {
        delete("week_hours", before.weeks(), after.weeks(), Timetable.Week::id);
        delete("day_hours", before.days(), after.days(), Timetable.OneDay::id);
        delete("pause", before.pauses(), after.pauses(), Timetable.Pause::id);
        delete("counter_closure", before.closures(), after.closures(), Timetable.Closure::id);
        delete("suspension", before.suspensions(), after.suspensions(), Timetable.Suspension::id);
        anew(before.weeks(), after.weeks()).forEach(week -> insert(counter, week));
        anew(before.days(), after.days()).forEach(day -> insert(counter, day));
        anew(before.pauses(), after.pauses()).forEach(pause -> insert(counter, pause));
        anew(before.closures(), after.closures()).forEach(closure -> insert(counter, closure));
        anew(before.suspensions(), after.suspensions()).forEach(suspension -> insert(counter, suspension));
        if (!Objects.equals(before.lead(), after.lead())) lead(counter, after.lead());
    }

    private static <T> List<T> anew(Collection<T> before, Collection<T> after) {
        return after.stream().filter(each -> !before.contains(each)).toList();
    }

    private <T> void delete(String table, List<T> before, List<T> after, Function<T, UUID> id) {
        var kept = after.stream().map(id).collect(Collectors.toSet());
        var gone = before.stream().map(id).filter(each -> !kept.contains(each)).toArray(UUID[]::new);
        if (gone.length == 0) return;
        jdbc.sql("delete from agenda." + table + " where id = any (:gone)")
                .param("gone", gone)
                .update();
    }

    private void insert(UUID counter, Timetable.Week week) {
        jdbc.sql("""
                        insert into agenda.week_hours (id, counter, valid, weekday, hours, slot_minutes, desks, kept)
                        values (:id, :counter, daterange(:from, :before), :weekday, int4range(:from_minute, :to_minute),
                                :slot, :desks, :kept)
                        """)
                .param("id", week.id())
                .param("counter", counter)
                .param("from", week.valid().from())
                .param("before", end(week.valid()))
                .param("weekday", week.weekday().getValue())
                .param("from_minute", minute(week.hours().from()))
                .param("to_minute", minute(week.hours().to()))
                .param("slot", week.hours().slot().toMinutes())
                .param("desks", week.hours().desks())
                .param("kept", week.hours().kept())
                .update();
    }

    private void insert(UUID counter, Timetable.OneDay day) {
        jdbc.sql("""
                        insert into agenda.day_hours (id, counter, on_day, hours, slot_minutes, desks, kept)
                        values (:id, :counter, :day, int4range(:from_minute, :to_minute), :slot, :desks, :kept)
                        """)
                .param("id", day.id())
                .param("counter", counter)
                .param("day", day.day())
                .param("from_minute", minute(day.hours().from()))
                .param("to_minute", minute(day.hours().to()))
                .param("slot", day.hours().slot().toMinutes())
                .param("desks", day.hours().desks())
                .param("kept", day.hours().kept())
                .update();
    }

    private void insert(UUID counter, Timetable.Pause pause) {
        var weekday = pause.weekday();
        jdbc.sql("""
                        insert into agenda.pause (id, counter, valid, weekday, hours, why)
                        values (:id, :counter, daterange(:from, :before), :weekday, int4range(:from_minute, :to_minute),
                                :why)
                        """)
                .param("id", pause.id())
                .param("counter", counter)
                .param("from", pause.valid().from())
                .param("before", end(pause.valid()))
                .param("weekday", weekday == null ? null : weekday.getValue())
                .param("from_minute", minute(pause.from()))
                .param("to_minute", minute(pause.to()))
                .param("why", pause.why())
                .update();
    }

    private void insert(UUID counter, Timetable.Closure closure) {
        jdbc.sql("""
                        insert into agenda.counter_closure (id, counter, valid, why)
                        values (:id, :counter, daterange(:from, :before), :why)
                        """)
                .param("id", closure.id())
                .param("counter", counter)
                .param("from", closure.valid().from())
                .param("before", end(closure.valid()))
                .param("why", closure.why())
                .update();
    }

    private void insert(UUID counter, Timetable.Suspension suspension) {
        jdbc.sql("""
                        insert into agenda.suspension (id, counter, during, why)
                        values (:id, :counter, tstzrange(:from, :until), :why)
                        """)
                .param("id", suspension.id())
                .param("counter", counter)
                .param("from", utc(suspension.from()))
                .param("until", suspension.until().equals(Instant.MAX) ? null : utc(suspension.until()))
                .param("why", suspension.why())
                .update();
    }

    private void lead(UUID counter, Timetable.@Nullable Lead lead) {
        jdbc.sql("delete from agenda.lead_time where counter = :counter")
                .param("counter", counter)
                .update();
        if (lead == null) return;
        jdbc.sql("insert into agenda.lead_time (counter, from_days, to_days) values (:counter, :from, :to)")
                .param("counter", counter)
                .param("from", lead.fromDays())
                .param("to", lead.toDays())
                .update();
    }

    void close(UUID office, LocalDate day, String why) {
        jdbc.sql("""
                        insert into agenda.closure (office, on_day, why) values (:office, :day, :why)
                        on conflict (office, on_day) do update set why = excluded.why
                        """)
                .param("office", office)
                .param("day", day)
                .param("why", why)
                .update();
    }

    void reopen(UUID office, LocalDate day) {
        jdbc.sql("delete from agenda.closure where office = :office and on_day = :day")
                .param("office", office)
                .param("day", day)
                .update();
    }

    List<Openings.ClosedDay> closures(UUID office, LocalDate from) {
        return jdbc.sql("""
                        select on_day, why from agenda.closure where office = :office and on_day >= :from order by on_day
                        """)
                .param("office", office)
                .param("from", from)
                .query((row, n) ->
                        new Openings.ClosedDay(row.getObject("on_day", LocalDate.class), row.getString("why")))
                .list();
    }

    private static @Nullable LocalDate end(Days days) {
        return days.endless() ? null : days.before();
    }

    private static int minute(LocalTime hour) {
        return hour.toSecondOfDay() / 60;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

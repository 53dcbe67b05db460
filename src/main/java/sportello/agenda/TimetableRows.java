package sportello.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the openings that changed since a version, all in one statement.
@Component
class TimetableRows {

    private final JdbcClient jdbc;

    TimetableRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What `known` becomes by the changes after it; itself when there are none.
    Timetables since(Timetables known) {
        var changes = new Changes();
        jdbc.sql("""
                        with changed as (
                            select subject, version from agenda.opening_change where version > :known)
                        select 'CHANGED' as kind, subject, version, null::uuid as id, null::date as from_day,
                               null::date as before_day, null::integer as weekday, null::integer as from_minute,
                               null::integer as to_minute, null::integer as slot, null::integer as desks,
                               null::integer as kept, null::timestamptz as from_at, null::timestamptz as until_at,
                               null::text as why
                          from changed
                        union all
                        select 'WEEK', counter, 0, id, lower(valid), upper(valid), weekday, lower(hours), upper(hours),
                               slot_minutes, desks, kept, null, null, null
                          from agenda.week_hours join changed on subject = counter
                        union all
                        select 'DAY', counter, 0, id, on_day, null, null, lower(hours), upper(hours),
                               slot_minutes, desks, kept, null, null, null
                          from agenda.day_hours join changed on subject = counter
                        union all
                        select 'PAUSE', counter, 0, id, lower(valid), upper(valid), weekday, lower(hours), upper(hours),
                               null, null, null, null, null, why
                          from agenda.pause join changed on subject = counter
                        union all
                        select 'CLOSURE', counter, 0, id, lower(valid), upper(valid), null, null, null, null, null, null,
                               null, null, why
                          from agenda.counter_closure join changed on subject = counter
                        union all
                        select 'SUSPENSION', counter, 0, id, null, null, null, null, null, null, null, null,
                               lower(during), upper(during), why
                          from agenda.suspension join changed on subject = counter
                        union all
                        select 'LEAD', counter, 0, null, null, null, null, from_days, to_days, null, null, null, null,
                               null, null
                          from agenda.lead_time join changed on subject = counter
                        union all
                        select 'OFFICE', office, 0, null, on_day, null, null, null, null, null, null, null, null, null, why
                          from agenda.closure join changed on subject = office
                        """).param("known", known.version()).query((ResultSet row) -> {
            changes.read(row);
        });
        return changes.appliedTo(known);
    }

    /// Gathers the rows of each subject.
    private static final class Changes {

        private long version;
        private final Set<UUID> subjects = new HashSet<>();
        private final Map<UUID, Gathered> counters = new HashMap<>();
        private final Map<UUID, Set<LocalDate>> closures = new HashMap<>();

        void read(ResultSet row) throws SQLException {
            var subject = row.getObject("subject", UUID.class);
            switch (row.getString("kind")) {
                case "CHANGED" -> {
                    subjects.add(subject);
                    version = Math.max(version, row.getLong("version"));
                }
                case "OFFICE" ->
                    closures.computeIfAbsent(subject, _ -> new HashSet<>())
                            .add(row.getObject("from_day", LocalDate.class));
                default ->
                    counters.computeIfAbsent(subject, _ -> new Gathered()).read(row);
            }
        }

        Timetables appliedTo(Timetables known) {
            if (subjects.isEmpty()) return known;
            var tables = new HashMap<>(known.ofCounters());
            var closed = new HashMap<>(known.closures());
            subjects.forEach(tables::remove);
            subjects.forEach(closed::remove);
            counters.forEach((counter, gathered) -> tables.put(counter, gathered.timetable()));
            closures.forEach((office, days) -> closed.put(office, Set.copyOf(days)));
            return new Timetables(version, Map.copyOf(tables), Map.copyOf(closed));
        }
    }

    private static final class Gathered {

        private final List<Timetable.Week> weeks = new ArrayList<>();
        private final List<Timetable.OneDay> days = new ArrayList<>();
        private final List<Timetable.Pause> pauses = new ArrayList<>();
        private final List<Timetable.Closure> closures = new ArrayList<>();
        private final List<Timetable.Suspension> suspensions = new ArrayList<>();
        private Timetable.@Nullable Lead lead;

        void read(ResultSet row) throws SQLException {
            var id = row.getObject("id", UUID.class);
            switch (row.getString("kind")) {
                case "WEEK" ->
                    weeks.add(new Timetable.Week(id, days(row), DayOfWeek.of(row.getInt("weekday")), hours(row)));
                case "DAY" ->
                    days.add(new Timetable.OneDay(id, row.getObject("from_day", LocalDate.class), hours(row)));
                case "PAUSE" -> {
                    int weekday = row.getInt("weekday");
                    pauses.add(new Timetable.Pause(
                            id,
                            days(row),
                            weekday == 0 ? null : DayOfWeek.of(weekday),
                            minute(row, "from_minute"),
                            minute(row, "to_minute"),
                            row.getString("why")));
                }
                case "CLOSURE" -> closures.add(new Timetable.Closure(id, days(row), row.getString("why")));
                case "SUSPENSION" ->
                    suspensions.add(new Timetable.Suspension(
                            id,
                            at(row, "from_at", Instant.MIN),
                            at(row, "until_at", Instant.MAX),
                            row.getString("why")));
                case "LEAD" -> lead = new Timetable.Lead(row.getInt("from_minute"), row.getInt("to_minute"));
                default -> throw new IllegalStateException(row.getString("kind"));
            }
        }

        Timetable timetable() {
            return new Timetable(
                    List.copyOf(weeks),
                    List.copyOf(days),
                    List.copyOf(pauses),
                    List.copyOf(closures),
                    List.copyOf(suspensions),
                    lead);
        }

        private static Days days(ResultSet row) throws SQLException {
            var from = row.getObject("from_day", LocalDate.class);
            var before = row.getObject("before_day", LocalDate.class);
            return new Days(from == null ? LocalDate.MIN : from, before == null ? LocalDate.MAX : before);
        }

        private static Timetable.Hours hours(ResultSet row) throws SQLException {
            return new Timetable.Hours(
                    minute(row, "from_minute"),
                    minute(row, "to_minute"),
                    Duration.ofMinutes(row.getInt("slot")),
                    row.getInt("desks"),
                    row.getInt("kept"));
        }

        private static LocalTime minute(ResultSet row, String column) throws SQLException {
            return LocalTime.MIN.plusMinutes(row.getInt(column));
        }

        private static Instant at(ResultSet row, String column, Instant otherwise) throws SQLException {
            var at = row.getObject(column, OffsetDateTime.class);
            return at == null ? otherwise : at.toInstant();
        }
    }
}

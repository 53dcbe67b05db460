package sportello.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.booking.AppointmentId;
import sportello.identity.PersonId;
import sportello.meeting.RoomId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// The table of cases.
@Repository
class CaseRows {

    static final String COLUMNS = """
            id, appointment, reference, service, office, room, booked_by, party_marks, starts_at, ends_at, status,
            official, opened_at, outcome_reason, settled_at, settled_key, next_appointment, version, unit, party, known_as,
            triage, in_charge, venue
            """;

    private final JdbcClient jdbc;

    CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(CaseRow row) {
        var judged = row.judged();
        jdbc.sql("""
                insert into casework.case_file
                    (id, appointment, reference, service, office, room, booked_by, party_marks, starts_at, ends_at, unit,
                     party, known_as, triage)
                values (:id, :appointment, :reference, :service, :office, :room, :bookedBy, :marks, :startsAt, :endsAt,
                        :unit, :party, :knownAs, :triage)
                """)
                .param("id", row.id().value())
                .param("appointment", row.appointment().value())
                .param("reference", row.reference().value())
                .param("service", row.service())
                .param("office", row.office())
                .param("room", row.room().value())
                .param("bookedBy", row.bookedBy().value())
                .param("marks", row.partyMarks().toArray(byte[][]::new))
                .param("startsAt", Timestamp.from(row.startsAt()))
                .param("endsAt", Timestamp.from(row.endsAt()))
                .param("unit", row.unit())
                .param("party", judged == null ? null : judged.party(), Types.OTHER)
                .param("knownAs", judged == null ? "" : judged.knownAs())
                .param("triage", judged == null ? null : judged.triage().name())
                .update();
    }

    Optional<CaseRow> find(CaseId id) {
        return jdbc.sql("select " + COLUMNS + " from casework.case_file where id = :id")
                .param("id", id.value())
                .query(CaseRows::read)
                .optional();
    }

    Optional<CaseRow> lock(CaseId id) {
        return jdbc.sql("select " + COLUMNS + " from casework.case_file where id = :id for update")
                .param("id", id.value())
                .query(CaseRows::read)
                .optional();
    }

    Optional<CaseRow> of(AppointmentId appointment) {
        return jdbc.sql("select " + COLUMNS + " from casework.case_file where appointment = :appointment")
                .param("appointment", appointment.value())
                .query(CaseRows::read)
                .optional();
    }

    List<CaseRow> ofOffice(UUID office, Instant from, Instant to) {
        return jdbc.sql("select " + COLUMNS + """
                  from casework.case_file
                 where office = :office and starts_at >= :from and starts_at < :to
                 order by starts_at, id
                """)
                .param("office", office)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(CaseRows::read)
                .list();
    }

    /// Begun by `now` and opened, or not opened on a day before `today`.
    List<CaseId> thatMayLapse(Instant now, Instant today) {
        return jdbc.sql("""
                select id from casework.case_file
                 where settled_at is null and triage is null
                   and (starts_at < :today or (status <> 'PREPARED' and starts_at <= :now))
                 order by starts_at limit 500
                """)
                .param("now", Timestamp.from(now))
                .param("today", Timestamp.from(today))
                .query((row, n) -> new CaseId(row.getObject("id", UUID.class)))
                .list();
    }

    void open(CaseRow row, UUID official, Instant at) {
        expectOne(jdbc.sql("""
                update casework.case_file
                   set status = 'OPEN', official = :official, opened_at = coalesce(opened_at, :at), version = version + 1
                 where id = :id and version = :version and status in ('PREPARED', 'SUSPENDED')
                """)
                .param("id", row.id().value())
                .param("version", row.version())
                .param("official", official)
                .param("at", Timestamp.from(at))
                .update());
    }

    void suspend(CaseRow row) {
        expectOne(jdbc.sql("""
                update casework.case_file set status = 'SUSPENDED', version = version + 1
                 where id = :id and version = :version and status = 'OPEN'
                """)
                .param("id", row.id().value())
                .param("version", row.version())
                .update());
    }

    void move(CaseRow row, Instant startsAt, Instant endsAt) {
        expectOne(jdbc.sql("""
                update casework.case_file set starts_at = :startsAt, ends_at = :endsAt, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", row.id().value())
                .param("version", row.version())
                .param("startsAt", Timestamp.from(startsAt))
                .param("endsAt", Timestamp.from(endsAt))
                .update());
    }

    void settle(CaseRow row, CaseRow.Settlement how, Instant at) {
        if (!row.status().mayBecome(how.status()))
            throw new IllegalStateException(row.status() + " does not become " + how.status());
        expectOne(jdbc.sql("""
                update casework.case_file
                   set status = :status, outcome_reason = :reason, settled_at = :at, settled_key = :key,
                       effect = :effect, next_appointment = :next, version = version + 1
                 where id = :id and version = :version and settled_at is null
                """)
                .param("id", row.id().value())
                .param("version", row.version())
                .param("status", how.status().name())
                .param("reason", how.reason())
                .param("at", Timestamp.from(at))
                .param("key", how.key(), Types.OTHER)
                .param("effect", how.effect(), Types.OTHER)
                .param("next", how.next(), Types.OTHER)
                .update());
    }

    void insertTick(CaseId id, CaseFile.Tick tick) {
        jdbc.sql("""
                insert into casework.tick (case_id, step, outcome, note, at, official, counts)
                values (:case, :step, :outcome, :note, :at, :official, :counts)
                """)
                .param("case", id.value())
                .param("step", tick.step())
                .param("outcome", tick.outcome())
                .param("note", tick.note())
                .param("at", Timestamp.from(tick.at()))
                .param("official", tick.official())
                .param("counts", tick.counts())
                .update();
    }

    record Of<T>(CaseId id, T what) {}

    List<Of<CaseFile.Tick>> ticks(Collection<CaseId> ids) {
        return ofCases(
                """
                select case_id, step, outcome, note, at, official, counts
                  from casework.tick where case_id in (:ids) order by at, id
                """,
                ids,
                row -> new CaseFile.Tick(
                        row.getString("step"),
                        row.getString("outcome"),
                        row.getString("note"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("official", UUID.class),
                        row.getBoolean("counts")));
    }

    void insertNote(CaseId id, String text, Instant at, UUID official) {
        jdbc.sql("""
                insert into casework.note (case_id, text, at, official) values (:case, :text, :at, :official)
                """)
                .param("case", id.value())
                .param("text", text)
                .param("at", Timestamp.from(at))
                .param("official", official)
                .update();
    }

    List<Of<String>> notes(Collection<CaseId> ids) {
        return ofCases(
                "select case_id, text from casework.note where case_id in (:ids) order by at, id",
                ids,
                row -> row.getString("text"));
    }

    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<Of<T>> ofCases(String sql, Collection<CaseId> ids, Reading<T> reading) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(sql)
                .param("ids", ids.stream().map(CaseId::value).toList())
                .query((row, n) -> new Of<>(new CaseId(row.getObject("case_id", UUID.class)), reading.of(row)))
                .list();
    }

    static void expectOne(int changed) {
        if (changed != 1) throw new IllegalStateException("The case changed meanwhile");
    }

    static CaseRow read(ResultSet row, int number) throws SQLException {
        var marks = new ArrayList<byte[]>();
        for (var mark : (Object[]) row.getArray("party_marks").getArray()) marks.add((byte[]) mark);
        return new CaseRow(
                new CaseId(row.getObject("id", UUID.class)),
                new AppointmentId(row.getObject("appointment", UUID.class)),
                new Reference(row.getString("reference")),
                row.getString("service"),
                row.getObject("office", UUID.class),
                new RoomId(row.getObject("room", UUID.class)),
                new PersonId(row.getObject("booked_by", UUID.class)),
                List.copyOf(marks),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                CaseFile.Status.valueOf(row.getString("status")),
                row.getObject("official", UUID.class),
                maybe(row, "opened_at"),
                row.getString("outcome_reason"),
                maybe(row, "settled_at"),
                row.getObject("settled_key", UUID.class),
                row.getObject("next_appointment", UUID.class),
                row.getLong("version"),
                row.getObject("unit", UUID.class),
                judged(row));
    }

    private static CaseRow.@Nullable Judged judged(ResultSet row) throws SQLException {
        var triage = row.getString("triage");
        if (triage == null) return null;
        var venue = row.getString("venue");
        return new CaseRow.Judged(
                row.getObject("party", UUID.class),
                row.getString("known_as"),
                Triage.valueOf(triage),
                row.getObject("in_charge", UUID.class),
                venue == null ? null : Venue.valueOf(venue));
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}

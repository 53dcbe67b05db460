package sportello.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.offices.Venue;

/// The tables of what is judged, agreed and written about a case prepared by triage. Changes expect the case's lock.
@Repository
class ConsultancyRows {

    private final JdbcClient jdbc;

    ConsultancyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The last judgement, with where the case stood before it.
    record Standing(UUID id, Consultancy.Message.Kind kind, Triage before, boolean actedOn) {}

    void charge(CaseRow row, @Nullable UUID staff, String note, Instant at, UUID by) {
        CaseRows.expectOne(jdbc.sql("""
                update casework.case_file set in_charge = :staff, version = version + 1
                 where id = :id and settled_at is null and triage is not null
                """)
                .param("id", row.id().value())
                .param("staff", staff, Types.OTHER)
                .update());
        jdbc.sql("""
                insert into casework.charge (case_id, staff, note, at, changed_by) values (:case, :staff, :note, :at, :by)
                """)
                .param("case", row.id().value())
                .param("staff", staff, Types.OTHER)
                .param("note", note)
                .param("at", Timestamp.from(at))
                .param("by", by)
                .update();
    }

    List<Consultancy.Charge> charges(CaseId id) {
        return ofCase(
                "select staff, note, at, changed_by from casework.charge where case_id = :case order by id",
                id,
                row -> new Consultancy.Charge(
                        row.getObject("staff", UUID.class),
                        row.getString("note"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("changed_by", UUID.class)));
    }

    void stand(CaseRow row, Triage triage) {
        CaseRows.expectOne(jdbc.sql("""
                update casework.case_file set triage = :triage, version = version + 1
                 where id = :id and settled_at is null and triage is not null
                """)
                .param("id", row.id().value())
                .param("triage", triage.name())
                .update());
    }

    UUID judge(
            CaseRow row,
            Consultancy.Message.Kind kind,
            String text,
            @Nullable LocalDate until,
            Instant at,
            UUID official) {
        return judge(row, kind, text, until, at, official, null);
    }

    /// @param key under which it was sent, of what could be sent twice
    UUID judge(
            CaseRow row,
            Consultancy.Message.Kind kind,
            String text,
            @Nullable LocalDate until,
            Instant at,
            UUID official,
            @Nullable UUID key) {
        return jdbc.sql("""
                insert into casework.judgement (case_id, kind, before, text, until, at, official, key)
                values (:case, :kind, :before, :text, :until, :at, :official, :key) returning id
                """)
                .param("case", row.id().value())
                .param("kind", kind.name())
                .param("before", row.judgedBefore().triage().name())
                .param("text", text)
                .param("until", until, Types.DATE)
                .param("at", Timestamp.from(at))
                .param("official", official)
                .param("key", key, Types.OTHER)
                .query((found, n) -> found.getObject("id", UUID.class))
                .single();
    }

    boolean judgedBy(CaseId id, UUID key) {
        return isThere("select exists (select from casework.judgement where case_id = :case and key = :key)", id, key);
    }

    boolean contactLoggedBy(CaseId id, UUID key) {
        return isThere("select exists (select from casework.contact where case_id = :case and key = :key)", id, key);
    }

    private boolean isThere(String sql, CaseId id, UUID key) {
        return jdbc.sql(sql)
                .param("case", id.value())
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /// Acceptances and askings only, the last that was not undone.
    Optional<Standing> standing(CaseId id) {
        return jdbc.sql("""
                select id, kind, before, acted_at is not null as acted_on from casework.judgement
                 where case_id = :case and undone_at is null and kind in ('ACCEPTED', 'PAPERS_ASKED')
                 order by id desc limit 1
                """)
                .param("case", id.value())
                .query((row, n) -> new Standing(
                        row.getObject("id", UUID.class),
                        Consultancy.Message.Kind.valueOf(row.getString("kind")),
                        Triage.valueOf(row.getString("before")),
                        row.getBoolean("acted_on")))
                .optional();
    }

    /// Somebody went on from what was judged so far: it can no longer be undone.
    void actOn(CaseId id, Instant at) {
        jdbc.sql("""
                update casework.judgement set acted_at = :at
                 where case_id = :case and acted_at is null and undone_at is null
                """).param("case", id.value()).param("at", Timestamp.from(at)).update();
    }

    void undo(Standing judgement, Instant at, UUID by) {
        CaseRows.expectOne(jdbc.sql("""
                update casework.judgement set undone_at = :at, undone_by = :by
                 where id = :id and acted_at is null and undone_at is null
                """)
                .param("id", judgement.id())
                .param("at", Timestamp.from(at))
                .param("by", by)
                .update());
        jdbc.sql("update casework.request set state = 'WITHDRAWN' where judgement = :id and state = 'ASKED'")
                .param("id", judgement.id())
                .update();
    }

    List<Consultancy.Message> messages(CaseId id) {
        return ofCase(
                """
                select kind, text, until, at, official, undone_at is not null as undone
                  from casework.judgement where case_id = :case order by id
                """,
                id,
                row -> new Consultancy.Message(
                        Consultancy.Message.Kind.valueOf(row.getString("kind")),
                        row.getString("text"),
                        row.getObject("until", LocalDate.class),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("official", UUID.class),
                        row.getBoolean("undone")));
    }

    void insertContact(CaseId id, Contact attempt, UUID official, UUID key) {
        jdbc.sql("""
                insert into casework.contact (case_id, at, number, outcome, note, official, key)
                values (:case, :at, :number, :outcome, :note, :official, :key)
                """)
                .param("case", id.value())
                .param("at", Timestamp.from(attempt.at()))
                .param("number", attempt.number())
                .param("outcome", attempt.outcome().name())
                .param("note", attempt.note())
                .param("official", official)
                .param("key", key)
                .update();
    }

    List<Consultancy.Contacted> contacts(CaseId id) {
        return ofCase(
                "select at, number, outcome, note, official from casework.contact where case_id = :case order by at, id",
                id,
                row -> new Consultancy.Contacted(
                        new Contact(
                                row.getTimestamp("at").toInstant(),
                                row.getString("number"),
                                Contact.Outcome.valueOf(row.getString("outcome")),
                                row.getString("note")),
                        row.getObject("official", UUID.class)));
    }

    void agree(CaseRow row, Venue venue, String reason, Instant at, UUID official) {
        CaseRows.expectOne(jdbc.sql("""
                update casework.case_file set venue = :venue, version = version + 1
                 where id = :id and settled_at is null and triage is not null
                """)
                .param("id", row.id().value())
                .param("venue", venue.name())
                .update());
        jdbc.sql("""
                insert into casework.venue_agreed (case_id, venue, reason, at, official)
                values (:case, :venue, :reason, :at, :official)
                """)
                .param("case", row.id().value())
                .param("venue", venue.name())
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .param("official", official)
                .update();
    }

    List<Consultancy.Agreed> venues(CaseId id) {
        return ofCase(
                "select venue, reason, at, official from casework.venue_agreed where case_id = :case order by id",
                id,
                row -> new Consultancy.Agreed(
                        Venue.valueOf(row.getString("venue")),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("official", UUID.class)));
    }

    /// @param official null when the product writes it
    /// @return false when it was written already
    boolean end(CaseId id, Ending ending, Instant at, @Nullable UUID official, @Nullable UUID key) {
        return jdbc.sql("""
                insert into casework.ending (case_id, how, note, summary, solved, at, official, key)
                values (:case, :how, :note, :summary, :solved, :at, :official, :key) on conflict do nothing
                """)
                        .param("case", id.value())
                        .param("how", ending.how().name())
                        .param("note", ending.note())
                        .param("summary", ending.summary())
                        .param("solved", ending.solved())
                        .param("at", Timestamp.from(at))
                        .param("official", official, Types.OTHER)
                        .param("key", key, Types.OTHER)
                        .update()
                == 1;
    }

    Optional<Consultancy.Ended> ending(CaseId id) {
        return ofCase(
                        "select how, note, summary, solved, at, official from casework.ending where case_id = :case",
                        id,
                        row -> new Consultancy.Ended(
                                new Ending(
                                        Ending.How.valueOf(row.getString("how")),
                                        row.getString("note"),
                                        row.getString("summary"),
                                        row.getBoolean("solved")),
                                row.getTimestamp("at").toInstant(),
                                row.getObject("official", UUID.class)))
                .stream()
                .findFirst();
    }

    boolean endedBy(CaseId id, UUID key) {
        return isThere("select exists (select from casework.ending where case_id = :case and key = :key)", id, key);
    }

    void toComplete(CaseRow row) {
        jdbc.sql("""
                insert into casework.to_complete (case_id, office, unit, starts_at)
                values (:case, :office, :unit, :startsAt) on conflict do nothing
                """)
                .param("case", row.id().value())
                .param("office", row.office())
                .param("unit", row.unit())
                .param("startsAt", Timestamp.from(row.startsAt()))
                .update();
    }

    boolean isToComplete(CaseId id) {
        return jdbc.sql("select count(*) from casework.to_complete where case_id = :case")
                        .param("case", id.value())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    void completed(CaseId id) {
        jdbc.sql("delete from casework.to_complete where case_id = :case")
                .param("case", id.value())
                .update();
    }

    List<Consultancy.Past> past(CaseRow row, Collection<UUID> units, int most) {
        return jdbc.sql("""
                select c.id, c.appointment, c.reference, c.service, c.starts_at, c.status, c.venue, e.summary
                  from casework.case_file c left join casework.ending e on e.case_id = c.id
                 where c.party = :party and c.triage is not null and c.id <> :id and c.office = :office
                   and c.unit in (:units) and c.starts_at < :before
                 order by c.starts_at desc, c.id limit :most
                """)
                .param("party", row.judgedBefore().party())
                .param("id", row.id().value())
                .param("office", row.office())
                .param("units", units)
                .param("before", Timestamp.from(row.startsAt()))
                .param("most", most)
                .query((found, n) -> {
                    var venue = found.getString("venue");
                    return new Consultancy.Past(
                            new CaseId(found.getObject("id", UUID.class)),
                            new sportello.booking.AppointmentId(found.getObject("appointment", UUID.class)),
                            new sportello.platform.Reference(found.getString("reference")),
                            found.getString("service"),
                            found.getTimestamp("starts_at").toInstant(),
                            CaseFile.Status.valueOf(found.getString("status")),
                            venue == null ? null : Venue.valueOf(venue),
                            Optional.ofNullable(found.getString("summary")));
                })
                .list();
    }

    /// Not settled, and over by `now` or begun by it.
    List<CaseId> thatMayBeOver(Instant now) {
        return jdbc.sql("""
                select id from casework.case_file
                 where triage is not null and settled_at is null and ends_at <= :now
                 order by ends_at limit 500
                """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> new CaseId(row.getObject("id", UUID.class)))
                .list();
    }

    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> ofCase(String sql, CaseId id, Reading<T> reading) {
        return jdbc.sql(sql)
                .param("case", id.value())
                .query((row, n) -> reading.of(row))
                .list();
    }
}

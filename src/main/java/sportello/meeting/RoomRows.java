package sportello.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.meeting.QueuePlace.Turn;

/// All the SQL of `meeting.room`, and of what the office told there.
@Repository
class RoomRows {

    private static final String COLUMNS = """
            id, about, office, title, starts_at, ends_at, waiting_opens_seconds, recorded, camera_required, most_people,
            code_digits, code_attempts, code_pause_seconds, code_resends_per_hour,
            status, opened_by, opened_at, closed_at, outcome, version
            """;

    private final JdbcClient jdbc;

    RoomRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RoomId add(RoomPlan plan) {
        return new RoomId(jdbc.sql("""
                        insert into meeting.room (about, office, title, starts_at, ends_at, waiting_opens_seconds,
                               recorded, camera_required, most_people, code_digits, code_attempts, code_pause_seconds,
                               code_resends_per_hour)
                        values (:about, :office, :title, :startsAt, :endsAt, :waitingOpens,
                               :recorded, :cameraRequired, :mostPeople, :digits, :attempts, :pause, :resends)
                        returning id
                        """)
                .param("about", plan.about())
                .param("office", plan.office())
                .param("title", plan.title())
                .param("startsAt", at(plan.startsAt()))
                .param("endsAt", at(plan.endsAt()))
                .param("waitingOpens", plan.waitingOpensBefore().toSeconds())
                .param("recorded", plan.recorded())
                .param("cameraRequired", plan.cameraRequired())
                .param("mostPeople", plan.mostPeople())
                .param("digits", plan.codes().digits())
                .param("attempts", plan.codes().attempts())
                .param("pause", plan.codes().pause().toSeconds())
                .param("resends", plan.codes().resendsPerHour())
                .query(UUID.class)
                .single());
    }

    Optional<Room> find(RoomId id) {
        return jdbc.sql("select " + COLUMNS + " from meeting.room where id = :id")
                .param("id", id.value())
                .query(this::read)
                .optional();
    }

    Optional<Room> about(UUID about) {
        return jdbc.sql("select " + COLUMNS + " from meeting.room where about = :about")
                .param("about", about)
                .query(this::read)
                .optional();
    }

    /// Whoever changes a room's status or counts its people holds its row until the end of the transaction.
    Optional<Room> lock(RoomId id) {
        return jdbc.sql("select " + COLUMNS + " from meeting.room where id = :id for update")
                .param("id", id.value())
                .query(this::read)
                .optional();
    }

    Optional<Room> lockAbout(UUID about) {
        return jdbc.sql("select " + COLUMNS + " from meeting.room where about = :about for update")
                .param("about", about)
                .query(this::read)
                .optional();
    }

    void save(Room room) {
        int changed = jdbc.sql("""
                        update meeting.room
                           set starts_at = :startsAt, ends_at = :endsAt, status = :status, opened_by = :openedBy,
                               opened_at = :openedAt, closed_at = :closedAt, outcome = :outcome, version = version + 1
                         where id = :id and version = :version
                        """)
                .param("startsAt", at(room.plan().startsAt()))
                .param("endsAt", at(room.plan().endsAt()))
                .param("status", room.status().name())
                .param("openedBy", room.openedBy())
                .param("openedAt", at(room.openedAt()))
                .param("closedAt", at(room.closedAt()))
                .param("outcome", room.outcome())
                .param("id", room.id().value())
                .param("version", room.version())
                .update();
        if (changed != 1) throw new IllegalStateException("Room " + room.id() + " changed meanwhile");
    }

    void tell(RoomId room, String text, Instant now) {
        jdbc.sql("insert into meeting.office_word (room, text, at) values (:room, :text, :at)")
                .param("room", room.value())
                .param("text", text)
                .param("at", at(now))
                .update();
    }

    List<OfficeWord> told(RoomId room) {
        return jdbc.sql("select text, at from meeting.office_word where room = :room order by at, id")
                .param("room", room.value())
                .query((rs, row) -> new OfficeWord(rs.getString("text"), instant(rs, "at")))
                .list();
    }

    /// The office's rooms of one day that are not over. `seenSince`: a guest seen later than this is there.
    List<Turn> turns(UUID office, Instant from, Instant until, Instant seenSince) {
        return jdbc.sql("""
                        select id, starts_at, ends_at, opened_at, status,
                               exists (select 1 from meeting.entry e
                                        where e.room = r.id and e.staff is null and e.left_at is null
                                          and e.last_seen_at >= :seenSince) as attended
                          from meeting.room r
                         where office = :office and starts_at >= :from and starts_at < :until
                           and status in ('PREPARED', 'OPEN', 'SUSPENDED')
                         order by starts_at, id
                        """)
                .param("office", office)
                .param("from", at(from))
                .param("until", at(until))
                .param("seenSince", at(seenSince))
                .query((rs, row) -> new Turn(
                        new RoomId(rs.getObject("id", UUID.class)),
                        instant(rs, "starts_at"),
                        instant(rs, "ends_at"),
                        maybe(rs, "opened_at"),
                        rs.getString("status").equals("OPEN"),
                        rs.getBoolean("attended")))
                .list();
    }

    List<Deserted> deserted(Instant begunBy, Instant seenSince) {
        return jdbc.sql("""
                        select id, about, starts_at, opened_at,
                               exists (select 1 from meeting.entry e
                                        where e.room = r.id and e.staff is null and e.admitted_at is not null)
                               as ever_admitted
                          from meeting.room r
                         where status in ('PREPARED', 'OPEN', 'SUSPENDED') and starts_at <= :begunBy
                           and not exists (select 1 from meeting.entry e
                                            where e.room = r.id and e.staff is null and e.left_at is null
                                              and e.last_seen_at >= :seenSince)
                         order by starts_at, id
                        """)
                .param("begunBy", at(begunBy))
                .param("seenSince", at(seenSince))
                .query((rs, row) -> new Deserted(
                        new RoomId(rs.getObject("id", UUID.class)),
                        rs.getObject("about", UUID.class),
                        instant(rs, "starts_at"),
                        maybe(rs, "opened_at"),
                        rs.getBoolean("ever_admitted")))
                .list();
    }

    private Room read(ResultSet rs, int row) throws SQLException {
        var plan = new RoomPlan(
                rs.getObject("about", UUID.class),
                rs.getObject("office", UUID.class),
                rs.getString("title"),
                instant(rs, "starts_at"),
                instant(rs, "ends_at"),
                Duration.ofSeconds(rs.getLong("waiting_opens_seconds")),
                rs.getBoolean("recorded"),
                rs.getBoolean("camera_required"),
                rs.getInt("most_people"),
                new RoomPlan.CodePolicy(
                        rs.getInt("code_digits"),
                        rs.getInt("code_attempts"),
                        Duration.ofSeconds(rs.getLong("code_pause_seconds")),
                        rs.getInt("code_resends_per_hour")),
                List.of());
        return new Room(
                new RoomId(rs.getObject("id", UUID.class)),
                plan,
                Room.Status.valueOf(rs.getString("status")),
                rs.getObject("opened_by", UUID.class),
                maybe(rs, "opened_at"),
                maybe(rs, "closed_at"),
                rs.getString("outcome"),
                rs.getLong("version"));
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybe(ResultSet rs, String column) throws SQLException {
        var at = rs.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

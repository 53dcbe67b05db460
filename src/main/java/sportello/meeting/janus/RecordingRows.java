package sportello.meeting.janus;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.meeting.RecordingState.Gap;
import sportello.meeting.Recordings.Status;

/// The recording's tables: what was opened, its segments, tracks, gaps and links.
@Repository
class RecordingRows {

    record Row(
            UUID room,
            UUID about,
            Status status,
            Instant openedAt,
            @Nullable Instant closedAt,
            long links,
            @Nullable String head,
            byte @Nullable [] signature,
            byte @Nullable [] publicKey,
            @Nullable UUID chain,
            @Nullable UUID view,
            long viewMillis) {}

    record Segment(
            int number,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant viewFrom,
            @Nullable Long viewMillis) {}

    record Track(
            UUID id,
            int segment,
            String file,
            UUID participant,
            String kind,
            @Nullable Instant firstFrameAt,
            long bytes,
            @Nullable String sha256,
            @Nullable UUID document,
            @Nullable UUID copy) {}

    private final JdbcClient jdbc;

    RecordingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// True when it is new; an existing recording that is no longer open throws.
    boolean open(UUID room, UUID about, Instant now) {
        var status = jdbc.sql("select status from meeting.recording where room_id = :room for update")
                .param("room", room)
                .query(String.class)
                .optional();
        if (status.isPresent()) {
            if (!status.get().equals("OPEN")) throw new IllegalStateException("This recording is closed");
            return false;
        }
        jdbc.sql("insert into meeting.recording (room_id, about, opened_at) values (:room, :about, :now)")
                .param("room", room)
                .param("about", about)
                .param("now", at(now))
                .update();
        return true;
    }

    int addSegment(UUID room, String versions, Instant now) {
        return jdbc.sql("""
                        insert into meeting.recording_segment (room_id, number, started_at, versions)
                        select :room, coalesce(max(number), 0) + 1, :now, :versions
                          from meeting.recording_segment where room_id = :room
                        returning number
                        """)
                .param("room", room)
                .param("now", at(now))
                .param("versions", versions)
                .query(Integer.class)
                .single();
    }

    void endSegment(UUID room, int number, Instant now, String why) {
        jdbc.sql("""
                        update meeting.recording_segment set ended_at = :now, ended_why = :why
                         where room_id = :room and number = :number and ended_at is null
                        """)
                .param("room", room)
                .param("number", number)
                .param("now", at(now))
                .param("why", why)
                .update();
    }

    void addTrack(UUID room, int segment, String file, UUID participant, String kind) {
        jdbc.sql("""
                        insert into meeting.recording_track (room_id, segment, file, participant, kind)
                        values (:room, :segment, :file, :participant, :kind)
                        on conflict on constraint a_track_has_its_own_file do nothing
                        """)
                .param("room", room)
                .param("segment", segment)
                .param("file", file)
                .param("participant", participant)
                .param("kind", kind)
                .update();
    }

    void grown(UUID room, int segment, String file, @Nullable Instant firstFrameAt, long bytes) {
        jdbc.sql("""
                        update meeting.recording_track
                           set bytes = :bytes, first_frame_at = coalesce(first_frame_at, :first)
                         where room_id = :room and segment = :segment and file = :file
                        """)
                .param("room", room)
                .param("segment", segment)
                .param("file", file)
                .param("first", firstFrameAt == null ? null : at(firstFrameAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("bytes", bytes)
                .update();
    }

    void addLinks(Collection<Link> links) {
        if (links.isEmpty()) return;
        // One statement for all: a room adds several links every two seconds.
        jdbc.sql("""
                        insert into meeting.recording_link
                               (room_id, sequence, segment, kind, file, from_byte, length, sha256, facts, at, hash)
                        select l.room_id, l.sequence, l.segment, l.kind, l.file, l.from_byte, l.length, l.sha256,
                               l.facts, l.at, l.hash
                          from jsonb_to_recordset(:links::jsonb) as l(room_id uuid, sequence bigint, segment int,
                               kind text, file text, from_byte bigint, length bigint, sha256 text, facts text,
                               at timestamptz, hash text)
                        """).param("links", ChainDocument.rows(links)).update();
        var last = links.stream().reduce((_, next) -> next).orElseThrow();
        jdbc.sql("update meeting.recording set links = :links, head = :head where room_id = :room")
                .param("room", last.room())
                .param("links", last.sequence() + 1)
                .param("head", last.hash())
                .update();
    }

    /// How far each file of a segment is chained.
    long chained(UUID room, int segment, String file) {
        return jdbc.sql("""
                        select coalesce(max(from_byte + length), 0) from meeting.recording_link
                         where room_id = :room and segment = :segment and file = :file and kind = 'bytes'
                        """)
                .param("room", room)
                .param("segment", segment)
                .param("file", file)
                .query(Long.class)
                .single();
    }

    void eachLink(UUID room, Consumer<Link> reader) {
        try (var links = jdbc.sql("""
                        select room_id, sequence, segment, kind, file, from_byte, length, sha256, facts, at, hash
                          from meeting.recording_link where room_id = :room order by sequence
                        """).param("room", room).withFetchSize(1000).query((rs, _) -> link(rs)).stream()) {
            links.forEach(reader);
        }
    }

    void saveGap(UUID room, Gap gap) {
        var to = gap.to();
        jdbc.sql("""
                        insert into meeting.recording_gap (room_id, from_at, to_at) values (:room, :from, :to)
                        on conflict on constraint a_gap_has_its_beginning do update set to_at = excluded.to_at
                        """)
                .param("room", room)
                .param("from", at(gap.from()))
                .param("to", to == null ? null : at(to), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    List<Gap> gaps(UUID room) {
        return jdbc.sql("select from_at, to_at from meeting.recording_gap where room_id = :room order by from_at")
                .param("room", room)
                .query((rs, _) -> new Gap(instant(rs, "from_at"), maybe(rs, "to_at")))
                .list();
    }

    void close(UUID room, Instant now) {
        jdbc.sql("""
                        update meeting.recording set status = 'SEALING', closed_at = :now
                         where room_id = :room and status = 'OPEN'
                        """).param("room", room).param("now", at(now)).update();
    }

    void kept(UUID track, UUID document, long bytes, String sha256) {
        jdbc.sql("""
                        update meeting.recording_track set document = :document, bytes = :bytes, sha256 = :sha256
                         where id = :id and document is null
                        """)
                .param("id", track)
                .param("document", document)
                .param("bytes", bytes)
                .param("sha256", sha256)
                .update();
    }

    void copied(UUID track, UUID document) {
        jdbc.sql("update meeting.recording_track set copy_document = :document where id = :id")
                .param("id", track)
                .param("document", document)
                .update();
    }

    void sealed(UUID room, UUID chain, byte[] signature, byte[] publicKey, Instant now) {
        jdbc.sql("""
                        update meeting.recording
                           set status = 'SEALED', sealed_at = :now, chain_document = :chain, signature = :signature,
                               public_key = :key
                         where room_id = :room and status = 'SEALING'
                        """)
                .param("room", room)
                .param("chain", chain)
                .param("signature", signature)
                .param("key", publicKey)
                .param("now", at(now))
                .update();
    }

    void viewTried(UUID room, @Nullable String failed) {
        jdbc.sql("""
                        update meeting.recording set view_tries = view_tries + 1, view_failed = :failed
                         where room_id = :room
                        """).param("room", room).param("failed", failed).update();
    }

    void viewed(UUID room, @Nullable UUID document, long millis) {
        jdbc.sql("update meeting.recording set view_document = :document, view_millis = :millis where room_id = :room")
                .param("room", room)
                .param("document", document)
                .param("millis", millis)
                .update();
    }

    void viewedSegment(UUID room, int number, Instant from, long millis) {
        jdbc.sql("""
                        update meeting.recording_segment set view_from = :from, view_millis = :millis
                         where room_id = :room and number = :number
                        """)
                .param("room", room)
                .param("number", number)
                .param("from", at(from))
                .param("millis", millis)
                .update();
    }

    List<UUID> inStatus(Status status) {
        return jdbc.sql("select room_id from meeting.recording where status = :status order by opened_at")
                .param("status", status.name())
                .query((rs, _) -> rs.getObject("room_id", UUID.class))
                .list();
    }

    /// Sealed, and not yet composed into something to play; three tries.
    List<UUID> withoutView() {
        return jdbc.sql("""
                        select room_id from meeting.recording
                         where status = 'SEALED' and view_millis is null and view_tries < 3 order by sealed_at
                        """)
                .query((rs, _) -> rs.getObject("room_id", UUID.class))
                .list();
    }

    Optional<Row> find(UUID room) {
        return jdbc.sql(SELECT + " where room_id = :room")
                .param("room", room)
                .query((rs, _) -> row(rs))
                .optional();
    }

    Optional<Row> about(UUID about) {
        return jdbc.sql(SELECT + " where about = :about order by opened_at desc limit 1")
                .param("about", about)
                .query((rs, _) -> row(rs))
                .optional();
    }

    List<Segment> segments(UUID room) {
        return jdbc.sql("""
                        select number, started_at, ended_at, view_from, view_millis from meeting.recording_segment
                         where room_id = :room order by number
                        """)
                .param("room", room)
                .query((rs, _) -> new Segment(
                        rs.getInt("number"),
                        instant(rs, "started_at"),
                        maybe(rs, "ended_at"),
                        maybe(rs, "view_from"),
                        rs.getObject("view_millis", Long.class)))
                .list();
    }

    List<Track> tracks(UUID room) {
        return jdbc.sql("""
                        select id, segment, file, participant, kind, first_frame_at, bytes, sha256, document,
                               copy_document
                          from meeting.recording_track where room_id = :room order by segment, first_frame_at, file
                        """)
                .param("room", room)
                .query((rs, _) -> new Track(
                        rs.getObject("id", UUID.class),
                        rs.getInt("segment"),
                        rs.getString("file"),
                        rs.getObject("participant", UUID.class),
                        rs.getString("kind"),
                        maybe(rs, "first_frame_at"),
                        rs.getLong("bytes"),
                        rs.getString("sha256"),
                        rs.getObject("document", UUID.class),
                        rs.getObject("copy_document", UUID.class)))
                .list();
    }

    private static final String SELECT = """
            select room_id, about, status, opened_at, closed_at, links, head, signature, public_key, chain_document,
                   view_document, coalesce(view_millis, 0) as view_millis
              from meeting.recording
            """;

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getObject("room_id", UUID.class),
                rs.getObject("about", UUID.class),
                Status.valueOf(rs.getString("status")),
                instant(rs, "opened_at"),
                maybe(rs, "closed_at"),
                rs.getLong("links"),
                rs.getString("head"),
                rs.getBytes("signature"),
                rs.getBytes("public_key"),
                rs.getObject("chain_document", UUID.class),
                rs.getObject("view_document", UUID.class),
                rs.getLong("view_millis"));
    }

    private static Link link(ResultSet rs) throws SQLException {
        return new Link(
                rs.getObject("room_id", UUID.class),
                rs.getLong("sequence"),
                rs.getInt("segment"),
                rs.getString("kind"),
                rs.getString("file"),
                rs.getLong("from_byte"),
                rs.getLong("length"),
                rs.getString("sha256"),
                rs.getString("facts"),
                instant(rs, "at"),
                rs.getString("hash"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet rs, String column) throws SQLException {
        var at = rs.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

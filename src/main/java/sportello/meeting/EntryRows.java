package sportello.meeting;

import static sportello.meeting.RoomRows.at;
import static sportello.meeting.RoomRows.instant;
import static sportello.meeting.RoomRows.maybe;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.PersonId;
import sportello.platform.Reference;

/// All the SQL of `meeting.entry` and of what hangs on it: re-sends, acknowledgements, attendance, lines of text.
@Repository
class EntryRows {

    /// Who sits beside another is there when the other is.
    private static final String SELECT = """
            select e.id, e.room, e.role, e.name, e.person, e.language, e.public_ref, e.generation,
                   e.browser_hash is not null as bound, e.shares_with,
                   coalesce(host.waiting_since, e.waiting_since) as waiting_since,
                   coalesce(host.last_seen_at, e.last_seen_at) as last_seen_at,
                   e.acknowledged_at, e.refused_at, e.admitted_at, e.out_at, e.by_login,
                   case when host.id is null then e.left_at else host.left_at end as left_at
              from meeting.entry e
              left join meeting.entry host on host.id = e.shares_with
            """;

    private final JdbcClient jdbc;
    private final Duration presenceGrace;

    EntryRows(JdbcClient jdbc, MeetingSettings settings) {
        this.jdbc = jdbc;
        this.presenceGrace = settings.presenceGrace();
    }

    EntryId add(RoomId room, RoomPlan.Guest guest) {
        return new EntryId(jdbc.sql("""
                        insert into meeting.entry (room, role, name, person, language, public_ref, by_login)
                        values (:room, :role, :name, :person, :language, :publicRef, :byLogin)
                        returning id
                        """)
                .param("room", room.value())
                .param("role", guest.role())
                .param("name", guest.name())
                .param("person", guest.person() == null ? null : guest.person().value())
                .param("language", guest.language())
                .param("publicRef", Reference.next().value())
                .param("byLogin", guest.byLogin())
                .query(UUID.class)
                .single());
    }

    void reachAt(EntryId id, String mobileSealed) {
        jdbc.sql("update meeting.entry set mobile_sealed = :sealed where id = :id")
                .param("sealed", mobileSealed)
                .param("id", id.value())
                .update();
    }

    Optional<String> mobileSealed(EntryId id) {
        return jdbc.sql("select mobile_sealed from meeting.entry where id = :id and mobile_sealed is not null")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    void forgetMobiles(RoomId room) {
        jdbc.sql("update meeting.entry set mobile_sealed = null where room = :room and mobile_sealed is not null")
                .param("room", room.value())
                .update();
    }

    /// The official acknowledges by opening, and is inside from then on.
    EntryId officialIn(RoomId room, UUID staff, String name, PersonId person, Instant now, Instant machineNow) {
        return new EntryId(jdbc.sql("""
                        insert into meeting.entry (room, role, name, person, staff, language, public_ref,
                               acknowledged_at, admitted_at)
                        values (:room, 'official', :name, :person, :staff, 'it', :publicRef, :machineNow, :now)
                        on conflict on constraint an_official_enters_a_room_once
                        do update set acknowledged_at = excluded.acknowledged_at, left_at = null
                        returning id
                        """)
                .param("room", room.value())
                .param("name", name)
                .param("person", person.value())
                .param("staff", staff)
                .param("publicRef", Reference.next().value())
                .param("machineNow", at(machineNow))
                .param("now", at(now))
                .query(UUID.class)
                .single());
    }

    Optional<Entry> find(EntryId id, Instant machineNow) {
        return jdbc.sql(SELECT + " where e.id = :id")
                .param("id", id.value())
                .query((rs, row) -> read(rs, machineNow))
                .optional();
    }

    Optional<Entry> find(Reference publicRef, Instant machineNow) {
        return jdbc.sql(SELECT + " where e.public_ref = :publicRef")
                .param("publicRef", publicRef.value())
                .query((rs, row) -> read(rs, machineNow))
                .optional();
    }

    Optional<Entry> ofStaff(RoomId room, UUID staff, Instant machineNow) {
        return jdbc.sql(SELECT + " where e.room = :room and e.staff = :staff")
                .param("room", room.value())
                .param("staff", staff)
                .query((rs, row) -> read(rs, machineNow))
                .optional();
    }

    List<Entry> of(RoomId room, Instant machineNow) {
        return jdbc.sql(SELECT + " where e.room = :room order by e.id")
                .param("room", room.value())
                .query((rs, row) -> read(rs, machineNow))
                .list();
    }

    void lock(EntryId id) {
        jdbc.sql("select id from meeting.entry where id = :id for update")
                .param("id", id.value())
                .query(UUID.class)
                .single();
    }

    /// Counts this attempt before the code is looked at, so that attempts at the same moment are all counted. After a
    /// pause the count begins again. Empty while a pause lasts.
    Optional<Attempt> countAttempt(EntryId id, Instant now) {
        return jdbc.sql("""
                        update meeting.entry
                           set attempts = case when paused_until is null then attempts + 1 else 1 end,
                               paused_until = null
                         where id = :id and (paused_until is null or paused_until <= :now)
                        returning attempts, generation, browser_hash
                        """)
                .param("id", id.value())
                .param("now", at(now))
                .query((rs, row) ->
                        new Attempt(rs.getInt("attempts"), rs.getInt("generation"), rs.getBytes("browser_hash")))
                .optional();
    }

    record Attempt(int count, int generation, byte @Nullable [] browserHash) {}

    Instant pausedUntil(EntryId id) {
        return jdbc.sql("select paused_until from meeting.entry where id = :id")
                .param("id", id.value())
                .query((rs, row) -> instant(rs, "paused_until"))
                .single();
    }

    void pause(EntryId id, Instant until) {
        jdbc.sql("update meeting.entry set paused_until = :until where id = :id")
                .param("until", at(until))
                .param("id", id.value())
                .update();
    }

    void uncountAttempt(EntryId id) {
        jdbc.sql("update meeting.entry set attempts = attempts - 1 where id = :id and attempts > 0")
                .param("id", id.value())
                .update();
    }

    boolean bind(EntryId id, byte[] browserHash, int generation, Instant machineNow) {
        return jdbc.sql("""
                        update meeting.entry
                           set browser_hash = :hash, bound_at = :now, attempts = 0
                         where id = :id and generation = :generation and browser_hash is null
                        """)
                        .param("hash", browserHash)
                        .param("now", at(machineNow))
                        .param("id", id.value())
                        .param("generation", generation)
                        .update()
                == 1;
    }

    /// Who enters by login alone takes the entry along to the browser they last came with.
    boolean bindByLogin(EntryId id, byte[] browserHash, Instant machineNow) {
        return jdbc.sql("""
                        update meeting.entry
                           set browser_hash = :hash, bound_at = :now
                         where id = :id and by_login
                        """)
                        .param("hash", browserHash)
                        .param("now", at(machineNow))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    byte @Nullable [] browserHash(EntryId id) {
        return jdbc.sql("select browser_hash from meeting.entry where id = :id and browser_hash is not null")
                .param("id", id.value())
                .query((rs, row) -> rs.getBytes("browser_hash"))
                .optional()
                .orElse(null);
    }

    List<Instant> resendsSince(EntryId id, Instant since) {
        return jdbc.sql("select at from meeting.resend where entry = :id and at > :since order by at")
                .param("id", id.value())
                .param("since", at(since))
                .query((rs, row) -> instant(rs, "at"))
                .list();
    }

    /// Ends the old code and the old binding. A pause goes on.
    void renewCode(EntryId id, Instant now) {
        jdbc.sql("insert into meeting.resend (entry, at) values (:id, :at)")
                .param("id", id.value())
                .param("at", at(now))
                .update();
        jdbc.sql("""
                        update meeting.entry
                           set generation = generation + 1, browser_hash = null, bound_at = null, attempts = 0
                         where id = :id
                        """).param("id", id.value()).update();
    }

    void share(EntryId guest, @Nullable EntryId with) {
        jdbc.sql("update meeting.entry set shares_with = :with where id = :id")
                .param("with", with == null ? null : with.value())
                .param("id", guest.value())
                .update();
    }

    /// True when the person had not been there.
    boolean seen(EntryId id, Instant now, Instant machineNow) {
        return jdbc.sql("""
                        with before as (
                            select id, last_seen_at, left_at, waiting_since from meeting.entry where id = :id for update)
                        update meeting.entry e
                           set last_seen_at = :machineNow, left_at = null,
                               waiting_since = case when b.waiting_since is null or b.left_at is not null
                                                      or b.last_seen_at < :seenSince then :now
                                                    else b.waiting_since end
                          from before b
                         where e.id = b.id
                        returning b.last_seen_at is null or b.left_at is not null or b.last_seen_at < :seenSince
                        """)
                .param("id", id.value())
                .param("now", at(now))
                .param("machineNow", at(machineNow))
                .param("seenSince", at(machineNow.minus(presenceGrace)))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    boolean left(EntryId id, Instant machineNow) {
        return jdbc.sql("""
                        update meeting.entry set left_at = :now
                         where id = :id and left_at is null and last_seen_at is not null
                        """)
                        .param("id", id.value())
                        .param("now", at(machineNow))
                        .update()
                == 1;
    }

    void answerNotice(EntryId id, boolean accepted, String version, String language, Instant machineNow) {
        jdbc.sql("""
                        insert into meeting.acknowledgement (entry, accepted, notice_version, language, at)
                        values (:id, :accepted, :version, :language, :at)
                        """)
                .param("id", id.value())
                .param("accepted", accepted)
                .param("version", version)
                .param("language", language)
                .param("at", at(machineNow))
                .update();
        jdbc.sql("update meeting.entry set acknowledged_at = :accepted, refused_at = :refused where id = :id")
                .param("accepted", accepted ? at(machineNow) : null)
                .param("refused", accepted ? null : at(machineNow))
                .param("id", id.value())
                .update();
    }

    /// Which notice this person accepted last; empty when they did not, or refused since.
    Optional<MediaServer.Party> lastAcknowledgement(Entry entry) {
        return jdbc.sql("""
                        select accepted, notice_version, language, at from meeting.acknowledgement
                         where entry = :id order by at desc, id desc limit 1
                        """)
                .param("id", entry.id().value())
                .query((rs, row) -> rs.getBoolean("accepted")
                        ? Optional.of(new MediaServer.Party(
                                entry.id().value(),
                                entry.role(),
                                rs.getString("notice_version"),
                                Locale.forLanguageTag(rs.getString("language")),
                                instant(rs, "at")))
                        : Optional.<MediaServer.Party>empty())
                .optional()
                .flatMap(party -> party);
    }

    int admitted(RoomId room) {
        return jdbc.sql("select count(*) from meeting.entry where room = :room and admitted_at is not null")
                .param("room", room.value())
                .query(Integer.class)
                .single();
    }

    void admit(EntryId id, Instant now) {
        jdbc.sql("update meeting.entry set admitted_at = :now where id = :id")
                .param("id", id.value())
                .param("now", at(now))
                .update();
    }

    boolean putOut(EntryId id, Instant now) {
        return jdbc.sql("""
                        update meeting.entry set out_at = :now
                         where id = :id and admitted_at is not null and out_at is null and staff is null
                        """).param("id", id.value()).param("now", at(now)).update() == 1;
    }

    boolean letIn(EntryId id) {
        return jdbc.sql("update meeting.entry set out_at = null where id = :id and out_at is not null")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    void attended(EntryId id, String what, Instant machineNow) {
        jdbc.sql("insert into meeting.attendance (entry, what, at) values (:id, :what, :at)")
                .param("id", id.value())
                .param("what", what)
                .param("at", at(machineNow))
                .update();
    }

    void addLine(Entry from, String text, Instant machineNow, List<UUID> keptFrom) {
        jdbc.sql("""
                        insert into meeting.line (room, entry, text, at, kept_from)
                        values (:room, :entry, :text, :at, :keptFrom)
                        """)
                .param("room", from.room().value())
                .param("entry", from.id().value())
                .param("text", text)
                .param("at", at(machineNow))
                .param("keptFrom", keptFrom.toArray(UUID[]::new))
                .update();
    }

    List<TextLine> lines(RoomId room, EntryId device) {
        return jdbc.sql("""
                        select l.entry, e.name, l.text, l.at
                          from meeting.line l join meeting.entry e on e.id = l.entry
                         where l.room = :room and not (:device = any (l.kept_from))
                         order by l.at, l.id
                        """)
                .param("room", room.value())
                .param("device", device.value())
                .query((rs, row) -> new TextLine(
                        new EntryId(rs.getObject("entry", UUID.class)),
                        rs.getString("name"),
                        rs.getString("text"),
                        instant(rs, "at")))
                .list();
    }

    void forgetLines(RoomId room) {
        jdbc.sql("delete from meeting.line where room = :room")
                .param("room", room.value())
                .update();
    }

    private Entry read(ResultSet rs, Instant machineNow) throws SQLException {
        var person = rs.getObject("person", UUID.class);
        var sharesWith = rs.getObject("shares_with", UUID.class);
        var seen = maybe(rs, "last_seen_at");
        var left = maybe(rs, "left_at");
        boolean there = seen != null && left == null && !seen.isBefore(machineNow.minus(presenceGrace));
        return new Entry(
                new EntryId(rs.getObject("id", UUID.class)),
                new RoomId(rs.getObject("room", UUID.class)),
                rs.getString("role"),
                rs.getString("name"),
                person == null ? null : new PersonId(person),
                rs.getString("language"),
                new Reference(rs.getString("public_ref")),
                rs.getInt("generation"),
                rs.getBoolean("bound"),
                sharesWith == null ? null : new EntryId(sharesWith),
                there ? maybe(rs, "waiting_since") : null,
                seen,
                maybe(rs, "acknowledged_at"),
                maybe(rs, "refused_at"),
                maybe(rs, "admitted_at"),
                maybe(rs, "out_at"),
                left,
                rs.getBoolean("by_login"));
    }
}

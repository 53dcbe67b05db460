package sportello.invitations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.casework.CaseId;
import sportello.offices.Venue;

/// All the SQL of the invitations. Next tries and leases keep the database's clock, as all nodes see it.
@Repository
class InvitationRows {

    private static final String COLUMNS = """
            case_id, appointment_id, service, office_id, unit, venue, starts_at, ends_at, present, seq, stage, done_seq,
            generation, way, mailbox, event_id, meeting_id, join_link, sent_to, sent_at, attempts, trouble, trouble_at,
            not_before, lease, left_generation, left_mailbox, left_event_id
            """;

    private final JdbcClient jdbc;

    InvitationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Said twice it changes nothing; whatever is new gets a higher number and is done at once.
    void want(
            CaseId caseId,
            UUID appointment,
            String service,
            UUID office,
            String unit,
            Venue venue,
            Instant startsAt,
            Instant endsAt) {
        jdbc.sql("""
                        insert into invitations.invitation as kept
                            (case_id, appointment_id, service, office_id, unit, venue, starts_at, ends_at)
                        values (:case, :appointment, :service, :office, :unit, :venue, :starts, :ends)
                        on conflict on constraint a_case_has_one_invitation do update
                           set venue = excluded.venue, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                               present = true, seq = kept.seq + 1, attempts = 0, trouble = null, trouble_at = null,
                               not_before = clock_timestamp()
                         where (kept.venue, kept.starts_at, kept.ends_at, kept.present)
                               is distinct from (excluded.venue, excluded.starts_at, excluded.ends_at, true)
                        """)
                .param("case", caseId.value())
                .param("appointment", appointment)
                .param("service", service)
                .param("office", office)
                .param("unit", unit)
                .param("venue", venue.name())
                .param("starts", at(startsAt))
                .param("ends", at(endsAt))
                .update();
    }

    void moved(UUID appointment, Instant startsAt, Instant endsAt) {
        jdbc.sql("""
                        update invitations.invitation
                           set starts_at = :starts, ends_at = :ends, seq = seq + 1, attempts = 0, trouble = null,
                               trouble_at = null, not_before = clock_timestamp()
                         where appointment_id = :appointment and present
                           and (starts_at, ends_at) is distinct from (:starts, :ends)
                        """)
                .param("appointment", appointment)
                .param("starts", at(startsAt))
                .param("ends", at(endsAt))
                .update();
    }

    void withdraw(UUID appointment) {
        jdbc.sql("""
                        update invitations.invitation
                           set present = false, seq = seq + 1, attempts = 0, trouble = null, trouble_at = null,
                               not_before = clock_timestamp()
                         where appointment_id = :appointment and present
                        """).param("appointment", appointment).update();
    }

    /// Takes the next piece of work; nobody else does it until the lease is over.
    Optional<InvitationRow> claim(Duration lease) {
        return jdbc.sql("""
                        update invitations.invitation
                           set lease = gen_random_uuid(),
                               lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                         where case_id = (select case_id
                                            from invitations.invitation
                                           where (done_seq < seq or left_generation is not null)
                                             and not_before <= clock_timestamp()
                                             and (lease is null or lease_until < clock_timestamp())
                                           order by not_before
                                           limit 1
                                             for update skip locked)
                        returning
                        """ + COLUMNS)
                .param("lease", lease.toMillis())
                .query(InvitationRows::row)
                .optional();
    }

    /// What was done so far, and the lease anew. False: the lease was lost, somebody else goes on.
    boolean progress(InvitationRow done, Duration lease) {
        return keep("lease_until = clock_timestamp() + :lease * interval '1 millisecond'", done)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    /// All that was wanted when it was claimed.
    boolean done(InvitationRow done) {
        return keep("""
                        done_seq = :seq, attempts = 0, lease = null, lease_until = null,
                        trouble = case when seq = :seq then null else trouble end,
                        trouble_at = case when seq = :seq then null else trouble_at end
                        """, done).param("seq", done.seq()).update() == 1;
    }

    /// `pause` null: not again by itself. Whatever was wanted meanwhile is tried at once.
    boolean troubled(InvitationRow done, String trouble, @Nullable Duration pause) {
        return keep("""
                        attempts = case when seq = :seq then attempts + 1 else 0 end,
                        trouble = :trouble, trouble_at = clock_timestamp(), lease = null, lease_until = null,
                        not_before = case when seq <> :seq then clock_timestamp()
                                          when cast(:pause as bigint) is null then null
                                          else clock_timestamp() + cast(:pause as bigint) * interval '1 millisecond' end
                        """, done)
                        .param("seq", done.seq())
                        .param("trouble", trouble)
                        .param("pause", pause == null ? null : pause.toMillis())
                        .update()
                == 1;
    }

    /// Throttled, a tenant counts every request: what else goes there waits too.
    void spare(Duration pause) {
        jdbc.sql("""
                        update invitations.invitation
                           set not_before = clock_timestamp() + :pause * interval '1 millisecond'
                         where done_seq < seq and (venue = 'TEAMS' or way = 'GRAPH') and lease is null
                           and not_before < clock_timestamp() + :pause * interval '1 millisecond'
                        """).param("pause", pause.toMillis()).update();
    }

    /// An officer asks. A refused invitation is wanted anew.
    boolean again(CaseId caseId) {
        return jdbc.sql("""
                        update invitations.invitation
                           set not_before = clock_timestamp(), attempts = 0,
                               seq = case when stage = 'REFUSED' and done_seq = seq then seq + 1 else seq end
                         where case_id = :case and (done_seq < seq or stage = 'REFUSED' or left_generation is not null)
                        """).param("case", caseId.value()).update() == 1;
    }

    Optional<InvitationRow> find(CaseId caseId) {
        return jdbc.sql("select " + COLUMNS + " from invitations.invitation where case_id = :case")
                .param("case", caseId.value())
                .query(InvitationRows::row)
                .optional();
    }

    /// Addresses and links are not kept once the hour is well past (rule G12), also where a change was never told.
    int forget(Instant endedBefore) {
        return jdbc.sql("""
                        update invitations.invitation
                           set sent_to = '', join_link = null
                         where sent_to is not null and sent_to <> '' and ends_at < :before
                        """).param("before", at(endedBefore)).update();
    }

    private JdbcClient.StatementSpec keep(String more, InvitationRow done) {
        return jdbc.sql("""
                        update invitations.invitation
                           set stage = :stage, generation = :generation, way = :way, mailbox = :mailbox,
                               event_id = :event, meeting_id = :meeting, join_link = :link, sent_to = :to,
                               sent_at = :sentAt, left_generation = :leftGeneration, left_mailbox = :leftMailbox,
                               left_event_id = :leftEvent,
                        """ + more + " where case_id = :case and lease = :mine")
                .param("stage", done.stage().name())
                .param("generation", done.generation())
                .param("way", done.way() == null ? null : done.way().name())
                .param("mailbox", done.mailbox())
                .param("event", done.eventId())
                .param("meeting", done.meetingId())
                .param("link", done.joinLink())
                .param("to", done.sentTo())
                .param("sentAt", done.sentAt() == null ? null : at(done.sentAt()))
                .param(
                        "leftGeneration",
                        done.leftover() == null ? null : done.leftover().generation())
                .param(
                        "leftMailbox",
                        done.leftover() == null ? null : done.leftover().mailbox())
                .param(
                        "leftEvent",
                        done.leftover() == null ? null : done.leftover().eventId())
                .param("case", done.caseId().value())
                .param("mine", done.lease());
    }

    private static InvitationRow row(ResultSet row, int number) throws SQLException {
        var way = row.getString("way");
        return new InvitationRow(
                new CaseId(row.getObject("case_id", UUID.class)),
                row.getObject("appointment_id", UUID.class),
                row.getString("service"),
                row.getObject("office_id", UUID.class),
                row.getString("unit"),
                Venue.valueOf(row.getString("venue")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getBoolean("present"),
                row.getInt("seq"),
                InvitationRow.Step.valueOf(row.getString("stage")),
                row.getInt("done_seq"),
                row.getInt("generation"),
                way == null ? null : InvitationRow.Way.valueOf(way),
                row.getString("mailbox"),
                row.getString("event_id"),
                row.getString("meeting_id"),
                row.getString("join_link"),
                row.getString("sent_to"),
                instant(row.getTimestamp("sent_at")),
                row.getInt("attempts"),
                row.getString("trouble"),
                instant(row.getTimestamp("trouble_at")),
                instant(row.getTimestamp("not_before")),
                row.getObject("lease", UUID.class),
                leftover(row));
    }

    private static InvitationRow.@Nullable Leftover leftover(ResultSet row) throws SQLException {
        var mailbox = row.getString("left_mailbox");
        return mailbox == null
                ? null
                : new InvitationRow.Leftover(row.getInt("left_generation"), mailbox, row.getString("left_event_id"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

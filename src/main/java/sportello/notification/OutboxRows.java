package sportello.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// All the SQL of the outbox.
@Repository
class OutboxRows {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OutboxRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// In the transaction of what it tells; a second time does nothing.
    void write(Letter letter, Instant now) {
        jdbc.sql("""
                        insert into notification.outbox
                            (key, kind, template, language, recipient, appointment_id, entry_id, delegation_id, person_id,
                             sender_id, state, written_at, facts, waits_until, hour, office_id)
                        values (:key, :kind, :template, :language, :recipient, :appointment, :entry, :delegation, :person,
                                :sender, :state, :now, cast(:facts as jsonb), :waits_until, :hour, :office)
                        on conflict on constraint a_message_is_written_once do nothing
                        """)
                .param("key", letter.key())
                .param("kind", letter.kind())
                .param("template", letter.template())
                .param("language", letter.language())
                .param("recipient", letter.recipient())
                .param("appointment", letter.appointment())
                .param("entry", letter.entry())
                .param("delegation", letter.delegation())
                .param("person", letter.person())
                .param("sender", letter.sender())
                .param("state", letter.kind().equals("letter") ? "TO_PRINT" : "QUEUED")
                .param("now", at(now))
                .param("facts", json.writeValueAsString(letter.facts()))
                .param("waits_until", orNull(letter.waitsUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("hour", orNull(letter.hour()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("office", letter.office())
                .update();
    }

    /// Takes the next messages that may go, for as long as the lease lasts: due, and the first of its kind to its
    /// recipient. A mail does not wait for an SMS nobody carries, nor a code for what waits for the morning. The
    /// order holds between nodes because the earlier row is queued until it is settled. `now` is the product's.
    List<Row> take(String kind, UUID node, int most, Duration lease, Instant now) {
        return jdbc.sql("""
                        with turn as (
                            select o.id
                              from notification.outbox o
                             where o.state = 'QUEUED' and o.kind = :kind and o.not_before <= clock_timestamp()
                               and (o.taken_until is null or o.taken_until <= clock_timestamp())
                               and (o.waits_until is null or o.waits_until <= :now)
                               and not exists (select 1
                                                 from notification.outbox earlier
                                                where earlier.state = 'QUEUED' and earlier.recipient = o.recipient
                                                  and earlier.kind = o.kind
                                                  and (earlier.waits_until is null or earlier.waits_until <= :now)
                                                  and earlier.id < o.id
                                               offset 0)
                             order by o.id
                             limit :most
                               for update of o skip locked
                        )
                        update notification.outbox o
                           set taken_by = :node, taken_until = clock_timestamp() + :lease * interval '1 millisecond'
                          from turn
                         where o.id = turn.id
                        returning o.id, o.key, o.round, o.kind, o.template, o.language, o.recipient, o.appointment_id, o.entry_id,
                               o.delegation_id, o.person_id, o.sender_id, o.attempts, o.written_at, o.facts, o.hour
                        """)
                .param("kind", kind)
                .param("node", node)
                .param("most", most)
                .param("lease", lease.toMillis())
                .param("now", at(now))
                .query(this::row)
                .list();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("""
                        select id, key, round, kind, template, language, recipient, appointment_id, entry_id,
                               delegation_id, person_id, sender_id, attempts, written_at, facts, hour
                          from notification.outbox
                         where id = :id
                        """).param("id", id).query(this::row).optional();
    }

    /// Says once beside each waiting message that nobody carries its kind.
    void nobodyCarries(List<String> carried) {
        jdbc.sql("""
                        update notification.outbox
                           set trouble = 'no-carrier'
                         where state = 'QUEUED' and kind in ('sms', 'mail', 'app') and kind <> all (:carried)
                           and trouble is null
                        """).param("carried", carried.toArray(String[]::new)).update();
    }

    List<MessageFate> fates(UUID appointment) {
        return jdbc.sql("""
                        select id, kind, template, state, attempts, written_at, handed_over_at, delivered_at, provider,
                               trouble, entry_id
                          from notification.outbox
                         where appointment_id = :appointment
                         order by id
                        """)
                .param("appointment", appointment)
                .query(OutboxRows::fate)
                .list();
    }

    Optional<MessageFate> lastCode(UUID entry) {
        return jdbc.sql("""
                        select id, kind, template, state, attempts, written_at, handed_over_at, delivered_at, provider,
                               trouble, entry_id
                          from notification.outbox
                         where entry_id = :entry and kind = 'sms' and template in ('code', 'booked', 'invited')
                         order by id desc
                         limit 1
                        """).param("entry", entry).query(OutboxRows::fate).optional();
    }

    static MessageFate fate(ResultSet row, int number) throws SQLException {
        return new MessageFate(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("template"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getTimestamp("written_at").toInstant(),
                instant(row, "handed_over_at"),
                instant(row, "delivered_at"),
                row.getString("provider"),
                row.getString("trouble"),
                row.getObject("entry_id", UUID.class));
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                keyOf(row.getString("key"), row.getInt("round")),
                row.getString("kind"),
                row.getString("template"),
                row.getString("language"),
                row.getString("recipient"),
                row.getObject("appointment_id", UUID.class),
                row.getObject("entry_id", UUID.class),
                row.getObject("delegation_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("sender_id", UUID.class),
                row.getInt("attempts"),
                row.getTimestamp("written_at").toInstant(),
                json.readValue(row.getString("facts"), FACTS),
                instant(row, "hour"));
    }

    /// What an official sends again must not look, to a provider that heeds keys, as what it has taken already.
    private static String keyOf(String key, int round) {
        return round == 0 ? key : key + " again " + round;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime orNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /// What to write. `recipient` orders messages and is opaque; `sender`: who caused the message, counted when
    /// it goes to a third party. `waitsUntil`: the end of the quiet hours, for what is not urgent. `hour`: of the
    /// appointment, if the message is pointless without it. `office`: whose officials see what becomes of it.
    record Letter(
            String key,
            String kind,
            String template,
            String language,
            String recipient,
            @Nullable UUID appointment,
            @Nullable UUID entry,
            @Nullable UUID delegation,
            @Nullable UUID person,
            @Nullable UUID sender,
            Map<String, String> facts,
            @Nullable Instant waitsUntil,
            @Nullable Instant hour,
            @Nullable UUID office) {

        /// Goes at once, at any hour.
        Letter(
                String key,
                String kind,
                String template,
                String language,
                String recipient,
                @Nullable UUID appointment,
                @Nullable UUID entry,
                @Nullable UUID delegation,
                @Nullable UUID person,
                @Nullable UUID sender) {
            this(
                    key,
                    kind,
                    template,
                    language,
                    recipient,
                    appointment,
                    entry,
                    delegation,
                    person,
                    sender,
                    Map.of(),
                    null,
                    null,
                    null);
        }
    }

    record Row(
            UUID id,
            String key,
            String kind,
            String template,
            String language,
            String recipient,
            @Nullable UUID appointment,
            @Nullable UUID entry,
            @Nullable UUID delegation,
            @Nullable UUID person,
            @Nullable UUID sender,
            int attempts,
            Instant writtenAt,
            Map<String, String> facts,
            @Nullable Instant hour) {}
}

package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// All the SQL of the notices; each goes to App IO too, where that is used.
@Repository
class NoticeRows {

    private static final TypeReference<java.util.Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AppCopies copies;

    NoticeRows(JdbcClient jdbc, JsonMapper json, AppCopies copies) {
        this.jdbc = jdbc;
        this.json = json;
        this.copies = copies;
    }

    void write(
            String key,
            UUID person,
            String template,
            @Nullable UUID appointment,
            @Nullable UUID delegation,
            java.util.Map<String, String> facts,
            Instant at) {
        jdbc.sql("""
                        insert into notification.notice (key, person_id, template, appointment_id, delegation_id, facts, at)
                        values (:key, :person, :template, :appointment, :delegation, cast(:facts as jsonb), :at)
                        on conflict on constraint a_notice_is_written_once do nothing
                        """)
                .param("key", key)
                .param("person", person)
                .param("template", template)
                .param("appointment", appointment)
                .param("delegation", delegation)
                .param("facts", json.writeValueAsString(facts))
                .param("at", OutboxRows.at(at))
                .update();
        copies.write(key, person, template, appointment, delegation, facts, at);
    }

    /// Not yet read first, of each the newest first.
    List<Row> of(UUID person, NoticeMark after, int most) {
        return select("""
                 where person_id = :person
                   and ((read_at is not null) > :read or ((read_at is not null) = :read and id < :id))
                 order by (read_at is not null), id desc
                 limit :most
                """)
                .param("person", person)
                .param("read", after.read())
                .param("id", after.id())
                .param("most", most)
                .query(this::row)
                .list();
    }

    int readAll(UUID person, Instant now) {
        return jdbc.sql("update notification.notice set read_at = :now where person_id = :person and read_at is null")
                .param("now", OutboxRows.at(now))
                .param("person", person)
                .update();
    }

    int unread(UUID person) {
        return jdbc.sql("select count(*) from notification.notice where person_id = :person and read_at is null")
                .param("person", person)
                .query(Integer.class)
                .single();
    }

    /// Where the appointment is held, as it was last told.
    Optional<String> lastToldVenue(UUID appointment) {
        return jdbc.sql("""
                        select facts ->> 'venue'
                          from notification.notice
                         where appointment_id = :appointment and template = 'venue-agreed.booker'
                         order by id desc
                         limit 1
                        """)
                .param("appointment", appointment)
                .query(String.class)
                .optional();
    }

    /// A reminder of an hour that is no more has nothing to say.
    void withdrawReminders(UUID appointment) {
        jdbc.sql("""
                        delete from notification.notice
                         where appointment_id = :appointment
                           and template in ('reminder-before', 'reminder-before.booker', 'reminder-day', 'reminder-day.booker')
                        """).param("appointment", appointment).update();
    }

    List<NoticeFate> fates(UUID appointment) {
        return select("where appointment_id = :appointment order by id")
                .param("appointment", appointment)
                .query(this::row)
                .list()
                .stream()
                .map(row -> new NoticeFate(row.template(), row.at(), row.readAt()))
                .toList();
    }

    /// The same for the whole of one transaction, another in every other.
    String occasion() {
        return jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
    }

    Optional<Row> read(UUID notice, UUID person, Instant now) {
        jdbc.sql("""
                        update notification.notice set read_at = :now
                         where id = :id and person_id = :person and read_at is null
                        """)
                .param("id", notice)
                .param("person", person)
                .param("now", OutboxRows.at(now))
                .update();
        return select("where id = :id and person_id = :person")
                .param("id", notice)
                .param("person", person)
                .query(this::row)
                .optional();
    }

    private JdbcClient.StatementSpec select(String where) {
        return jdbc.sql("""
                select id, template, appointment_id, delegation_id, facts, at, read_at
                  from notification.notice
                """ + where);
    }

    private Row row(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        var read = row.getTimestamp("read_at");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("template"),
                row.getObject("appointment_id", UUID.class),
                row.getObject("delegation_id", UUID.class),
                json.readValue(row.getString("facts"), FACTS),
                row.getTimestamp("at").toInstant(),
                read == null ? null : read.toInstant());
    }

    record Row(
            UUID id,
            String template,
            @Nullable UUID appointment,
            @Nullable UUID delegation,
            java.util.Map<String, String> facts,
            Instant at,
            @Nullable Instant readAt) {}
}

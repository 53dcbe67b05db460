package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All the SQL of messages set aside.
@Repository
class SetAsideRows {

    private static final String COLUMNS = """
            select id, kind, template, state, attempts, written_at, handed_over_at, delivered_at, provider, trouble,
                   entry_id, appointment_id, person_id, office_id
              from notification.outbox
            """;

    private final JdbcClient jdbc;

    SetAsideRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            MessageFate fate,
            @Nullable UUID appointment,
            @Nullable UUID person,
            @Nullable UUID office) {}

    List<Row> of(UUID office, @Nullable UUID after, int most) {
        return jdbc.sql(COLUMNS + """
                         where office_id = :office and state in ('FAILED', 'WITHHELD') and put_away_at is null
                           and (cast(:after as uuid) is null or id < :after)
                         order by id desc
                         limit :most
                        """)
                .param("office", office)
                .param("after", after)
                .param("most", most)
                .query(SetAsideRows::row)
                .list();
    }

    Optional<Row> find(UUID message) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", message)
                .query(SetAsideRows::row)
                .optional();
    }

    /// As if it had just been written, and another one to a provider that heeds keys.
    boolean again(UUID message) {
        var set = jdbc.sql("""
                        update notification.outbox
                           set state = 'QUEUED', attempts = 0, trouble = null, provider = null, address_mac = null,
                               handed_over_at = null, not_before = clock_timestamp(), queued_at = clock_timestamp(),
                               round = round + 1, put_away_at = null
                         where id = :id and state in ('FAILED', 'WITHHELD')
                        """).param("id", message).update() == 1;
        if (set)
            jdbc.sql("delete from notification.part where message_id = :id")
                    .param("id", message)
                    .update();
        return set;
    }

    void putAway(UUID message) {
        jdbc.sql("""
                        update notification.outbox set put_away_at = clock_timestamp()
                         where id = :id and state in ('FAILED', 'WITHHELD') and put_away_at is null
                        """).param("id", message).update();
    }

    /// How many wait for an official, or for whoever runs the product where no office sees them.
    long setAside(String kind, boolean ofAnOffice) {
        return jdbc.sql("""
                        select count(*)
                          from notification.outbox
                         where state in ('FAILED', 'WITHHELD') and put_away_at is null and kind = :kind
                           and (office_id is not null) = :of_an_office
                        """)
                .param("kind", kind)
                .param("of_an_office", ofAnOffice)
                .query(Long.class)
                .single();
    }

    /// How many could have left for five minutes; what waited for the morning (rule G8) could since then. `now` is the
    /// product's, as the morning is.
    long late(String kind, Instant now) {
        return jdbc.sql("""
                        select count(*)
                          from notification.outbox
                         where state = 'QUEUED' and kind = :kind
                           and queued_at < clock_timestamp() - interval '5 minutes'
                           and (waits_until is null or waits_until < :now - interval '5 minutes')
                        """)
                .param("kind", kind)
                .param("now", OutboxRows.at(now))
                .query(Long.class)
                .single();
    }

    private static Row row(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Row(
                OutboxRows.fate(row, number),
                row.getObject("appointment_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("office_id", UUID.class));
    }
}

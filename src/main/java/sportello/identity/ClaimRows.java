package sportello.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.ContactBook.Kind;

/// The SQL of `identity.contact_claim`: contacts that wait for their code.
@Repository
class ClaimRows {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String COLUMNS = "id, person, kind, contact, generation, attempts, sent_at";

    private final JdbcClient jdbc;

    ClaimRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID id, PersonId person, Kind kind, String contact, int generation, int attempts, Instant sentAt) {}

    Row open(PersonId person, Kind kind, String contact, Instant now) {
        return jdbc.sql("""
                        insert into identity.contact_claim (person, kind, contact, asked_at, sent_at)
                        values (:person, :kind, :contact, :now, :now)
                        returning %s
                        """.formatted(COLUMNS))
                .param("person", person.value())
                .param("kind", kind.name())
                .param("contact", contact)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(ClaimRows::row)
                .single();
    }

    List<Row> open(PersonId person) {
        return jdbc.sql("select " + COLUMNS + """
                         from identity.contact_claim
                        where person = :person and state = 'OPEN'
                        order by kind desc
                        """)
                .param("person", person.value())
                .query(ClaimRows::row)
                .list();
    }

    Optional<Row> open(UUID claim) {
        return jdbc.sql("select " + COLUMNS + " from identity.contact_claim where id = :id and state = 'OPEN'")
                .param("id", claim)
                .query(ClaimRows::row)
                .optional();
    }

    Row renew(UUID claim, Instant now) {
        return jdbc.sql("""
                        update identity.contact_claim
                           set generation = generation + 1, attempts = 0, sent_at = :now
                         where id = :id and state = 'OPEN'
                        returning %s
                        """.formatted(COLUMNS))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", claim)
                .query(ClaimRows::row)
                .single();
    }

    void missed(UUID claim) {
        jdbc.sql("update identity.contact_claim set attempts = attempts + 1 where id = :id and state = 'OPEN'")
                .param("id", claim)
                .update();
    }

    /// `state`: `KEPT`, `REFUSED`, `GIVEN_UP`.
    void end(UUID claim, String state) {
        jdbc.sql("update identity.contact_claim set state = :state, contact = null where id = :id and state = 'OPEN'")
                .param("state", state)
                .param("id", claim)
                .update();
    }

    void endWaiting(PersonId person, Kind kind) {
        jdbc.sql("""
                        update identity.contact_claim
                           set state = 'GIVEN_UP', contact = null
                         where person = :person and kind = :kind and state = 'OPEN'
                        """).param("person", person.value()).param("kind", kind.name()).update();
    }

    /// Codes sent for this person in the day that ends now, the last of the kind, and the first of them all.
    Sent sentTo(PersonId person, Kind kind, Instant now) {
        return jdbc.sql("""
                        select coalesce(sum(generation), 0) as codes,
                               min(asked_at) as first,
                               max(sent_at) filter (where kind = :kind) as last
                          from identity.contact_claim
                         where person = :person and asked_at > :since and asked_at <= :now
                        """)
                .param("person", person.value())
                .param("kind", kind.name())
                .param("since", now.minus(A_DAY).atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Sent(
                        row.getInt("codes"),
                        Optional.ofNullable(row.getTimestamp("first"))
                                .map(first -> first.toInstant().plus(A_DAY))
                                .orElse(now),
                        Optional.ofNullable(row.getTimestamp("last")).map(last -> last.toInstant())))
                .single();
    }

    /// @param nextDay when the first of these codes is a day old
    record Sent(int codes, Instant nextDay, Optional<Instant> last) {}

    /// Nobody types them any more.
    void endOlderThan(Instant sent) {
        jdbc.sql("""
                        update identity.contact_claim
                           set state = 'GIVEN_UP', contact = null
                         where state = 'OPEN' and sent_at < :sent
                        """).param("sent", sent.atOffset(ZoneOffset.UTC)).update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                Kind.valueOf(row.getString("kind")),
                row.getString("contact"),
                row.getInt("generation"),
                row.getInt("attempts"),
                row.getTimestamp("sent_at").toInstant());
    }
}

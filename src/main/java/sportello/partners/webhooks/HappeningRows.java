package sportello.partners.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The SQL of what happened.
@Repository
class HappeningRows {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HappeningRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// In the transaction in which it happens, for each address that wants to be told; a second time does nothing.
    void write(
            String key,
            String clientId,
            UUID appointment,
            String service,
            Happening.Kind kind,
            Map<String, String> facts,
            Instant at) {
        jdbc.sql("""
                        with told as (
                            insert into partners.happening (key, client_id, appointment, service, kind, facts, at)
                            values (:key, :client, :appointment, :service, :kind, cast(:facts as jsonb), :at)
                            on conflict on constraint a_happening_is_written_once do nothing
                            returning id, number, client_id, appointment, kind
                        )
                        insert into partners.delivery (webhook, happening, number, appointment)
                        select w.id, told.id, told.number, told.appointment
                          from told join partners.webhook w on w.client_id = told.client_id
                         where w.stopped_at is null and told.kind = any (w.kinds)
                        """)
                .param("key", key)
                .param("client", clientId)
                .param("appointment", appointment)
                .param("service", service)
                .param("kind", kind.code())
                .param("facts", json.writeValueAsString(facts))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Where one stands in the order in which they were settled.
    record Place(String transaction, long number) {
        static final Place BEGINNING = new Place("0", 0);
    }

    /// Only what nothing can come before any more: numbers are drawn before transactions end, so that a lower one may
    /// come to light later.
    List<Happening> after(String clientId, Place place, int most) {
        return jdbc.sql("""
                        select id, number, appointment, service, kind, at, facts
                          from partners.happening
                         where client_id = :client and (transaction, number) > (cast(:transaction as xid8), :number)
                           and transaction < pg_snapshot_xmin(pg_current_snapshot())
                         order by transaction, number
                         limit :most
                        """)
                .param("client", clientId)
                .param("transaction", place.transaction())
                .param("number", place.number())
                .param("most", most)
                .query(this::happening)
                .list();
    }

    Optional<Place> placeOf(String clientId, UUID happening) {
        return jdbc.sql("""
                        select transaction::text as transaction, number
                          from partners.happening
                         where id = :id and client_id = :client
                        """)
                .param("id", happening)
                .param("client", clientId)
                .query((row, _) -> new Place(row.getString("transaction"), row.getLong("number")))
                .optional();
    }

    /// A dump read into another server brings numbers of transactions that are still to come there: all of these are
    /// settled, and older than whatever will happen.
    int settleRestored() {
        return jdbc.sql("""
                        update partners.happening
                           set transaction = '0'
                         where transaction >= pg_snapshot_xmax(pg_current_snapshot())
                        """).update();
    }

    void forget(Duration after) {
        jdbc.sql(
                        "delete from partners.happening where written_at < clock_timestamp() - make_interval(secs => :seconds)")
                .param("seconds", after.toSeconds())
                .update();
    }

    Happening happening(ResultSet row, int number) throws SQLException {
        return new Happening(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getObject("appointment", UUID.class),
                row.getString("service"),
                Happening.Kind.of(row.getString("kind")).orElseThrow(),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("facts"), FACTS));
    }
}

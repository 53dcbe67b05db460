package sportello.partners.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the addresses that are told.
@Repository
class WebhookRows {

    private static final String SELECT = """
            select id, client_id, address, kinds, made_at, failures, rests_until, trouble
              from partners.webhook
             where client_id = :client and stopped_at is null
            """;

    private final JdbcClient jdbc;

    WebhookRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param former the secret before, as long as it signs too
    record Secrets(String present, @Nullable String former) {}

    /// Of a program one registers at a time, so that no more addresses are kept than it may have.
    void lock(String clientId) {
        jdbc.sql("select 1 from partners.partner where client_id = :client for no key update")
                .param("client", clientId)
                .query(Integer.class)
                .optional();
    }

    Optional<Webhook> add(String clientId, String address, Collection<Happening.Kind> kinds, UUID id, String secret) {
        boolean added = jdbc.sql("""
                        insert into partners.webhook (id, client_id, address, kinds, secret)
                        values (:id, :client, :address, :kinds, :secret)
                        on conflict (client_id, address) where stopped_at is null do nothing
                        """)
                        .param("id", id)
                        .param("client", clientId)
                        .param("address", address)
                        .param("kinds", codes(kinds))
                        .param("secret", secret)
                        .update()
                == 1;
        return added ? find(clientId, id) : Optional.empty();
    }

    List<Webhook> of(String clientId) {
        return jdbc.sql(SELECT + " order by id")
                .param("client", clientId)
                .query(WebhookRows::webhook)
                .list();
    }

    Optional<Webhook> find(String clientId, UUID id) {
        return jdbc.sql(SELECT + " and id = :id")
                .param("client", clientId)
                .param("id", id)
                .query(WebhookRows::webhook)
                .optional();
    }

    boolean stop(String clientId, UUID id) {
        return jdbc.sql("""
                        update partners.webhook set stopped_at = clock_timestamp()
                         where id = :id and client_id = :client and stopped_at is null
                        """).param("id", id).param("client", clientId).update() == 1;
    }

    boolean renew(String clientId, UUID id, String secret, Duration formerSigns) {
        return jdbc.sql("""
                        update partners.webhook
                           set former_secret = secret, former_until = clock_timestamp() + make_interval(secs => :seconds),
                               secret = :secret
                         where id = :id and client_id = :client and stopped_at is null
                        """)
                        .param("id", id)
                        .param("client", clientId)
                        .param("secret", secret)
                        .param("seconds", formerSigns.toSeconds())
                        .update()
                == 1;
    }

    Secrets secrets(UUID id) {
        return jdbc.sql("""
                        select secret, case when former_until > clock_timestamp() then former_secret end as former
                          from partners.webhook where id = :id
                        """)
                .param("id", id)
                .query((row, n) -> new Secrets(row.getString("secret"), row.getString("former")))
                .single();
    }

    void answered(UUID id) {
        jdbc.sql("""
                        update partners.webhook set failures = 0, rests_until = null, trouble = null
                         where id = :id and (failures > 0 or rests_until is not null or trouble is not null)
                        """).param("id", id).update();
    }

    /// Counts once for those under way together.
    void failed(UUID id, int failures, Duration pause, String trouble) {
        jdbc.sql("""
                        update partners.webhook
                           set failures = :failures + 1, trouble = :trouble,
                               rests_until = clock_timestamp() + :pause * interval '1 millisecond'
                         where id = :id and failures = :failures
                        """)
                .param("id", id)
                .param("failures", failures)
                .param("trouble", trouble)
                .param("pause", pause.toMillis())
                .update();
    }

    static Set<Happening.Kind> kinds(String[] codes) {
        var kinds = EnumSet.noneOf(Happening.Kind.class);
        Arrays.stream(codes).forEach(code -> Happening.Kind.of(code).ifPresent(kinds::add));
        return kinds;
    }

    private static String[] codes(Collection<Happening.Kind> kinds) {
        return kinds.stream().map(Happening.Kind::code).sorted().toArray(String[]::new);
    }

    static Webhook webhook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("address"),
                kinds((String[]) row.getArray("kinds").getArray()),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getInt("failures"),
                instant(row, "rests_until"),
                row.getString("trouble"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

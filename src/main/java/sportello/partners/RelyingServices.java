package sportello.partners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The relying services we know, each with the hash of its secret.
@Service
@Transactional
public class RelyingServices {

    private static final String COLUMNS = "client_id, name, redirect_uris, delegable";

    private final JdbcClient jdbc;

    RelyingServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<RelyingService> find(String clientId) {
        return jdbc.sql("select " + COLUMNS + " from partners.relying_service where client_id = :id")
                .param("id", clientId)
                .query(RelyingServices::service)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<RelyingService> all() {
        return jdbc.sql("select " + COLUMNS + " from partners.relying_service order by name")
                .query(RelyingServices::service)
                .list();
    }

    /// The service whose secret this is. Secrets are long and random, so that a plain hash keeps them.
    @Transactional(readOnly = true)
    public Optional<RelyingService> authentic(String clientId, String secret) {
        var kept = jdbc.sql("select secret_hash from partners.relying_service where client_id = :id")
                .param("id", clientId)
                .query(byte[].class)
                .optional();
        return kept.filter(hash -> MessageDigest.isEqual(hash, Hash.of(secret))).flatMap(_ -> find(clientId));
    }

    /// New, or the same with what changed.
    ///
    /// @param secret at least 32 random characters
    public void register(RelyingService service, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < 32) {
            throw new IllegalArgumentException("A client secret has at least 32 characters");
        }
        jdbc.sql("""
                        insert into partners.relying_service (client_id, name, redirect_uris, delegable, secret_hash)
                        values (:id, :name, string_to_array(:redirects, ' '), :delegable, :secret)
                        on conflict (client_id) do update
                           set name = excluded.name, redirect_uris = excluded.redirect_uris,
                               delegable = excluded.delegable, secret_hash = excluded.secret_hash
                        """)
                .param("id", service.clientId())
                .param("name", service.name())
                .param("redirects", String.join(" ", service.redirectUris()))
                .param("delegable", service.delegable())
                .param("secret", Hash.of(secret))
                .update();
    }

    private static RelyingService service(ResultSet row, int number) throws SQLException {
        Array redirects = row.getArray("redirect_uris");
        return new RelyingService(
                row.getString("client_id"),
                row.getString("name"),
                List.of((String[]) redirects.getArray()),
                row.getBoolean("delegable"));
    }
}

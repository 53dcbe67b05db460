package sportello.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.Assurance;
import sportello.identity.Channel;

/// The SQL of partners and their secrets.
@Repository
class PartnerRows {

    private static final String SELECT = """
            select client_id, name, kind, channel, redirect_uris, scopes, identifies, per_minute, delegable
              from partners.partner
             where withdrawn_at is null
            """;

    private final JdbcClient jdbc;

    PartnerRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Partner> find(String clientId) {
        return jdbc.sql(SELECT + " and client_id = :id")
                .param("id", clientId)
                .query(PartnerRows::partner)
                .optional();
    }

    List<Partner> all() {
        return jdbc.sql(SELECT + " order by name, client_id")
                .query(PartnerRows::partner)
                .list();
    }

    boolean hasSecret(String clientId, byte[] hash) {
        return jdbc.sql("select 1 from partners.secret where client_id = :id and secret_hash = :hash")
                .param("id", clientId)
                .param("hash", hash)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void keep(Partner partner, String source) {
        var channel = partner.channel();
        var identifies = partner.identifies();
        jdbc.sql("""
                        insert into partners.partner
                               (client_id, name, kind, channel, redirect_uris, scopes, identifies, per_minute, delegable,
                                source)
                        values (:id, :name, :kind, :channel, :redirects, :scopes, :identifies, :per_minute, :delegable,
                                :source)
                        on conflict (client_id) do update
                           set name = excluded.name, kind = excluded.kind, channel = excluded.channel,
                               redirect_uris = excluded.redirect_uris, scopes = excluded.scopes,
                               identifies = excluded.identifies, per_minute = excluded.per_minute,
                               delegable = excluded.delegable, source = excluded.source, withdrawn_at = null
                        """)
                .param("id", partner.clientId())
                .param("name", partner.name())
                .param("kind", partner.kind().name())
                .param("channel", channel == null ? null : channel.code(), Types.VARCHAR)
                .param("redirects", partner.redirectUris().toArray(String[]::new))
                .param("scopes", partner.scopes().stream().map(Scope::code).toArray(String[]::new))
                .param("identifies", identifies == null ? null : identifies.name(), Types.VARCHAR)
                .param("per_minute", partner.perMinute())
                .param("delegable", partner.delegable())
                .param("source", source)
                .update();
    }

    /// Those and no others.
    void keepSecrets(String clientId, Collection<byte[]> hashes) {
        jdbc.sql("delete from partners.secret where client_id = :id and secret_hash <> all (:hashes)")
                .param("id", clientId)
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
        for (var hash : hashes)
            jdbc.sql("""
                            insert into partners.secret (client_id, secret_hash) values (:id, :hash)
                            on conflict on constraint a_secret_is_kept_as_its_hash do nothing
                            """).param("id", clientId).param("hash", hash).update();
    }

    /// What they had opened is closed with them.
    boolean withdraw(String clientId) {
        boolean was = jdbc.sql("""
                        update partners.partner set withdrawn_at = now() where client_id = :id and withdrawn_at is null
                        """).param("id", clientId).update() == 1;
        if (was)
            jdbc.sql("update partners.access_grant set ended_at = now() where client_id = :id and ended_at is null")
                    .param("id", clientId)
                    .update();
        return was;
    }

    List<String> of(String source) {
        return jdbc.sql("select client_id from partners.partner where source = :source and withdrawn_at is null")
                .param("source", source)
                .query((row, n) -> row.getString("client_id"))
                .list();
    }

    static Set<Scope> scopes(@Nullable String[] codes) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var code : codes) if (code != null) Scope.of(code).ifPresent(scopes::add);
        return scopes;
    }

    static Set<Scope> scopes(String spaced) {
        return scopes(spaced.split(" "));
    }

    static Set<String> codes(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::code).collect(Collectors.toUnmodifiableSet());
    }

    private static Partner partner(ResultSet row, int number) throws SQLException {
        var channel = row.getString("channel");
        var identifies = row.getString("identifies");
        return new Partner(
                row.getString("client_id"),
                row.getString("name"),
                Partner.Kind.valueOf(row.getString("kind")),
                channel == null ? null : Channel.of(channel).orElseThrow(),
                List.of((String[]) row.getArray("redirect_uris").getArray()),
                scopes((String[]) row.getArray("scopes").getArray()),
                identifies == null ? null : Assurance.valueOf(identifies),
                row.getInt("per_minute"),
                row.getBoolean("delegable"));
    }
}

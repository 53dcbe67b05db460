package sportello.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;

/// The SQL of grants and codes. Their time is the database's: tokens do not follow the product's movable clock.
@Repository
class GrantRows {

    private final JdbcClient jdbc;

    GrantRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record UsedCode(
            UUID grant,
            String clientId,
            String redirectUri,
            String challenge,
            @Nullable String nonce) {}

    UUID open(String clientId, String scope, Actor.Citizen by) {
        var onBehalf = by.onBehalf();
        return jdbc.sql("""
                        insert into partners.access_grant (client_id, owner, acting, delegation, scope, level)
                        values (:client, :owner, :acting, :delegation, :scope, :level)
                        returning id
                        """)
                .param("client", clientId)
                .param("owner", by.principal().value())
                .param("acting", by.person().value())
                .param("delegation", onBehalf == null ? null : onBehalf.delegation(), Types.OTHER)
                .param("scope", scope)
                .param("level", by.assurance().name())
                .query(UUID.class)
                .single();
    }

    void keepCode(
            String code, UUID grant, String redirectUri, String challenge, @Nullable String nonce, Duration lasts) {
        jdbc.sql("""
                        insert into partners.authorization_code
                               (code_hash, grant_id, redirect_uri, code_challenge, nonce, expires_at)
                        values (:code, :grant, :redirect, :challenge, :nonce, now() + make_interval(secs => :seconds))
                        """)
                .param("code", Hash.of(code))
                .param("grant", grant)
                .param("redirect", redirectUri)
                .param("challenge", challenge)
                .param("nonce", nonce, Types.VARCHAR)
                .param("seconds", lasts.toSeconds())
                .update();
    }

    /// The first to come has it.
    Optional<UsedCode> use(String code) {
        return jdbc.sql("""
                        update partners.authorization_code c
                           set used_at = now()
                          from partners.access_grant g
                         where c.code_hash = :code and c.used_at is null and c.expires_at > now() and g.id = c.grant_id
                        returning g.id, g.client_id, c.redirect_uri, c.code_challenge, c.nonce
                        """)
                .param("code", Hash.of(code))
                .query((row, n) -> new UsedCode(
                        row.getObject("id", UUID.class),
                        row.getString("client_id"),
                        row.getString("redirect_uri"),
                        row.getString("code_challenge"),
                        row.getString("nonce")))
                .optional();
    }

    Optional<UUID> endByCode(String code) {
        return jdbc.sql("""
                        update partners.access_grant g
                           set ended_at = now()
                          from partners.authorization_code c
                         where c.code_hash = :code and c.used_at is not null and g.id = c.grant_id
                           and g.ended_at is null
                        returning g.id
                        """).param("code", Hash.of(code)).query(UUID.class).optional();
    }

    void open(UUID grant, String token, Duration lasts) {
        jdbc.sql("""
                        update partners.access_grant
                           set token_hash = :token, expires_at = now() + make_interval(secs => :seconds)
                         where id = :grant and token_hash is null
                        """)
                .param("grant", grant)
                .param("token", Hash.of(token))
                .param("seconds", lasts.toSeconds())
                .update();
    }

    Optional<Grant> byToken(String token) {
        return jdbc.sql("""
                        select g.id, g.client_id, g.owner, g.acting, g.delegation, g.scope, g.level, g.made_at,
                               g.expires_at
                          from partners.access_grant g join partners.partner p on p.client_id = g.client_id
                         where g.token_hash = :token and g.ended_at is null and g.expires_at > now()
                           and p.withdrawn_at is null and g.owner is not null and p.kind in ('RELYING', 'NATIVE')
                        """)
                .param("token", Hash.of(token))
                .query(GrantRows::grant)
                .optional();
    }

    Grant withNonce(Grant grant, @Nullable String nonce) {
        return new Grant(
                grant.id(),
                grant.clientId(),
                grant.owner(),
                grant.acting(),
                grant.delegation(),
                grant.scope(),
                grant.level(),
                grant.madeAt(),
                nonce,
                grant.expiresAt());
    }

    void forget(Duration after) {
        jdbc.sql("""
                        delete from partners.access_grant g
                         where made_at < now() - make_interval(secs => :seconds)
                           and (expires_at is null or expires_at < now())
                           and not exists (select
                                             from partners.refresh_token r
                                            where r.grant_id = g.id and r.used_at is null and r.expires_at > now()
                                              and g.ended_at is null)
                        """).param("seconds", after.toSeconds()).update();
    }

    private static Grant grant(ResultSet row, int number) throws SQLException {
        return new Grant(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                new PersonId(row.getObject("owner", UUID.class)),
                new PersonId(row.getObject("acting", UUID.class)),
                row.getObject("delegation", UUID.class),
                row.getString("scope"),
                Assurance.valueOf(row.getString("level")),
                instant(row, "made_at"),
                null,
                instant(row, "expires_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package sportello.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import sportello.identity.PersonId;

/// The SQL of what apps were let do. Time is the database's, as for all tokens.
@Repository
class RefreshRows {

    /// A used one is recognised for so long.
    private static final Duration USED_KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;

    RefreshRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Another access token in the place of the one before.
    boolean renew(UUID grant, String accessToken, Duration lasts) {
        return jdbc.sql("""
                        update partners.access_grant
                           set token_hash = :token, expires_at = now() + make_interval(secs => :seconds)
                         where id = :grant and ended_at is null
                        """)
                        .param("grant", grant)
                        .param("token", Hash.of(accessToken))
                        .param("seconds", lasts.toSeconds())
                        .update()
                == 1;
    }

    void keep(UUID grant, String token, Duration unused, Duration login) {
        jdbc.sql("""
                        insert into partners.refresh_token (token_hash, grant_id, expires_at)
                        select :token, id, least(now() + make_interval(secs => :unused), made_at + make_interval(secs => :login))
                          from partners.access_grant
                         where id = :grant
                        """)
                .param("token", Hash.of(token))
                .param("grant", grant)
                .param("unused", unused.toSeconds())
                .param("login", login.toSeconds())
                .update();
    }

    /// The first to come has it.
    Optional<UUID> use(String token, String clientId) {
        return jdbc.sql("""
                        update partners.refresh_token r
                           set used_at = now()
                          from partners.access_grant g
                         where r.token_hash = :token and r.used_at is null and r.expires_at > now()
                           and g.id = r.grant_id and g.client_id = :client and g.ended_at is null
                        returning g.id
                        """)
                .param("token", Hash.of(token))
                .param("client", clientId)
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> endByUsed(String token) {
        return jdbc.sql("""
                        update partners.access_grant g
                           set ended_at = now()
                          from partners.refresh_token r
                         where r.token_hash = :token and r.used_at is not null and g.id = r.grant_id
                           and g.ended_at is null
                        returning g.id
                        """).param("token", Hash.of(token)).query(UUID.class).optional();
    }

    Optional<UUID> endByAny(String token, String clientId) {
        return jdbc.sql("""
                        update partners.access_grant g
                           set ended_at = now()
                         where g.client_id = :client and g.ended_at is null
                           and (g.token_hash = :token
                                or g.id = (select r.grant_id from partners.refresh_token r where r.token_hash = :token))
                        returning g.id
                        """)
                .param("token", Hash.of(token))
                .param("client", clientId)
                .query(UUID.class)
                .optional();
    }

    boolean endOf(UUID grant, PersonId person) {
        return jdbc.sql("""
                        update partners.access_grant g
                           set ended_at = now()
                          from partners.partner p
                         where g.id = :grant and g.acting = :person and g.ended_at is null
                           and p.client_id = g.client_id and p.kind = 'NATIVE'
                        """)
                        .param("grant", grant)
                        .param("person", person.value())
                        .update()
                == 1;
    }

    List<AppGrants.App> openOf(PersonId person) {
        return jdbc.sql("""
                        select g.id, g.client_id, p.name, g.made_at, g.scope
                          from partners.access_grant g join partners.partner p on p.client_id = g.client_id
                         where g.acting = :person and g.ended_at is null and p.kind = 'NATIVE' and p.withdrawn_at is null
                           and exists (select
                                         from partners.refresh_token r
                                        where r.grant_id = g.id and r.used_at is null and r.expires_at > now())
                         order by g.made_at desc, g.id
                        """)
                .param("person", person.value())
                .query(RefreshRows::app)
                .list();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT12M")
    void forgetUsed() {
        jdbc.sql("""
                        delete from partners.refresh_token
                         where coalesce(used_at, expires_at) < now() - make_interval(secs => :seconds)
                        """).param("seconds", USED_KEPT.toSeconds()).update();
    }

    private static AppGrants.App app(ResultSet row, int number) throws SQLException {
        return new AppGrants.App(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                PartnerRows.scopes(row.getString("scope")));
    }
}

package sportello.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.PersonId;

/// What a token opens and how much of its minute is used, in one statement for all nodes.
@Repository
class AccessRows {

    private static final Duration COUNTS_KEPT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    AccessRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Known(
            UUID grant,
            String clientId,
            boolean machine,
            Channel channel,
            @Nullable PersonId acting,
            @Nullable Assurance level,
            @Nullable String capacity,
            Set<Scope> granted,
            Set<Scope> allowed,
            Quota quota,
            Instant expiresAt) {}

    /// A machine counts as one, an app for each person who uses it.
    Optional<Known> knock(String token) {
        return jdbc.sql("""
                        with known as (
                            select g.id, g.client_id, g.acting, g.level, g.capacity, g.scope, g.expires_at, p.kind,
                                   p.channel, p.scopes, p.per_minute,
                                   case p.kind when 'NATIVE' then g.client_id || ' ' || g.acting else g.client_id end as who
                              from partners.access_grant g join partners.partner p on p.client_id = g.client_id
                             where g.token_hash = :token and g.ended_at is null and g.expires_at > clock_timestamp()
                               and p.withdrawn_at is null and p.kind <> 'RELYING'
                        ), counted as (
                            insert into partners.asked as a (who, minute, requests)
                            select who, date_trunc('minute', clock_timestamp()), 1 from known
                            on conflict on constraint each_has_one_count do update
                               set requests = case when a.minute >= excluded.minute then a.requests + 1 else 1 end,
                                   minute = greatest(a.minute, excluded.minute)
                            returning requests, extract(epoch from minute + interval '1 minute' - clock_timestamp()) as rest
                        )
                        select known.*, counted.requests, counted.rest from known cross join counted
                        """)
                .param("token", Hash.of(token))
                .query(AccessRows::known)
                .optional();
    }

    /// One more request of a machine: a token it asks for counts as any other.
    Quota count(String clientId, int perMinute) {
        return jdbc.sql("""
                        insert into partners.asked as a (who, minute, requests)
                        values (:who, date_trunc('minute', clock_timestamp()), 1)
                        on conflict on constraint each_has_one_count do update
                           set requests = case when a.minute >= excluded.minute then a.requests + 1 else 1 end,
                               minute = greatest(a.minute, excluded.minute)
                        returning requests, extract(epoch from minute + interval '1 minute' - clock_timestamp()) as rest
                        """)
                .param("who", clientId)
                .query((row, n) -> Quota.of(perMinute, row.getInt("requests"), row.getDouble("rest")))
                .single();
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5M")
    void forgetCounts() {
        jdbc.sql("delete from partners.asked where minute < clock_timestamp() - make_interval(secs => :seconds)")
                .param("seconds", COUNTS_KEPT.toSeconds())
                .update();
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        var acting = row.getObject("acting", UUID.class);
        var level = row.getString("level");
        return new Known(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("kind").equals(Partner.Kind.MACHINE.name()),
                Channel.of(row.getString("channel")).orElseThrow(),
                acting == null ? null : new PersonId(acting),
                level == null ? null : Assurance.valueOf(level),
                row.getString("capacity"),
                PartnerRows.scopes(row.getString("scope")),
                PartnerRows.scopes((String[]) row.getArray("scopes").getArray()),
                Quota.of(row.getInt("per_minute"), row.getInt("requests"), row.getDouble("rest")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}

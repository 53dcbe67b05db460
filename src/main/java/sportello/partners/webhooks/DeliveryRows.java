package sportello.partners.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of what is told to whom.
@Repository
class DeliveryRows {

    private final JdbcClient jdbc;
    private final HappeningRows happenings;

    DeliveryRows(JdbcClient jdbc, HappeningRows happenings) {
        this.jdbc = jdbc;
        this.happenings = happenings;
    }

    /// @param waited for how long it could not be told, in seconds
    record Taken(Happening happening, int attempts, long waited) {}

    /// Addresses that do not rest and have something to be told.
    List<Webhook> due() {
        return jdbc.sql("""
                        select w.id, w.client_id, w.address, w.kinds, w.made_at, w.failures, w.rests_until, w.trouble
                          from partners.webhook w join partners.partner p on p.client_id = w.client_id
                         where w.stopped_at is null and p.withdrawn_at is null
                           and (w.rests_until is null or w.rests_until <= clock_timestamp())
                           and exists (select
                                         from partners.delivery d
                                        where d.webhook = w.id and d.state = 'QUEUED'
                                          and d.not_before <= clock_timestamp()
                                          and (d.taken_until is null or d.taken_until <= clock_timestamp()))
                         order by w.id
                        """).query(WebhookRows::webhook).list();
    }

    /// Takes the next for as long as the lease lasts: the first still to be told of each appointment.
    List<Taken> take(UUID webhook, UUID node, int most, Duration lease) {
        return jdbc.sql("""
                        with turn as (
                            select d.webhook, d.happening
                              from partners.delivery d
                             where d.webhook = :webhook and d.state = 'QUEUED' and d.not_before <= clock_timestamp()
                               and (d.taken_until is null or d.taken_until <= clock_timestamp())
                               and not exists (select
                                                 from partners.delivery earlier
                                                where earlier.webhook = d.webhook
                                                  and earlier.appointment = d.appointment
                                                  and earlier.state = 'QUEUED' and earlier.number < d.number
                                               offset 0)
                             order by d.number
                             limit :most
                               for update of d skip locked
                        ), taken as (
                            update partners.delivery d
                               set taken_by = :node, taken_until = clock_timestamp() + :lease * interval '1 millisecond'
                              from turn
                             where d.webhook = turn.webhook and d.happening = turn.happening
                            returning d.happening, d.attempts, d.queued_at
                        )
                        select h.id, h.number, h.appointment, h.service, h.kind, h.at, h.facts, t.attempts,
                               extract(epoch from clock_timestamp() - t.queued_at)::bigint as waited
                          from taken t join partners.happening h on h.id = t.happening
                         order by h.number
                        """)
                .param("webhook", webhook)
                .param("node", node)
                .param("most", most)
                .param("lease", lease.toMillis())
                .query(this::taken)
                .list();
    }

    /// What another node took meanwhile, its lease being over, is that node's to settle.
    void settle(
            UUID webhook, UUID happening, UUID node, Delivery.State state, Duration pause, @Nullable String trouble) {
        jdbc.sql("""
                        update partners.delivery
                           set state = :state, attempts = attempts + 1, taken_by = null, taken_until = null,
                               trouble = cast(:trouble as text),
                               not_before = clock_timestamp() + :pause * interval '1 millisecond',
                               delivered_at = case :state when 'DELIVERED' then clock_timestamp() end
                         where webhook = :webhook and happening = :happening and taken_by = :node
                        """)
                .param("webhook", webhook)
                .param("happening", happening)
                .param("node", node)
                .param("state", state.name())
                .param("trouble", trouble)
                .param("pause", pause.toMillis())
                .update();
    }

    /// All behind that place again, also what was told already and what was set aside.
    int replay(UUID webhook, HappeningRows.Place after) {
        return jdbc.sql("""
                        insert into partners.delivery (webhook, happening, number, appointment)
                        select w.id, h.id, h.number, h.appointment
                          from partners.webhook w join partners.happening h on h.client_id = w.client_id
                         where w.id = :webhook and h.kind = any (w.kinds)
                           and (h.transaction, h.number) > (cast(:transaction as xid8), :number)
                        on conflict on constraint a_happening_is_delivered_once_to_each do update
                           set state = 'QUEUED', attempts = 0, queued_at = clock_timestamp(),
                               not_before = clock_timestamp(), trouble = null,
                               delivered_at = null
                         where delivery.state <> 'QUEUED'
                        """)
                .param("webhook", webhook)
                .param("transaction", after.transaction())
                .param("number", after.number())
                .update();
    }

    List<Delivery> of(UUID webhook, long after, int most) {
        return jdbc.sql("""
                        select h.id, h.number, h.appointment, h.service, h.kind, h.at, h.facts, d.state, d.attempts,
                               d.delivered_at, d.trouble
                          from partners.delivery d join partners.happening h on h.id = d.happening
                         where d.webhook = :webhook and d.number > :after
                         order by d.number
                         limit :most
                        """)
                .param("webhook", webhook)
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new Delivery(
                        happenings.happening(row, n),
                        Delivery.State.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        WebhookRows.instant(row, "delivered_at"),
                        row.getString("trouble")))
                .list();
    }

    private Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(happenings.happening(row, number), row.getInt("attempts"), row.getLong("waited"));
    }
}

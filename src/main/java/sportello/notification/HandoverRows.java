package sportello.notification;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// All the SQL of messages on their way out, many at a time.
@Repository
class HandoverRows {

    /// @param counts whether it was one of the message's tries
    record Settlement(
            UUID message,
            String state,
            @Nullable String provider,
            @Nullable String trouble,
            boolean counts,
            Duration pause,
            List<String> references) {

        static Settlement ended(UUID message, String state, @Nullable String trouble) {
            return new Settlement(message, state, null, trouble, true, Duration.ZERO, List.of());
        }
    }

    private final JdbcClient jdbc;

    HandoverRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What another node has taken meanwhile is that node's to settle. What was not taken by any provider for
    /// `giveUpAfter` is set aside.
    @Transactional
    public void settle(UUID node, List<Settlement> settled, Duration giveUpAfter) {
        var ours = jdbc.sql("""
                        update notification.outbox o
                           set state = case when s.state = 'QUEUED'
                                             and o.queued_at < clock_timestamp() - :give_up * interval '1 millisecond'
                                            then 'FAILED' else s.state end,
                               provider = s.provider, trouble = s.trouble, attempts = o.attempts + s.tries,
                               not_before = clock_timestamp() + s.pause * interval '1 millisecond',
                               handed_over_at = case when s.state = 'HANDED_OVER' then clock_timestamp() end,
                               taken_by = null, taken_until = null
                          from unnest(cast(:ids as uuid[]), :states, :providers, :troubles, cast(:tries as int[]),
                                      cast(:pauses as bigint[]))
                            as s (id, state, provider, trouble, tries, pause)
                         where o.id = s.id and o.taken_by = :node
                        returning o.id
                        """)
                .param("node", node)
                .param("give_up", giveUpAfter.toMillis())
                .param("ids", texts(settled, s -> s.message().toString()))
                .param("states", texts(settled, Settlement::state))
                .param("providers", texts(settled, Settlement::provider))
                .param("troubles", texts(settled, Settlement::trouble))
                .param("tries", texts(settled, s -> s.counts() ? "1" : "0"))
                .param("pauses", texts(settled, s -> Long.toString(s.pause().toMillis())))
                .query(UUID.class)
                .list();
        keepReferences(settled.stream().filter(s -> ours.contains(s.message())).toList());
    }

    /// A provider may use a reference again after a while, and may report before it has answered.
    private void keepReferences(List<Settlement> settled) {
        record Part(String provider, String reference, UUID message) {}
        var parts = settled.stream()
                .flatMap(s -> s.references().stream()
                        .map(reference -> new Part(String.valueOf(s.provider()), reference, s.message())))
                .distinct()
                .toList();
        if (parts.isEmpty()) return;
        var reported = jdbc.sql("""
                        insert into notification.part as known (provider, reference, message_id)
                        select * from unnest(:providers, :references, cast(:messages as uuid[]))
                            on conflict on constraint a_part_is_reported_under_its_own_reference do update
                           set message_id = excluded.message_id, at = clock_timestamp(),
                               outcome = case when known.message_id is null then known.outcome end,
                               why = case when known.message_id is null then known.why end
                        returning case when outcome is not null then message_id end
                        """)
                .param("providers", texts(parts, Part::provider))
                .param("references", texts(parts, Part::reference))
                .param("messages", texts(parts, part -> part.message().toString()))
                .query(UUID.class)
                .list();
        refresh(reported.stream().filter(java.util.Objects::nonNull).toList());
    }

    /// The messages these reports are about, as far as we know them yet.
    @Transactional
    public List<UUID> report(Collection<Receipts.Receipt> receipts) {
        return jdbc
                .sql("""
                        insert into notification.part as known (provider, reference, outcome, why)
                        select * from unnest(:providers, :references, :outcomes, :whys)
                            on conflict on constraint a_part_is_reported_under_its_own_reference do update
                           set outcome = coalesce(known.outcome, excluded.outcome),
                               why = case when known.outcome is null then excluded.why else known.why end
                        returning message_id
                        """)
                .param("providers", texts(receipts, Receipts.Receipt::provider))
                .param("references", texts(receipts, Receipts.Receipt::reference))
                .param("outcomes", texts(receipts, receipt -> receipt.delivered() ? "DELIVERED" : "FAILED"))
                .param("whys", texts(receipts, receipt -> receipt.delivered() ? null : receipt.why()))
                .query(UUID.class)
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /// Delivered when every part is, failed when one is not. The rows are locked first, so that two reports of
    /// the same message see each other.
    @Transactional
    public void refresh(List<UUID> messages) {
        if (messages.isEmpty()) return;
        var ids = texts(messages, UUID::toString);
        jdbc.sql("select id from notification.outbox where id = any (cast(:ids as uuid[])) order by id for update")
                .param("ids", ids)
                .query(UUID.class)
                .list();
        jdbc.sql("""
                        update notification.outbox o
                           set state = case when fate.failed then 'FAILED' else 'DELIVERED' end,
                               trouble = fate.why,
                               delivered_at = case when not fate.failed then clock_timestamp() end
                          from (select message_id, bool_or(outcome is not distinct from 'FAILED') as failed,
                                       bool_and(outcome is not distinct from 'DELIVERED') as delivered, min(why) as why
                                  from notification.part
                                 where message_id = any (cast(:ids as uuid[]))
                                 group by message_id) fate
                         where o.id = fate.message_id and o.state = 'HANDED_OVER' and (fate.failed or fate.delivered)
                        """).param("ids", ids).update();
    }

    /// Taken and not handed over: another may take them at once.
    void giveBack(UUID node, Collection<UUID> messages) {
        jdbc.sql("""
                        update notification.outbox set taken_by = null, taken_until = null
                         where id = any (cast(:ids as uuid[])) and taken_by = :node
                        """)
                .param("ids", texts(messages, UUID::toString))
                .param("node", node)
                .update();
    }

    void renew(UUID node, Collection<UUID> messages, Duration lease) {
        jdbc.sql("""
                        update notification.outbox
                           set taken_until = clock_timestamp() + :lease * interval '1 millisecond'
                         where id = any (cast(:ids as uuid[])) and taken_by = :node
                        """)
                .param("ids", texts(messages, UUID::toString))
                .param("node", node)
                .param("lease", lease.toMillis())
                .update();
    }

    /// A message to an address that is not its person's own.
    record Third(UUID message, byte[] addressMac, @Nullable UUID sender) {}

    /// Rule G14: counts what went and what is under way to each address, and for each sender, one at a time on all
    /// nodes. The messages of which there have been too many.
    @Transactional
    public Set<UUID> tooMany(List<Third> thirds, int perNumber, int perSender) {
        if (thirds.isEmpty()) return Set.of();
        jdbc.sql("select pg_advisory_xact_lock(hashtext('notification third parties'))")
                .query((row, n) -> n)
                .single();
        return thirds.stream()
                .filter(third -> !reserved(third, perNumber, perSender))
                .map(Third::message)
                .collect(Collectors.toSet());
    }

    private boolean reserved(Third third, int perNumber, int perSender) {
        return jdbc.sql("""
                        update notification.outbox
                           set address_mac = :mac
                         where id = :id
                           and (select count(*) from notification.outbox o
                                 where o.address_mac = :mac and o.id <> :id
                                   and (o.handed_over_at > clock_timestamp() - interval '1 day'
                                        or o.state = 'QUEUED' and o.taken_until > clock_timestamp())) < :per_number
                           and (cast(:sender as uuid) is null
                                or (select count(*) from notification.outbox o
                                     where o.sender_id = :sender and o.address_mac is not null and o.id <> :id
                                       and (o.handed_over_at > clock_timestamp() - interval '1 day'
                                            or o.state = 'QUEUED' and o.taken_until > clock_timestamp())) < :per_sender)
                        """)
                        .param("id", third.message())
                        .param("mac", third.addressMac())
                        .param("sender", third.sender())
                        .param("per_number", perNumber)
                        .param("per_sender", perSender)
                        .update()
                == 1;
    }

    int forgetParts(Duration kept) {
        return jdbc.sql("delete from notification.part where at < clock_timestamp() - :kept * interval '1 millisecond'")
                .param("kept", kept.toMillis())
                .update();
    }

    private static <T> @Nullable String[] texts(Collection<T> of, Function<T, @Nullable String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }
}

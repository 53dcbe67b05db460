package sportello.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stands beside the product's tables and notes every change, with the transaction that made it and what that
/// transaction could see.
final class Witness implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("agenda.held_slot", "booking.appointment", "booking.wish", "booking.offer");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    private Witness(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Witness of(JdbcClient jdbc) {
        var witness = new Witness(jdbc);
        witness.goAway();
        witness.sql("create schema witness");
        witness.sql("""
                create table witness.change (
                    seq bigint generated always as identity primary key,
                    tx xid8 not null default pg_current_xact_id(),
                    sees pg_snapshot not null default pg_current_snapshot(),
                    at timestamptz not null default clock_timestamp(),
                    what text not null,
                    before jsonb,
                    after jsonb)
                """);
        witness.sql("""
                create function witness.note() returns trigger language plpgsql as $$
                begin
                    insert into witness.change (what, before, after)
                    values (tg_table_name, case when tg_op <> 'INSERT' then to_jsonb(old) end,
                            case when tg_op <> 'DELETE' then to_jsonb(new) end);
                    return null;
                end $$
                """);
        for (var table : TABLES)
            witness.sql("create trigger witness after insert or update or delete on " + table
                    + " for each row execute function witness.note()");
        return witness;
    }

    /// One change of one row.
    record Change(
            long seq,
            String tx,
            String what,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            Instant at) {

        boolean of(String table) {
            return what.equals(table);
        }

        JsonNode was() {
            if (before == null) throw new AssertionError("Nothing was before " + this);
            return before;
        }

        JsonNode is() {
            if (after == null) throw new AssertionError("Nothing is after " + this);
            return after;
        }

        boolean begins() {
            return before == null;
        }

        boolean ends() {
            return after == null;
        }
    }

    List<Change> changes(String service) {
        return jdbc.sql("""
                        select seq, tx::text, what, before::text, after::text, at from witness.change
                         where coalesce(after, before) ->> 'service' = :service
                            or what = 'offer' and (coalesce(after, before) ->> 'wish')::uuid in (
                               select (coalesce(after, before) ->> 'id')::uuid from witness.change
                                where what = 'wish' and coalesce(after, before) ->> 'service' = :service)
                         order by seq
                        """)
                .param("service", service)
                .query((row, n) -> new Change(
                        row.getLong("seq"),
                        row.getString("tx"),
                        row.getString("what"),
                        json(row.getString("before")),
                        json(row.getString("after")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    record Passed(UUID offer, UUID wish, UUID whoWaitedLonger) {}

    /// Offers made to somebody although another, who waited longer and for whom the place was as good, waited before
    /// the transaction that offered it had done anything else, and waited still when it had. Who has an appointment
    /// already is rightly passed over, also before their place in the line is taken from them.
    List<Passed> passedOver(String service) {
        return jdbc.sql("""
                        with offered as (
                            select o.seq, o.tx, o.sees, o.after,
                                   (select f.sees from witness.change f where f.tx = o.tx order by f.seq limit 1) as saw,
                                   (select f.seq from witness.change f where f.tx = o.tx order by f.seq limit 1) as first,
                                   (select h.seq from witness.change h
                                     where h.tx = o.tx and h.what = 'held_slot' and h.after ->> 'id' = o.after ->> 'hold'
                                     order by h.seq limit 1) as kept,
                                   (select h.before ->> 'holder' from witness.change h
                                     where h.tx = o.tx and h.what = 'held_slot' and h.after ->> 'id' = o.after ->> 'hold'
                                     order by h.seq limit 1) as by,
                                   (select w.after from witness.change w
                                     where w.what = 'wish' and w.after ->> 'id' = o.after ->> 'wish'
                                     order by w.seq limit 1) as wish
                              from witness.change o
                             where o.what = 'offer' and o.before is null
                        ),
                        waited as (
                            select w.seq, w.tx, w.after as wish,
                                   lead(w.tx) over (partition by w.after ->> 'id' order by w.seq) as until
                              from witness.change w where w.what = 'wish' and w.after is not null
                        )
                        select o.after ->> 'id' as offer, o.after ->> 'wish' as wish, v.wish ->> 'id' as longer
                          from offered o join waited v on v.wish ->> 'service' = o.wish ->> 'service'
                         where o.wish ->> 'service' = :service
                           and o.first < o.kept
                           and v.wish ->> 'state' = 'WAITING'
                           and (cast(v.wish ->> 'since' as timestamptz), cast(v.wish ->> 'id' as uuid))
                               < (cast(o.wish ->> 'since' as timestamptz), cast(o.wish ->> 'id' as uuid))
                           and v.wish ->> 'person' <> o.by
                           and v.tx <> o.tx and pg_visible_in_snapshot(v.tx, o.saw)
                           and (v.until is null or v.until <> o.tx and not pg_visible_in_snapshot(v.until, o.sees))
                           and v.wish ->> 'appointment' is null
                           and (v.wish ->> 'counter' is null or v.wish ->> 'counter' = o.after ->> 'counter')
                           and cast(v.wish ->> 'days' as datemultirange)
                               @> (cast(o.after ->> 'starts_at' as timestamptz) at time zone 'Europe/Rome')::date
                           and v.wish ->> 'part' is null
                           and not exists (select from witness.change e
                                            where e.what = 'offer' and e.before is null
                                              and e.after ->> 'wish' = v.wish ->> 'id'
                                              and e.after ->> 'counter' = o.after ->> 'counter'
                                              and e.after ->> 'starts_at' = o.after ->> 'starts_at')
                           and not exists (select from witness.change b
                                            where b.what = 'appointment' and b.after ->> 'status' = 'BOOKED'
                                              and b.after ->> 'service' = :service
                                              and b.after ->> 'principal' = v.wish ->> 'party'
                                              and pg_visible_in_snapshot(b.tx, o.sees)
                                              and not exists (select from witness.change n
                                                               where n.what = 'appointment' and n.seq > b.seq
                                                                 and n.after ->> 'id' = b.after ->> 'id'
                                                                 and n.after ->> 'status' <> 'BOOKED'
                                                                 and pg_visible_in_snapshot(n.tx, o.saw)))
                        """)
                .param("service", service)
                .query((row, n) -> new Passed(
                        UUID.fromString(row.getString("offer")),
                        UUID.fromString(row.getString("wish")),
                        UUID.fromString(row.getString("longer"))))
                .list();
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : JSON.readTree(text);
    }

    private void sql(String statement) {
        jdbc.sql(statement).update();
    }

    private void goAway() {
        for (var table : TABLES) sql("drop trigger if exists witness on " + table);
        sql("drop schema if exists witness cascade");
    }

    @Override
    public void close() {
        goAway();
    }
}

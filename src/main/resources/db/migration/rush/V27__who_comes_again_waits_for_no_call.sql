-- As before, but who comes again waits for nobody who just writes their ticket, to call them in or to see them off: many who come
-- are one statement, which keeps what it wrote until all have come, and could be waited for in a circle (docs/decisions/0028).
-- They are seen the next time.
create or replace function rush.enter(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_away interval,
    p_tickets_only boolean)
returns table (id uuid, number bigint, inside boolean, called bigint, pass_until timestamptz)
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    mine rush.ticket;
    seen rush.ticket;
    fresh boolean := false;
    transaction xid8;
begin
    select * into mine from rush.ticket as t where t.door = p_door and t.person = p_person and t.left_at is null;
    if found and mine.pass_until <= now then
        update rush.ticket as t set left_at = now where t.id = mine.id and t.left_at is null;
        mine := null;
    end if;

    if mine.id is null then
        -- Before the number is drawn.
        transaction := pg_current_xact_id();
        if not p_tickets_only
           and not exists (select from rush.door as d where d.door = p_door and d.shut_until > now)
           and not exists (select from rush.ticket as t
                            where t.door = p_door and t.left_at is null and t.pass_until is null) then
            fresh := (select count(*) from (select from rush.ticket as t
                                             where t.door = p_door and t.left_at is null and t.pass_until > now
                                               and t.seen_at > now - p_away
                                             limit p_inside) as here) < p_inside * 9 / 10;
        end if;
        insert into rush.ticket as t (door, person, number, taken_at, seen_at, pass_from, pass_until, taken_in)
        values (p_door, p_person, nextval(format('rush.%I', rush.numbers_of(p_door))::regclass), now, now,
                case when fresh then now end, case when fresh then now + p_pass end, transaction)
        on conflict (door, person) where left_at is null do update set seen_at = excluded.seen_at
        returning * into mine;
    elsif mine.pass_until is not null then
        if mine.pass_until < least(now + p_pass - interval '1 minute', mine.pass_from + p_longest)
           or mine.seen_at < now - interval '30 seconds' then
            update rush.ticket as t
               set pass_until = least(now + p_pass, t.pass_from + p_longest), seen_at = now
             where t.id = (select f.id from rush.ticket as f where f.id = mine.id and f.left_at is null
                              for update skip locked)
            returning * into seen;
            if found then mine := seen; end if;
        end if;
    elsif mine.seen_at < now - interval '30 seconds' then
        update rush.ticket as t
           set seen_at = now
         where t.id = (select f.id from rush.ticket as f where f.id = mine.id and f.left_at is null
                          for update skip locked)
        returning * into seen;
        if found then mine := seen; end if;
    end if;

    return query select mine.id, mine.number, mine.pass_until is not null,
        case when mine.pass_until is null then rush.called(p_door) else 0 end, mine.pass_until;
end $$;

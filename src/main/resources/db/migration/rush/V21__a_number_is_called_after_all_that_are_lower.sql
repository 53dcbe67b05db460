-- The transaction in which a ticket was written. One is called only when every transaction that began before it is over:
-- then no lower number can still come to light, however long a node or the disk was held up.
alter table rush.ticket add column taken_in xid8 not null default '0';

create or replace function rush.enter(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_tickets_only boolean)
returns table (id uuid, number bigint, inside boolean, called bigint, pass_until timestamptz)
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    mine rush.ticket;
    fresh boolean;
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
        fresh := not p_tickets_only
            and not exists (select from rush.door as d where d.door = p_door and d.shut_until > now)
            and not exists (select from rush.ticket as t
                             where t.door = p_door and t.left_at is null and t.pass_until is null)
            and (select count(*) from (select from rush.ticket as t
                                        where t.door = p_door and t.left_at is null and t.pass_until > now
                                        limit p_inside) as here) < p_inside * 9 / 10;
        insert into rush.ticket as t (door, person, number, taken_at, seen_at, pass_from, pass_until, taken_in)
        values (p_door, p_person, nextval(format('rush.%I', rush.numbers_of(p_door))::regclass), now, now,
                case when fresh then now end, case when fresh then now + p_pass end, transaction)
        on conflict (door, person) where left_at is null do update set seen_at = excluded.seen_at
        returning * into mine;
    elsif mine.pass_until is not null then
        if mine.pass_until < least(now + p_pass - interval '1 minute', mine.pass_from + p_longest) then
            update rush.ticket as t
               set pass_until = least(now + p_pass, t.pass_from + p_longest), seen_at = now
             where t.id = mine.id and t.left_at is null
            returning * into mine;
        end if;
    elsif mine.seen_at < now - interval '30 seconds' then
        update rush.ticket as t set seen_at = now where t.id = mine.id and t.left_at is null returning * into mine;
    end if;

    return query select mine.id, mine.number, mine.pass_until is not null,
        coalesce((select t.number from rush.ticket as t
                   where t.door = p_door and t.pass_from is not null order by t.number desc limit 1), 0),
        mine.pass_until;
end $$;

create or replace function rush.admit(p_door text, p_inside integer, p_pass interval, p_away interval)
returns integer
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    settled constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
    called integer;
    places integer := p_inside;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('rush.admit ' || p_door, 0)) then return 0; end if;
    update rush.door as d
       set shut_until = now + d.calm
     where d.door = p_door and d.shut_until > now and d.shut_until < now + d.calm - least(interval '5 seconds', d.calm / 4)
       and exists (select from rush.ticket as t
                    where t.door = p_door and t.left_at is null and t.pass_until is null and t.seen_at > now - p_away);
    if exists (select from rush.door as d where d.door = p_door and d.pressed_at > now - interval '5 seconds') then
        places := greatest(1, p_inside / 2);
    end if;
    with room as (
        select greatest(0, places - count(*)) as free from rush.ticket
         where door = p_door and left_at is null and pass_until > now
    ), next as (
        select id from rush.ticket
         where door = p_door and left_at is null and pass_until is null
           and seen_at > now - p_away and taken_at < now - interval '500 milliseconds'
           -- A statement that takes a ticket is broken off long before a minute.
           and (taken_in < settled or taken_at < now - interval '1 minute')
         order by number
         limit (select free from room)
           for update
    )
    update rush.ticket as t
       set pass_from = now, pass_until = now + p_pass
      from next
     where t.id = next.id;
    get diagnostics called = row_count;
    return called;
end $$;

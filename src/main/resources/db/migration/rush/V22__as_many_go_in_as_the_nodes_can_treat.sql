-- Who has a pass and went away keeps it, but counts no longer: their place is somebody else's until they are back.
--
-- While a door is shut by the crowd, `places` is how many are let in. It shrinks each time a node is pressed and grows
-- again while none is and somebody waits, so that it settles at what the nodes can treat, however fast people are.
alter table rush.door
    add column places integer constraint a_door_lets_somebody_in check (places > 0);

drop function rush.enter(text, uuid, integer, interval, interval, boolean);
drop function rush.press(text, interval);

create function rush.enter(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_away interval,
    p_tickets_only boolean)
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
                                          and t.seen_at > now - p_away
                                        limit p_inside) as here) < p_inside * 9 / 10;
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

create function rush.here(p_door text, p_away interval) returns integer
language sql volatile as $$
    select count(*)::integer from rush.ticket
     where door = p_door and left_at is null and pass_until > clock_timestamp()
       and seen_at > clock_timestamp() - p_away
$$;

-- True when it was open before. However many nodes are pressed, the places shrink once in three seconds: only then does
-- it show what that did.
create function rush.press(p_door text, p_calm interval, p_inside integer, p_away interval) returns boolean
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    before rush.door;
    open boolean;
    fewer integer;
begin
    select * into before from rush.door where door = p_door;
    open := before.shut_until is null or before.shut_until <= now;
    if not open and before.pressed_at > now - interval '1 second' then return false; end if;
    if open or before.places is null then
        -- Who does it all within a second counts too.
        fewer := greatest(rush.here(p_door, p_away),
                          (select count(*) from rush.ticket
                            where door = p_door and pass_from > now - interval '1 second'));
    elsif before.pressed_at < now - interval '3 seconds' then
        fewer := before.places;
    end if;
    if fewer is not null then fewer := greatest(1, least(p_inside, fewer) * 7 / 10); end if;
    insert into rush.door as d (door, pressed_at, shut_until, calm, places) values (p_door, now, now + p_calm, p_calm, fewer)
    on conflict (door) do update
       set pressed_at = excluded.pressed_at, shut_until = greatest(d.shut_until, excluded.shut_until),
           calm = excluded.calm, places = coalesce(excluded.places, d.places)
     where d.pressed_at is not distinct from before.pressed_at;
    return open;
end $$;

-- As before, but for the places.
create or replace function rush.admit(p_door text, p_inside integer, p_pass interval, p_away interval)
returns integer
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    settled constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
    called integer;
    room integer := p_inside;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('rush.admit ' || p_door, 0)) then return 0; end if;
    update rush.door as d
       set shut_until = greatest(d.shut_until, now + d.calm),
           places = case when d.pressed_at < now - interval '3 seconds'
                         then least(p_inside, d.places + greatest(2, d.places / 5)) else d.places end
     where d.door = p_door and d.shut_until > now
       and exists (select from rush.ticket as t
                    where t.door = p_door and t.left_at is null and t.pass_until is null and t.seen_at > now - p_away)
    returning d.places into room;
    room := coalesce(room, p_inside);
    with free as (
        select greatest(0, room - rush.here(p_door, p_away)) as places
    ), next as (
        select id from rush.ticket
         where door = p_door and left_at is null and pass_until is null
           and seen_at > now - p_away and taken_at < now - interval '500 milliseconds'
           -- A statement that takes a ticket is broken off long before a minute.
           and (taken_in < settled or taken_at < now - interval '1 minute')
         order by number
         limit (select places from free)
           for update
    )
    update rush.ticket as t
       set pass_from = now, pass_until = now + p_pass, seen_at = now
      from next
     where t.id = next.id;
    get diagnostics called = row_count;
    return called;
end $$;

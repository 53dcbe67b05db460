create schema if not exists rush;

-- One ticket a person and door. Waiting while `pass_until` is null; inside until then; over when `left_at` is set.
create table rush.ticket (
    id         uuid primary key default uuidv7(),
    door       text not null,
    person     uuid not null,
    number     bigint not null,
    taken_at   timestamptz not null,
    seen_at    timestamptz not null,
    pass_from  timestamptz,
    pass_until timestamptz,
    left_at    timestamptz,
    constraint a_pass_has_a_beginning_and_an_end check ((pass_from is null) = (pass_until is null)),
    constraint a_number_is_given_once unique (door, number)
) with (fillfactor = 80);

create unique index one_ticket_per_person_and_door on rush.ticket (door, person) where left_at is null;
create index waiting_in_order on rush.ticket (door, number) where left_at is null and pass_until is null;
create index inside_until on rush.ticket (door, pass_until) where left_at is null and pass_until is not null;
create index let_in_lately on rush.ticket (door, pass_from) where pass_from is not null;
create index called_up_to on rush.ticket (door, number) where pass_from is not null;
create index ticket_over on rush.ticket (left_at) where left_at is not null;

-- Each door counts for itself, so that the difference of two numbers is how many came in between.
create function rush.numbers_of(p_door text) returns text language sql immutable as $$
    select 'numbers of ' || p_door
$$;

create function rush.build(p_door text) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('rush.build', 0));
    execute format('create sequence if not exists rush.%I', rush.numbers_of(p_door));
end $$;

-- Comes to a door, or comes back to it: one round trip. Who has a pass keeps it while they go on, never longer than
-- `p_longest`. Straight in only while nobody waits and the room is far from full; otherwise a ticket, and `rush.admit`
-- calls in order.
create function rush.enter(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_tickets_only boolean)
returns table (id uuid, number bigint, inside boolean, called bigint, pass_until timestamptz)
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    mine rush.ticket;
    fresh boolean;
begin
    select * into mine from rush.ticket as t where t.door = p_door and t.person = p_person and t.left_at is null;
    if found and mine.pass_until <= now then
        update rush.ticket as t set left_at = now where t.id = mine.id and t.left_at is null;
        mine := null;
    end if;

    if mine.id is null then
        fresh := not p_tickets_only
            and not exists (select from rush.ticket as t
                             where t.door = p_door and t.left_at is null and t.pass_until is null)
            and (select count(*) from (select from rush.ticket as t
                                        where t.door = p_door and t.left_at is null and t.pass_until > now
                                        limit p_inside) as here) < p_inside * 9 / 10;
        insert into rush.ticket as t (door, person, number, taken_at, seen_at, pass_from, pass_until)
        values (p_door, p_person, nextval(format('rush.%I', rush.numbers_of(p_door))::regclass), now, now,
                case when fresh then now end, case when fresh then now + p_pass end)
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

-- Calls in as many as there is room for, in the order of their numbers, of those who were seen lately: who is away
-- keeps the number and goes in first when back. A ticket of this very instant waits for those still being written
-- before it. One node at a time; the others have nothing to do meanwhile.
create function rush.admit(p_door text, p_inside integer, p_pass interval, p_away interval)
returns integer
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    called integer;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('rush.admit ' || p_door, 0)) then return 0; end if;
    with room as (
        select greatest(0, p_inside - count(*)) as places from rush.ticket
         where door = p_door and left_at is null and pass_until > now
    ), next as (
        select id from rush.ticket
         where door = p_door and left_at is null and pass_until is null
           and seen_at > now - p_away and taken_at < now - interval '500 milliseconds'
         order by number
         limit (select places from room)
           for update
    )
    update rush.ticket as t
       set pass_from = now, pass_until = now + p_pass
      from next
     where t.id = next.id;
    get diagnostics called = row_count;
    return called;
end $$;

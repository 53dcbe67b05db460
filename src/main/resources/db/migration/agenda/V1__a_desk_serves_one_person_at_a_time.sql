create schema if not exists agenda;
create extension if not exists btree_gist;

create table agenda.held_slot (
    id         uuid primary key default uuidv7(),
    counter    uuid not null,
    desk       integer not null,
    during     tstzrange not null,
    office     uuid not null,
    service    text not null,
    holder     uuid not null,
    held_until timestamptz not null,
    extensions integer not null default 0,
    booked     boolean not null default false,
    constraint a_slot_has_a_length check (not isempty(during)),
    constraint a_desk_serves_one_person_at_a_time unique (counter, desk, during without overlaps),
    constraint a_person_keeps_one_slot_waiting
        exclude using btree (service with =, holder with =) where (not booked) deferrable initially deferred
);

create table agenda.closure (
    office uuid not null,
    on_day date not null,
    why    text not null,
    primary key (office, on_day)
);

-- Takes one desk among those of the counters, in one round trip. Holds that ran out are reclaimed here; the holder's
-- earlier hold is given back only once the new one stands. Empty when every desk is taken.
create function agenda.hold(
    p_service text, p_counters uuid[], p_offices uuid[], p_desks integer[], p_during tstzrange, p_day date,
    p_holder uuid, p_until timestamptz, p_now timestamptz)
returns setof agenda.held_slot
language plpgsql as $$
declare
    kept agenda.held_slot;
    place record;
begin
    -- One person's tabs take turns; different people never wait here.
    perform pg_advisory_xact_lock(hashtextextended(p_service || ':' || p_holder, 4711));

    select * into kept from agenda.held_slot
     where holder = p_holder and service = p_service and not booked and during = p_during
       and counter = any (p_counters) and held_until > p_now;
    if found then
        return next kept;
        return;
    end if;

    delete from agenda.held_slot
     where counter = any (p_counters) and during && p_during and not booked and held_until <= p_now;

    for place in
        select c.counter, c.office, d.desk
          from unnest(p_counters, p_offices, p_desks) as c (counter, office, desks)
         cross join lateral generate_series(1, c.desks) as d (desk)
         where not exists (select from agenda.closure where closure.office = c.office and closure.on_day = p_day)
           and not exists (select from agenda.held_slot as h
                            where h.counter = c.counter and h.desk = d.desk and h.during && p_during)
         order by d.desk, random()
    loop
        insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until)
        values (place.counter, place.desk, p_during, place.office, p_service, p_holder, p_until)
        on conflict on constraint a_desk_serves_one_person_at_a_time do nothing
        returning * into kept;
        if found then
            delete from agenda.held_slot
             where holder = p_holder and service = p_service and not booked and id <> kept.id;
            return next kept;
            return;
        end if;
    end loop;
end $$;

-- The hold becomes the appointment's for good; empty when it is no longer held.
create function agenda.take(p_hold uuid, p_service text, p_holder uuid, p_now timestamptz)
returns setof agenda.held_slot
language sql as $$
    update agenda.held_slot
       set booked = true, held_until = 'infinity'
     where id = p_hold and service = p_service and holder = p_holder and not booked and held_until > p_now
    returning *
$$;

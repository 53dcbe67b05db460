-- A place offered to who waits for one (rule G8) is a hold of another kind: it gives no other hold back, is given back by
-- none, and has no end of its own: it is out of reach until whoever keeps the line passes it on.
alter table agenda.held_slot
    add column offered boolean not null default false,
    add column asked   boolean not null default false,
    add constraint what_is_offered_is_not_booked_and_has_no_end
        check (not offered or (not booked and held_until = 'infinity')),
    drop constraint a_person_keeps_one_slot_waiting;
alter table agenda.held_slot
    add constraint a_person_keeps_one_slot_waiting
        exclude using btree (service with =, holder with =) where (not booked and not offered)
        deferrable initially deferred;

create index holds_by_end on agenda.held_slot (held_until) where not booked and not offered;

-- Takes one desk among those of the counters, in one round trip. The first row is the hold; those after it are the
-- holder's earlier holds, for the caller to give back in the same transaction. Empty when every desk is taken, also by a
-- hold that ran out: only the caller knows whether somebody waits for it.
create or replace function agenda.hold(
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
     where holder = p_holder and service = p_service and not booked and not offered and during = p_during
       and counter = any (p_counters) and held_until > p_now;
    if found then
        return next kept;
        return;
    end if;

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
            return next kept;
            return query
                select * from agenda.held_slot
                 where holder = p_holder and service = p_service and not booked and not offered and id <> kept.id;
            return;
        end if;
    end loop;
end $$;

create or replace function agenda.take(p_hold uuid, p_service text, p_holder uuid, p_now timestamptz)
returns setof agenda.held_slot
language sql as $$
    update agenda.held_slot
       set booked = true, held_until = 'infinity'
     where id = p_hold and service = p_service and holder = p_holder and not booked and not offered
       and held_until > p_now
    returning *
$$;

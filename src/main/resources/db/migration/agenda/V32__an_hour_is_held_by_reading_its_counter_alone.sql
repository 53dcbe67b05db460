-- As before, but what is taken is looked up per counter, whatever else the table holds. The public gets the lowest desk
-- free, so that a counter that loses one later loses few appointments.
create or replace function agenda.hold(
    p_service text, p_counters uuid[], p_offices uuid[], p_desks integer[], p_from timestamptz, p_minutes integer[],
    p_staff boolean, p_holder uuid, p_until timestamptz, p_now timestamptz, p_version bigint)
returns setof agenda.held_slot
language plpgsql as $$
declare
    kept agenda.held_slot;
    place record;
begin
    -- One person's tabs take turns; different people never wait here.
    perform pg_advisory_xact_lock(hashtextextended(p_service || ':' || p_holder, 4711));

    select * into kept from agenda.held_slot
     where holder = p_holder and service = p_service and not booked and not offered and lower(during) = p_from
       and counter = any (p_counters) and held_until > p_now and withdrawn is null;
    if found then
        return next kept;
        return;
    end if;

    for place in
        select c.counter, c.office, d.desk, s.during
          from unnest(p_counters, p_offices, p_desks, p_minutes) as c (counter, office, desks, minutes)
         cross join lateral (select tstzrange(p_from, p_from + make_interval(mins => c.minutes)) as during) as s
         cross join lateral (select coalesce(array_agg(h.desk), '{}') as desks
                               from agenda.held_slot as h
                              where h.counter = c.counter and h.during && s.during) as taken
         cross join lateral generate_series(1, c.desks) as d (desk)
         where d.desk <> all (taken.desks)
         order by case when p_staff then -d.desk else d.desk end, random()
    loop
        perform pg_advisory_xact_lock_shared(hashtextextended(place.counter::text, 4712)),
                pg_advisory_xact_lock_shared(hashtextextended(place.office::text, 4712));
        continue when exists (select from agenda.opening_change
                               where subject in (place.counter, place.office) and version > p_version);
        insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until)
        values (place.counter, place.desk, place.during, place.office, p_service, p_holder, p_until)
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

-- As before, but who stands for itself waits for nobody: many such are one statement, which keeps what it locked until all are
-- done, and whoever keeps something and waits can be waited for in a circle (docs/decisions/0028). What another transaction is
-- just about to do with this person counts as an earlier hold, a desk that another is just taking as taken: both are asked
-- about again in a transaction, which waits as before.
create or replace function agenda.hold(
    p_service text, p_counters uuid[], p_offices uuid[], p_desks integer[], p_from timestamptz, p_minutes integer[],
    p_staff boolean, p_holder uuid, p_until timestamptz, p_now timestamptz, p_version bigint, p_stamp uuid,
    p_most integer, p_alone boolean)
returns table (wait integer, held agenda.held_slot)
language plpgsql as $$
declare
    hour constant bigint := extract(epoch from p_from)::bigint << 9;
    turn constant bigint := hashtextextended(p_service || ':' || p_holder, 4711);
    earlier agenda.held_slot[];
    place record;
begin
    if p_stamp is distinct from offices.stamp() then
        wait := -1;
        return next;
        return;
    end if;

    -- One person's tabs take turns, and in all services where they are counted.
    if p_alone then
        if not pg_try_advisory_xact_lock(turn)
           or p_most is not null and not pg_try_advisory_xact_lock(uuid_hash_extended(p_holder, 4713)) then
            wait := -2;
            return next;
            return;
        end if;
    else
        perform pg_advisory_xact_lock(turn);
        -- Before anything else is written, as a booking takes its hour before it writes anything else.
        perform from agenda.held_slot as h
          where h.holder = p_holder and h.service = p_service and not h.booked and not h.offered
            for update;
    end if;
    select coalesce(array_agg(h), '{}') into earlier from agenda.held_slot as h
     where h.holder = p_holder and h.service = p_service and not h.booked and not h.offered;
    wait := 0;
    foreach held in array earlier loop
        if lower(held.during) = p_from and held.counter = any (p_counters) and held.held_until > p_now
           and held.withdrawn is null then
            return next;
            return;
        end if;
    end loop;
    if p_alone and cardinality(earlier) > 0 then
        wait := -2;
        held := null;
        return next;
        return;
    end if;
    held := null;
    if p_most is not null then
        if not p_alone then perform pg_advisory_xact_lock(uuid_hash_extended(p_holder, 4713)); end if;
        wait := agenda.one_more_in_hand(p_holder, p_most);
        if wait > 0 then
            return next;
            return;
        end if;
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
        -- That a desk is being taken is said by who takes it, so that nobody has to run into it to know.
        if p_alone then
            continue when not (
                pg_try_advisory_xact_lock_shared(hashtextextended(place.counter::text, 4712))
                and pg_try_advisory_xact_lock_shared(hashtextextended(place.office::text, 4712))
                and pg_try_advisory_xact_lock(uuid_hash_extended(place.counter, hour + place.desk)));
        else
            perform pg_advisory_xact_lock_shared(hashtextextended(place.counter::text, 4712)),
                    pg_advisory_xact_lock_shared(hashtextextended(place.office::text, 4712)),
                    pg_try_advisory_xact_lock(uuid_hash_extended(place.counter, hour + place.desk));
        end if;
        continue when exists (select from agenda.opening_change
                               where subject in (place.counter, place.office) and version > p_version);
        insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until)
        values (place.counter, place.desk, place.during, place.office, p_service, p_holder, p_until)
        on conflict on constraint a_desk_serves_one_person_at_a_time do nothing
        returning * into held;
        if found then
            return next;
            foreach held in array earlier loop
                return next;
            end loop;
            return;
        end if;
    end loop;
end $$;

-- Many at once, in their order; each sees what those before it took. Lists of one question are longer than those of another, so
-- they come as they are written. A loop, since a join with what was asked would be planned anew for each length.
create function agenda.hold_all(
    p_services text[], p_counters text[], p_offices text[], p_desks text[], p_from text[], p_minutes text[],
    p_staff boolean[], p_holders uuid[], p_until text[], p_now text[], p_versions bigint[], p_stamps uuid[],
    p_most integer[], p_alone boolean[])
returns table (n integer, nth bigint, wait integer, held agenda.held_slot)
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
    for i in 1 .. cardinality(p_holders) loop
        return query
            select i, one.nth, one.wait, one.held
              from agenda.hold(
                       p_services[i], p_counters[i]::uuid[], p_offices[i]::uuid[], p_desks[i]::integer[],
                       p_from[i]::timestamptz, p_minutes[i]::integer[], p_staff[i], p_holders[i], p_until[i]::timestamptz,
                       p_now[i]::timestamptz, p_versions[i], p_stamps[i], p_most[i], p_alone[i])
                   with ordinality as one (wait, held, nth);
    end loop;
end $$;

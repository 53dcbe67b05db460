-- What is kept for its holder and no appointment yet, for rooms that ask it together with what they know themselves
-- (docs/decisions/0027).
create function agenda.kept(p_hold uuid, p_holder uuid)
returns table (
    kept uuid, counter uuid, desk integer, starts_at timestamptz, ends_at timestamptz, held_until timestamptz,
    extensions integer, withdrawn text)
language sql stable as $$
    select id, counter, desk, starts_at, ends_at, held_until, extensions, withdrawn
      from agenda.held_slot
     where id = p_hold and holder = p_holder and not booked and not offered
$$;

drop function agenda.hold(
    text, uuid[], uuid[], integer[], timestamptz, integer[], boolean, uuid, timestamptz, timestamptz, bigint, uuid,
    integer);

-- As before, and `p_alone`: the statement stands for itself, so it takes nothing when an earlier hour would have to be
-- given back with it. In an order that lets nobody lock up: a person's tabs take turns before anything is counted, and
-- the earlier hours of theirs are locked before the new one is written. Only who takes one more is counted.
--
-- `wait`: zero, with the hold and then the holder's earlier ones; the seconds to wait when it is one too many; -1 when
-- the offices are others by now; -2 when there are earlier ones and it stands for itself. No row: every desk is taken,
-- or its counter's opening has changed.
create function agenda.hold(
    p_service text, p_counters uuid[], p_offices uuid[], p_desks integer[], p_from timestamptz, p_minutes integer[],
    p_staff boolean, p_holder uuid, p_until timestamptz, p_now timestamptz, p_version bigint, p_stamp uuid,
    p_most integer, p_alone boolean)
returns table (wait integer, held agenda.held_slot)
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    earlier agenda.held_slot[];
    place record;
begin
    if p_stamp is distinct from offices.stamp() then
        wait := -1;
        return next;
        return;
    end if;
    -- One person's tabs take turns; different people never wait here.
    perform pg_advisory_xact_lock(hashtextextended(p_service || ':' || p_holder, 4711));

    if not p_alone then
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
    wait := case when p_most is null then 0 else agenda.one_more_in_hand(p_holder, p_most) end;
    if wait > 0 then
        return next;
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

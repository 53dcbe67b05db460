-- As before, but one row of what the appointment needs instead of a set of whole ones: asked as a plain expression, it costs
-- no statement of its own. All of it is null when the hour is not to be had.
drop function agenda.take(uuid, text, uuid, timestamptz);

create function agenda.take(
    p_hold uuid, p_service text, p_holder uuid, p_now timestamptz,
    out counter uuid, out office uuid, out starts_at timestamptz, out ends_at timestamptz)
language plpgsql as $$
begin
    update agenda.held_slot as h
       set booked = true, held_until = 'infinity'
     where h.id = p_hold and h.service = p_service and h.holder = p_holder and not h.booked and not h.offered
       and h.held_until > p_now and h.withdrawn is null
    returning h.counter, h.office, h.starts_at, h.ends_at into counter, office, starts_at, ends_at;
end $$;

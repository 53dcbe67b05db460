-- What is taken, for as many as ask at once, each with counters and hours of their own. A loop: its question keeps its plan,
-- whatever their number (docs/decisions/0028).
drop function agenda.taken(text, uuid[], timestamptz, timestamptz, timestamptz);

create function agenda.taken_all(p_services text[], p_counters text[], p_from text[], p_to text[], p_now text[])
returns table (n integer, counter uuid, held bigint[])
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
    v_counters uuid[];
    v_from timestamptz;
    v_to timestamptz;
    v_now timestamptz;
begin
    for i in 1 .. cardinality(p_services) loop
        v_counters := p_counters[i];
        v_from := p_from[i];
        v_to := p_to[i];
        v_now := p_now[i];
        return query
            select i, h.counter,
                   array_agg(((date_part('epoch', h.starts_at) / 60)::bigint << 20)
                             + ((date_part('epoch', h.ends_at) - date_part('epoch', h.starts_at)) / 60)::bigint * 512
                             + h.desk)
              from agenda.held_slot as h
             where h.service = p_services[i] and h.counter = any (v_counters)
               and h.starts_at >= v_from and h.starts_at < v_to and (h.booked or h.held_until > v_now)
             group by h.counter;
    end loop;
end $$;

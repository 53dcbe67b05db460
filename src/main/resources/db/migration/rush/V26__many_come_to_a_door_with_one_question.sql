-- Who is inside and was seen lately is only looked up; everybody else enters. A function with plans of its own, so that it can
-- be asked for many at once, in the order they came (docs/decisions/0028).
create function rush.come(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_away interval,
    p_tickets_only boolean)
returns table (id uuid, number bigint, inside boolean, called bigint)
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
begin
    return query
        select t.id, t.number, true, 0::bigint
          from rush.ticket as t
         where t.door = p_door and t.person = p_person and t.left_at is null
           and t.pass_until > now
           and t.pass_until >= least(now + p_pass - interval '1 minute', t.pass_from + p_longest)
           and t.seen_at >= now - interval '30 seconds';
    if not found then
        return query
            select e.id, e.number, e.inside, e.called
              from rush.enter(p_door, p_person, p_inside, p_pass, p_longest, p_away, p_tickets_only) as e;
    end if;
end $$;

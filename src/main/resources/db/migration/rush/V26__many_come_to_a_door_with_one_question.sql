-- Who is inside and was seen lately is only looked up; everybody else enters.
create function rush.come(
    p_door text, p_person uuid, p_inside integer, p_pass interval, p_longest interval, p_away interval,
    p_tickets_only boolean)
returns table (id uuid, number bigint, inside boolean, called bigint)
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    mine rush.ticket;
begin
    -- By the key alone, whose plan is good whatever the table holds.
    select * into mine from rush.ticket as t where t.door = p_door and t.person = p_person and t.left_at is null;
    if mine.pass_until > now
       and mine.pass_until >= least(now + p_pass - interval '1 minute', mine.pass_from + p_longest)
       and mine.seen_at >= now - interval '30 seconds' then
        id := mine.id;
        number := mine.number;
        inside := true;
        called := 0;
    else
        select e.id, e.number, e.inside, e.called into id, number, inside, called
          from rush.enter(p_door, p_person, p_inside, p_pass, p_longest, p_away, p_tickets_only) as e;
    end if;
    return next;
end $$;

-- All who come at the same moment, one after another in the order they came (docs/decisions/0028). The lengths are seconds.
create function rush.come(
    p_doors text[], p_people uuid[], p_inside integer[], p_passes bigint[], p_longest bigint[], p_away bigint[],
    p_tickets_only boolean[])
returns table (id uuid, number bigint, inside boolean, called bigint)
language plpgsql as $$
begin
    for n in 1 .. cardinality(p_people) loop
        return query
            select * from rush.come(
                p_doors[n], p_people[n], p_inside[n], p_passes[n] * interval '1 second',
                p_longest[n] * interval '1 second', p_away[n] * interval '1 second', p_tickets_only[n]);
    end loop;
end $$;

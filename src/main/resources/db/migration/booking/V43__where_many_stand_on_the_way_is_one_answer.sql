-- Where people stand on the way to a booking, in their order: three rooms asked for all who ask at the same moment
-- (docs/decisions/0027, 0028). Each is looked up by their keys, as the plan for one is good whatever the tables hold.
create function booking.under_way(p_people uuid[], p_principals uuid[], p_services text[])
returns table (
    service text, answers jsonb, fiscal_code text, kept uuid, counter uuid, desk integer, starts_at timestamptz,
    ends_at timestamptz, held_until timestamptz, extensions integer, withdrawn text, standing boolean)
language plpgsql stable as $$
begin
    for n in 1 .. cardinality(p_people) loop
        return query
            select draft.service, draft.answers, own.fiscal_code, h.kept, h.counter, h.desk, h.starts_at, h.ends_at,
                   h.held_until, h.extensions, h.withdrawn,
                   exists (select from booking.appointment as a
                            where a.principal = p_principals[n] and a.service = p_services[n] and a.status = 'BOOKED'
                              and a.one_per_person)
              from (values (1)) as one
              left join identity.written_code(p_people[n]) as own on true
              left join booking.draft as draft
                on draft.person = p_people[n] and draft.principal = p_principals[n] and draft.service = p_services[n]
              left join lateral agenda.kept(draft.hold, p_people[n]) as h on true;
    end loop;
end $$;

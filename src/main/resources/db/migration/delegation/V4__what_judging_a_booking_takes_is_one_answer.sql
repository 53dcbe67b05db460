-- Who may book a delegation is judged by these alone. Asked with what the person typed in one question
-- (docs/decisions/0027), as it stands at that moment: a delegation counts at once, and so does its end (rule D12).
-- The other room may migrate after this one: its function is looked up when it is needed.
set local check_function_bodies = off;

create function delegation.known(p_person uuid, p_today date) returns table (known jsonb)
language sql stable as $$
    select jsonb_strip_nulls(jsonb_build_object(
               'delegations', (select count(*) from delegation.delegation
                                where delegate = p_person and ended_at is null
                                  and (until is null or until >= p_today))::text,
               'fiscal_code', (select fiscal_code from identity.written_code(p_person))))
$$;

-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027). As rows, so that the
-- question is planned as one.
drop function delegation.acts_for_another(uuid, date);
create function delegation.received(p_person uuid, p_today date) returns table (delegation uuid)
language sql stable as $$
    select id from delegation.delegation
     where delegate = p_person and ended_at is null and (until is null or until >= p_today)
$$;

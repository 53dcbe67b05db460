-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027).
create function delegation.acts_for_another(p_person uuid, p_today date) returns boolean
language sql stable as $$
    select exists (select from delegation.delegation
                    where delegate = p_person and ended_at is null and (until is null or until >= p_today))
$$;

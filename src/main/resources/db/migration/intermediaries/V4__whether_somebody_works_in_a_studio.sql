-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027).
create function intermediaries.works_in_a_studio(p_person uuid) returns boolean
language sql stable as $$
    select exists (select from intermediaries.member where person = p_person and cassetti <> '{}')
$$;

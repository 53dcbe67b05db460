-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027). As rows, so that the
-- question is planned as one.
drop function intermediaries.works_in_a_studio(uuid);
create function intermediaries.studios_of(p_person uuid) returns table (person uuid)
language sql stable as $$
    select person from intermediaries.member where person = p_person and cassetti <> '{}'
$$;

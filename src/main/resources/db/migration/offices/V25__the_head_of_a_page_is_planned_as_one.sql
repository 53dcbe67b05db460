-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027). As rows, so that the
-- question is planned as one.
drop function offices.works_for_the_body(uuid);
create function offices.posts_of(p_person uuid) returns table (person uuid)
language sql stable as $$ select person from offices.staff where person = p_person $$;

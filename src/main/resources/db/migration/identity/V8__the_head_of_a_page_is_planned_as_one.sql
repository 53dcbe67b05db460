-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027). As rows, so that the
-- question is planned as one.
drop function identity.given_name(uuid);
create function identity.greeted(p_person uuid) returns table (given_name text)
language sql stable as $$ select given_name from identity.person where id = p_person $$;

-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027).
create function identity.given_name(p_person uuid) returns text
language sql stable as $$ select given_name from identity.person where id = p_person $$;

-- For rooms that ask it together with what they know themselves, in one question (docs/decisions/0027).
create function identity.written_code(p_person uuid) returns table (fiscal_code text)
language sql stable as $$ select fiscal_code from identity.person where id = p_person $$;

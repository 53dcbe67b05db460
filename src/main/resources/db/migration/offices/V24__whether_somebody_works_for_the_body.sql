-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027).
create function offices.works_for_the_body(p_person uuid) returns boolean
language sql stable as $$ select exists (select from offices.staff where person = p_person) $$;

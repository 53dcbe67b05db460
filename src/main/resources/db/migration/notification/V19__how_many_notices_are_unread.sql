-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027).
create function notification.unread(p_person uuid) returns integer
language sql stable as $$
    select count(*)::integer from notification.notice where person_id = p_person and read_at is null
$$;

-- For the head of every page, asked with what other rooms know in one question (docs/decisions/0027). As rows, so that the
-- question is planned as one.
drop function notification.unread(uuid);
create function notification.unread(p_person uuid) returns table (notices bigint)
language sql stable as $$
    select count(*) from notification.notice where person_id = p_person and read_at is null
$$;

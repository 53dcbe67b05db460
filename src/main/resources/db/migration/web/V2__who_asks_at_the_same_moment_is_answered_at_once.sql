-- What many ask at the same moment goes as one question (docs/decisions/0028). Each is looked up by their key: a plan for lists
-- is made anew each time, or made once for a table that was small then. Other rooms may migrate after this one.

create function web.sessions(p_ids text[])
returns table (
    id text, key text, begun bigint, used bigint, idle integer, attribute_name text, attribute_bytes bytea)
language plpgsql stable as $$
begin
    foreach id in array p_ids loop
        return query
            select id, s.primary_id::text, s.creation_time, s.last_access_time, s.max_inactive_interval,
                   a.attribute_name::text, a.attribute_bytes
              from web.session as s
              left join web.session_attributes as a on a.session_primary_id = s.primary_id
             where s.session_id = id::bpchar;
    end loop;
end $$;

-- In the order of the people; without a name for whom nobody knows.
create function web.heads(p_people uuid[], p_today date)
returns table (given_name text, notices bigint, chooses boolean)
language plpgsql stable as $$
declare
    who uuid;
begin
    foreach who in array p_people loop
        select greeted.given_name, unread.notices,
               exists (select from delegation.received(who, p_today))
               or exists (select from intermediaries.studios_of(who))
               or exists (select from offices.posts_of(who))
          into given_name, notices, chooses
          from identity.greeted(who) as greeted, notification.unread(who) as unread;
        return next;
    end loop;
end $$;

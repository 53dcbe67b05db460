-- How many hours a person took in hand, over all services, since the first of them; forgotten after an hour. By the
-- database's own clock.
create table agenda.taken_in_hand (
    holder uuid primary key,
    since  timestamptz not null,
    count  integer not null,
    constraint who_took_some_took_at_least_one check (count > 0)
);
create index taken_in_hand_since on agenda.taken_in_hand (since);

-- One more. The seconds to wait when that is one too many; zero otherwise.
create function agenda.one_more_in_hand(p_holder uuid, p_most integer) returns integer language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    mine agenda.taken_in_hand;
begin
    insert into agenda.taken_in_hand as t (holder, since, count) values (p_holder, now, 1)
    on conflict (holder) do update
       set since = case when t.since <= now - interval '1 hour' then now else t.since end,
           count = case when t.since <= now - interval '1 hour' then 1 else least(t.count + 1, p_most + 1) end
    returning * into mine;
    if mine.count <= p_most then return 0; end if;
    return greatest(1, ceil(extract(epoch from mine.since + interval '1 hour' - now))::integer);
end $$;

-- It was not given after all.
create function agenda.one_less_in_hand(p_holder uuid) returns void language sql as $$
    update agenda.taken_in_hand set count = greatest(1, count - 1) where holder = p_holder
$$;

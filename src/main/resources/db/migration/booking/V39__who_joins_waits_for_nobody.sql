-- Who frees a place in the moment somebody joins may not see the wish, nor the one who joins the place. Neither waits for
-- the other: `unseen_by` is the first transaction that surely sees the wish; once all before it are over, what suits is
-- looked at once more.
alter table booking.wish
    add column unseen_by    xid8,
    add column looked_again boolean not null default true;
alter table booking.wish
    alter column looked_again set default false;
create index wishes_to_look_at_again on booking.wish (since, id) where state = 'WAITING' and not looked_again;

create or replace function booking.anybody_waits(p_service text) returns boolean
language sql volatile as $$
    select exists (select from booking.wish where service = p_service and state = 'WAITING')
$$;

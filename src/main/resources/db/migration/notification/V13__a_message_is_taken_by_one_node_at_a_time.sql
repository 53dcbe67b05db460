-- Taken before it is handed over, for as long as the lease lasts: a node that dies leaves at most what it had under way
-- to be taken again. `queued_at` is the machine's clock; `part` joins what a provider reports with what it was given,
-- whichever comes first.
alter table notification.outbox
    add column taken_by uuid,
    add column taken_until timestamptz,
    add column queued_at timestamptz not null default clock_timestamp(),
    add column provider text,
    add column delivered_at timestamptz,
    drop constraint outbox_state_check,
    add constraint a_message_is_in_one_state check
        (state in ('QUEUED', 'HANDED_OVER', 'DELIVERED', 'FAILED', 'WITHHELD', 'TO_PRINT', 'POINTLESS'));

alter table notification.outbox set (fillfactor = 80);

drop index notification.outbox_waiting;
drop index notification.outbox_due;
create index outbox_waiting on notification.outbox (recipient, kind, id) where state = 'QUEUED';
create index outbox_in_turn on notification.outbox (kind, id) where state = 'QUEUED';
create index outbox_by_sender on notification.outbox (sender_id, handed_over_at) where address_mac is not null;

create table notification.part (
    provider text not null,
    reference text not null,
    message_id uuid,
    outcome text check (outcome in ('DELIVERED', 'FAILED')),
    why text,
    at timestamptz not null default clock_timestamp(),
    constraint a_part_is_reported_under_its_own_reference primary key (provider, reference)
);

create index part_of_message on notification.part (message_id);

create schema if not exists notification;

-- Rows carry ids; words, addresses and codes are put together only when a message is handed over.
create table notification.outbox (
    id uuid primary key default uuidv7(),
    key text not null constraint a_message_is_written_once unique,
    kind text not null check (kind in ('sms', 'mail', 'app', 'letter')),
    template text not null,
    language text not null,
    recipient text not null,
    appointment_id uuid,
    entry_id uuid,
    delegation_id uuid,
    person_id uuid,
    sender_id uuid,
    state text not null default 'QUEUED'
        check (state in ('QUEUED', 'HANDED_OVER', 'FAILED', 'WITHHELD', 'TO_PRINT', 'POINTLESS')),
    attempts int not null default 0,
    not_before timestamptz not null default clock_timestamp(),
    written_at timestamptz not null,
    handed_over_at timestamptz,
    address_mac bytea,
    trouble text
);

-- In order for each recipient: the earlier one first, waiting for it while it is being tried again.
create index outbox_waiting on notification.outbox (recipient, id) where state = 'QUEUED';
create index outbox_due on notification.outbox (not_before) where state = 'QUEUED';
create index outbox_by_number on notification.outbox (address_mac, handed_over_at) where address_mac is not null;
create index outbox_by_appointment on notification.outbox (appointment_id);

create table notification.notice (
    id uuid primary key default uuidv7(),
    key text not null constraint a_notice_is_written_once unique,
    person_id uuid not null,
    template text not null,
    appointment_id uuid,
    delegation_id uuid,
    facts jsonb not null default '{}',
    at timestamptz not null,
    read_at timestamptz
);

create index notice_by_person on notification.notice (person_id, id desc);

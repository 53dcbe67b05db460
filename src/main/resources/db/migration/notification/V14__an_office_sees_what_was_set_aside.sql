-- `office_id`: whose officials see what became of the message. `round`: how often an official sent it again; a provider that
-- heeds keys takes each round as a message of its own. `put_away_at`: an official saw to it otherwise.
alter table notification.outbox
    add column office_id uuid,
    add column round int not null default 0,
    add column put_away_at timestamptz;

create index outbox_set_aside on notification.outbox (office_id, id desc)
    where state in ('FAILED', 'WITHHELD') and put_away_at is null;

-- How far a mailbox has been read for mail that came back: a server's UIDs hold as long as its `validity`.
create table notification.mailbox_read (
    mailbox text not null constraint a_mailbox_is_read_on_from_where_it_was_left primary key,
    validity bigint not null,
    up_to bigint not null,
    at timestamptz not null default clock_timestamp()
);

create index outbox_by_entry on notification.outbox (entry_id, id desc) where entry_id is not null;
create index notice_by_appointment on notification.notice (appointment_id, id) where appointment_id is not null;

-- Facts are plain (a venue, a date): never a name, never a code. `waits_until` and `hour` are the product's clock:
-- what is not urgent waits for the end of the quiet hours; what speaks of an hour is pointless once it is moved.
alter table notification.outbox
    add column facts jsonb not null default '{}',
    add column waits_until timestamptz,
    add column hour timestamptz;

-- Rule G8: planned when an appointment is booked or moved.
create table notification.reminder (
    appointment_id uuid not null,
    hour timestamptz not null,
    kind text not null check (kind in ('BEFORE', 'DAY')),
    due_at timestamptz not null,
    given_at timestamptz,
    constraint a_reminder_is_given_once primary key (appointment_id, hour, kind)
);

create index reminder_due on notification.reminder (due_at) where given_at is null;

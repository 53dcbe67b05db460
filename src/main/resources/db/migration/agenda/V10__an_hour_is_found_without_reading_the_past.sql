-- Search reads a service's hours to come: its cost follows the horizon, never the years already kept.
alter table agenda.held_slot
    add column starts_at timestamptz generated always as (lower(during)) stored,
    add column ends_at timestamptz generated always as (upper(during)) stored;

-- One counter's hours, or every counter's by skipping from one to the next.
create index held_slot_by_counter_and_hour
    on agenda.held_slot (service, counter, starts_at) include (desk, ends_at, booked, held_until);
create index closure_by_day on agenda.closure (on_day);

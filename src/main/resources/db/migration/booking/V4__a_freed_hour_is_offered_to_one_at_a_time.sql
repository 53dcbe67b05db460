-- Who waits for an hour to become free, and the hours offered to them (rule G8).
create table booking.wish (
    id          uuid primary key default uuidv7(),
    service     text not null,
    counter     uuid,
    days        datemultirange not null,
    part        text,
    party       uuid not null,
    person      uuid not null,
    booked_as   text not null,
    delegation  uuid,
    assurance   text not null,
    about       uuid[] not null default '{}',
    matter      jsonb not null,
    appointment uuid references booking.appointment (id),
    since       timestamptz not null,
    state       text not null default 'WAITING',
    unanswered  integer not null default 0,
    ended_at    timestamptz,
    constraint a_wish_names_its_days check (not isempty(days)),
    constraint a_wish_is_for_a_known_part_of_the_day check (part in ('MORNING', 'AFTERNOON')),
    constraint a_wish_is_made_in_a_known_capacity check (booked_as in ('citizen', 'intermediary')),
    constraint a_wish_is_in_a_known_state check (state in ('WAITING', 'OFFERED', 'FULFILLED', 'LEFT', 'ENDED')),
    constraint a_wish_that_is_over_keeps_no_matter
        check (state in ('WAITING', 'OFFERED') or ended_at is not null and matter = '{}')
);
create unique index one_open_wish_per_person_and_service
    on booking.wish (party, service, about) where state in ('WAITING', 'OFFERED');
create index wishes_in_line on booking.wish (service, since, id) where state = 'WAITING';
create index wishes_for_an_appointment on booking.wish (appointment) where state in ('WAITING', 'OFFERED');

create table booking.offer (
    id          uuid primary key default uuidv7(),
    wish        uuid not null references booking.wish (id) on delete cascade,
    hold        uuid not null,
    counter     uuid not null,
    office      uuid not null,
    desk        integer not null,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    offered_at  timestamptz not null,
    until       timestamptz not null,
    state       text not null default 'OPEN',
    answered_at timestamptz,
    appointment uuid,
    moved_from  timestamptz,
    constraint an_offer_is_in_a_known_state
        check (state in ('OPEN', 'ACCEPTED', 'TAKEN_UP', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
    constraint an_offer_ends_before_its_hour check (until < starts_at),
    constraint what_is_accepted_is_an_appointment check ((state = 'ACCEPTED') = (appointment is not null))
);
create unique index one_open_offer_per_wish on booking.offer (wish) where state = 'OPEN';
create unique index one_open_offer_per_place on booking.offer (counter, desk, starts_at) where state = 'OPEN';
create index offers_by_end on booking.offer (until) where state = 'OPEN';
create index offers_of_a_wish on booking.offer (wish);

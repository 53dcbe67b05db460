-- Whoever asked for an hour and found it taken counts once for its week, at one office or anywhere (rule G9): appointments
-- and the waiting list do not show them. Forgotten five weeks after.
create table agenda.turned_away (
    service text not null,
    week    date not null,
    office  uuid,
    person  uuid not null,
    constraint a_person_is_turned_away_once_in_a_week unique nulls not distinct (service, week, office, person),
    constraint a_week_begins_on_monday check (extract(isodow from week) = 1)
);

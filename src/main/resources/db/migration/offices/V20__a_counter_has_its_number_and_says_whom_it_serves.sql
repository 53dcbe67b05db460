-- An office may open several counters for one service. `serves`: languages beside Italian (ISO 639-1) and aids.
alter table offices.counter
    add column number integer not null default 1,
    add column serves text[] not null default '{}',
    drop constraint an_office_opens_one_counter_per_service,
    add constraint a_number_names_one_counter_of_a_service_in_its_office unique (office, service, number),
    add constraint counters_are_numbered_from_one check (number >= 1);

-- Where a person goes for a service, remembered until they choose another office.
create table offices.usual_office (
    person  uuid not null,
    service text not null,
    office  uuid not null references offices.office (id) on delete cascade,
    constraint a_person_has_one_usual_office_per_service primary key (person, service)
);

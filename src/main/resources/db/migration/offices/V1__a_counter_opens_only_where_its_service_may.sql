create schema if not exists offices;

create table offices.office (
    id           uuid primary key default uuidv7(),
    name         text not null,
    kind         text not null,
    municipality text not null,
    province     text not null,
    patron_month smallint,
    patron_day   smallint,
    bolzano      boolean not null default false,
    constraint an_office_is_of_a_known_kind check (kind in (
        'FILIALE_METROPOLITANA', 'DIREZIONE_PROVINCIALE', 'FILIALE_PROVINCIALE', 'AGENZIA_COMPLESSA',
        'AGENZIA_TERRITORIALE')),
    constraint a_patron_day_has_month_and_day check ((patron_month is null) = (patron_day is null)),
    constraint an_office_keeps_its_kind_with_it unique (id, kind)
);

-- Told by the policies at every start.
create table offices.service_kind (
    service text not null,
    kind    text not null,
    primary key (service, kind)
);

create table offices.counter (
    id      uuid primary key default uuidv7(),
    office  uuid not null,
    kind    text not null,
    service text not null,
    desks   integer not null,
    constraint a_counter_has_a_desk check (desks between 1 and 500),
    constraint an_office_opens_one_counter_per_service unique (office, service),
    constraint a_counter_stands_in_its_office
        foreign key (office, kind) references offices.office (id, kind) on update cascade,
    constraint a_counter_opens_only_where_its_service_may
        foreign key (service, kind) references offices.service_kind (service, kind)
);

create index counter_by_service on offices.counter (service);

create table offices.staff (
    id        uuid primary key default uuidv7(),
    person    uuid not null,
    office    uuid not null references offices.office (id),
    role_name text not null,
    rights    text[] not null,
    constraint a_person_is_staff_of_an_office_once unique (person, office)
);

create table offices.unit (
    id      uuid primary key default uuidv7(),
    office  uuid not null references offices.office (id),
    code    text not null,
    name    text not null,
    mailbox text not null,
    constraint an_office_has_a_unit_of_a_code_once unique (office, code),
    constraint a_unit_stays_in_its_office unique (id, office)
);

alter table offices.staff add constraint staff_stay_in_their_office unique (id, office);

create table offices.staff_unit (
    staff  uuid not null,
    unit   uuid not null,
    office uuid not null,
    primary key (staff, unit),
    constraint staff_work_in_units_of_their_office_1
        foreign key (staff, office) references offices.staff (id, office) on delete cascade,
    constraint staff_work_in_units_of_their_office_2
        foreign key (unit, office) references offices.unit (id, office) on delete cascade
);
create index staff_by_unit on offices.staff_unit (unit);

-- Rule C2: whatever a policy says, the point of a Cassetto never opens in an agenzia territoriale.
alter table offices.service_kind
    add column cassetto text,
    add constraint a_consultation_point_never_opens_in_an_agenzia_territoriale
        check (cassetto is null or kind <> 'AGENZIA_TERRITORIALE');

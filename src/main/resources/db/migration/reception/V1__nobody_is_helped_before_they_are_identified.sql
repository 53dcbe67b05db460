create schema if not exists reception;

-- A call or a visit: who meets whom. What was done in it stands in the audit trail (rule G12).
create table reception.encounter (
    id            uuid primary key default uuidv7(),
    staff         uuid        not null,
    person        uuid        not null,
    channel       text        not null,
    begun_at      timestamptz not null,
    identified_at timestamptz,
    over_at       timestamptz,
    constraint people_are_met_on_the_telephone_or_at_the_desk check (channel in ('contact-centre', 'front-desk')),
    constraint who_is_identified_was_met_before check (identified_at >= begun_at)
);

create index encounter_of_staff on reception.encounter (staff, begun_at) where over_at is null;
create index encounter_begun on reception.encounter (begun_at);

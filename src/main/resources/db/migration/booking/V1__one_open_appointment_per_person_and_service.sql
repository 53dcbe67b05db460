create schema if not exists booking;

-- What was typed so far: kept on the server, so that nothing is asked twice.
create table booking.draft (
    person    uuid not null,
    principal uuid not null,
    service   text not null,
    answers   jsonb not null,
    hold      uuid,
    wanted    timestamptz,
    saved_at  timestamptz not null,
    primary key (person, principal, service)
);

create table booking.appointment (
    id             uuid primary key default uuidv7(),
    reference      text not null,
    service        text not null,
    counter        uuid not null,
    office         uuid not null,
    hold           uuid not null,
    booked_by      uuid not null,
    principal      uuid not null,
    assurance      text not null,
    starts_at      timestamptz not null,
    ends_at        timestamptz not null,
    status         text not null default 'BOOKED',
    settled_reason text,
    version        bigint not null default 0,
    matter         jsonb not null,
    booked_at      timestamptz not null,
    constraint a_reference_names_one_appointment unique (reference),
    constraint an_appointment_is_in_a_known_state
        check (status in ('BOOKED', 'GIVEN_UP', 'LAPSED', 'HELD', 'NOT_CONCLUDED'))
);

create unique index one_open_appointment_per_person_and_service
    on booking.appointment (principal, service) where status = 'BOOKED';
create index appointment_by_office_and_hour on booking.appointment (office, starts_at);
create index appointment_by_principal on booking.appointment (principal, starts_at);

-- What was answered to whom, so that what is sent twice happens once.
create table booking.answer (
    asker       text not null,
    key         uuid not null,
    fingerprint bytea not null,
    appointment uuid,
    moved_from  timestamptz,
    at          timestamptz not null,
    primary key (asker, key)
);
create index answer_by_age on booking.answer (at);

-- Confirms in one round trip. Anything but 'booked' and 'repeated' must be rolled back by the caller.
create function booking.confirm(
    p_asker text, p_key uuid, p_fingerprint bytea, p_service text, p_hold uuid, p_booked_by uuid, p_principal uuid,
    p_assurance text, p_reference text, p_matter jsonb, p_now timestamptz)
returns table (what text, appointment uuid)
language plpgsql as $$
declare
    earlier booking.answer;
    slot agenda.held_slot;
    booked uuid;
begin
    insert into booking.answer (asker, key, fingerprint, at) values (p_asker, p_key, p_fingerprint, p_now)
    on conflict do nothing;
    if not found then
        select * into earlier from booking.answer where asker = p_asker and key = p_key;
        if earlier.fingerprint = p_fingerprint then
            return query select 'repeated', earlier.appointment;
        else
            return query select 'key-reused', null::uuid;
        end if;
        return;
    end if;

    select * into slot from agenda.take(p_hold, p_service, p_booked_by, p_now);
    if not found then
        return query select 'hold-gone', (
            select a.id from booking.appointment a
             where a.principal = p_principal and a.service = p_service and a.status = 'BOOKED');
        return;
    end if;

    insert into booking.appointment (reference, service, counter, office, hold, booked_by, principal, assurance,
                                     starts_at, ends_at, matter, booked_at)
    values (p_reference, p_service, slot.counter, slot.office, slot.id, p_booked_by, p_principal, p_assurance,
            lower(slot.during), upper(slot.during), p_matter, p_now)
    on conflict (principal, service) where status = 'BOOKED' do nothing
    returning id into booked;
    if not found then
        return query select 'already-booked', (
            select a.id from booking.appointment a
             where a.principal = p_principal and a.service = p_service and a.status = 'BOOKED');
        return;
    end if;

    update booking.answer set appointment = booked where asker = p_asker and key = p_key;
    delete from booking.draft where person = p_booked_by and principal = p_principal and service = p_service;
    return query select 'booked', booked;
end $$;

-- A studio's member books by name for the studio, as often as there are questions (rule C4).
alter table booking.appointment
    add column booked_as text not null default 'citizen'
        constraint an_appointment_is_booked_in_a_known_capacity check (booked_as in ('citizen', 'intermediary')),
    add column one_per_person boolean not null default true;

drop index booking.one_open_appointment_per_person_and_service;
create unique index one_open_appointment_per_person_and_service
    on booking.appointment (principal, service) where status = 'BOOKED' and one_per_person;

create table booking.appointment_about (
    appointment uuid not null references booking.appointment (id) on delete cascade,
    thing       uuid not null,
    open        boolean not null default true,
    primary key (appointment, thing)
);
create unique index one_open_appointment_per_question on booking.appointment_about (thing) where open;
create index appointments_about_a_thing on booking.appointment_about (thing);

create function booking.no_longer_open() returns trigger language plpgsql as $$
begin
    update booking.appointment_about set open = false where appointment = new.id and open;
    return null;
end $$;

create trigger a_settled_appointment_frees_its_questions after update of status on booking.appointment
    for each row when (old.status = 'BOOKED' and new.status <> 'BOOKED') execute function booking.no_longer_open();

drop function booking.confirm(text, uuid, bytea, text, uuid, uuid, uuid, text, text, jsonb, timestamptz);

-- Confirms in one round trip. Anything but 'booked' and 'repeated' must be rolled back by the caller.
create function booking.confirm(
    p_asker text, p_key uuid, p_fingerprint bytea, p_service text, p_hold uuid, p_booked_by uuid, p_principal uuid,
    p_assurance text, p_reference text, p_matter jsonb, p_now timestamptz, p_booked_as text, p_about uuid[])
returns table (what text, appointment uuid)
language plpgsql as $$
declare
    earlier booking.answer;
    slot agenda.held_slot;
    booked uuid;
    taken integer;
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
        return query select 'hold-gone', coalesce(
            (select a.id from booking.appointment a
              where a.principal = p_principal and a.service = p_service and a.status = 'BOOKED' and a.one_per_person),
            (select o.appointment from booking.appointment_about o where o.thing = any (p_about) and o.open limit 1));
        return;
    end if;

    insert into booking.appointment (reference, service, counter, office, hold, booked_by, booked_as, principal,
                                     assurance, starts_at, ends_at, matter, booked_at, one_per_person)
    values (p_reference, p_service, slot.counter, slot.office, slot.id, p_booked_by, p_booked_as, p_principal,
            p_assurance, lower(slot.during), upper(slot.during), p_matter, p_now, cardinality(p_about) = 0)
    on conflict (principal, service) where status = 'BOOKED' and one_per_person do nothing
    returning id into booked;
    if not found then
        return query select 'already-booked', (
            select a.id from booking.appointment a
             where a.principal = p_principal and a.service = p_service and a.status = 'BOOKED' and a.one_per_person);
        return;
    end if;

    if cardinality(p_about) > 0 then
        -- Ordered, so that two who take the same questions along wait for each other instead of locking up.
        insert into booking.appointment_about (appointment, thing)
        select booked, each from unnest(p_about) as each order by each
        on conflict (thing) where open do nothing;
        get diagnostics taken = row_count;
        if taken < cardinality(p_about) then
            return query select 'already-booked', (
                select o.appointment from booking.appointment_about o
                 where o.thing = any (p_about) and o.open and o.appointment <> booked limit 1);
            return;
        end if;
    end if;

    update booking.answer set appointment = booked where asker = p_asker and key = p_key;
    delete from booking.draft where person = p_booked_by and principal = p_principal and service = p_service;
    return query select 'booked', booked;
end $$;

create schema if not exists intermediaries;
create extension if not exists btree_gist;
create extension if not exists btree_gin;

create table intermediaries.studio (
    id       uuid primary key default uuidv7(),
    name     text not null constraint a_studio_has_a_name check (btrim(name) <> ''),
    tax_code text not null constraint a_tax_code_names_one_studio unique
);

-- Rule C3: a mandate belongs to a studio; its members act for it, each by name, in the Cassetti they are enabled for.
create table intermediaries.member (
    studio   uuid not null references intermediaries.studio (id),
    person   uuid not null,
    cassetti text[] not null,
    constraint a_person_is_a_member_of_a_studio_once primary key (studio, person),
    constraint a_member_is_enabled_for_known_cassetti
        check (cassetti <@ array['COMPANIES', 'CRAFTSMEN_TRADERS', 'DOMESTIC_WORK'])
);
create index member_by_person on intermediaries.member (person);

-- A firm's matricola, the code of an artisan or trader, a domestic-work relation. `office`: the competent one.
create table intermediaries.position (
    id       uuid primary key default uuidv7(),
    cassetto text not null,
    code     text not null,
    name     text not null constraint a_position_has_a_name check (btrim(name) <> ''),
    tax_code text not null,
    office   uuid not null,
    constraint a_code_names_one_position unique (cassetto, code),
    constraint a_position_is_in_one_cassetto unique (id, cassetto),
    constraint a_code_has_the_shape_of_its_cassetto check (
        case cassetto
            when 'COMPANIES' then code ~ '^[0-9]{10}$'
            when 'CRAFTSMEN_TRADERS' then code ~ '^[0-9]{8}[A-Z]{2}$'
            when 'DOMESTIC_WORK' then code ~ '^[0-9]{10}$'
            else false
        end)
);

create table intermediaries.mandate (
    id          uuid primary key default uuidv7(),
    position    uuid not null,
    cassetto    text not null,
    studio      uuid not null references intermediaries.studio (id),
    from_day    date not null,
    until_day   date,
    given_at    timestamptz not null,
    ended_at    timestamptz,
    end_reason  text,
    replaced_by uuid,
    foreign key (position, cassetto) references intermediaries.position (id, cassetto),
    constraint a_mandate_ends_after_it_begins check (until_day >= from_day),
    constraint an_end_has_a_reason check ((ended_at is null) = (end_reason is null)),
    constraint an_end_reason_is_known check (end_reason in ('EXPIRED', 'REPLACED', 'REVOKED', 'RENOUNCED')),
    constraint one_intermediary_on_a_domestic_work_position_at_a_time
        exclude using gist (position with =, daterange(from_day, until_day, '[]') with &&)
        where (cassetto = 'DOMESTIC_WORK' and ended_at is null),
    constraint a_studio_has_one_mandate_on_a_position_at_a_time
        exclude using gist (position with =, studio with =, daterange(from_day, until_day, '[]') with &&)
        where (ended_at is null)
);
create index mandate_of_studio on intermediaries.mandate (studio, cassetto, position) where ended_at is null;
create index mandate_of_position on intermediaries.mandate (position, studio);
create index mandate_with_an_end on intermediaries.mandate (until_day) where ended_at is null and until_day is not null;

create function intermediaries.only_end() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.ended_at is not null
        or (new.id, new.position, new.cassetto, new.studio, new.from_day, new.given_at)
           is distinct from
           (old.id, old.position, old.cassetto, old.studio, old.from_day, old.given_at)
        or coalesce(new.until_day, 'infinity') > coalesce(old.until_day, 'infinity') then
        raise exception 'a mandate is only shortened or ended' using
            errcode = 'check_violation', constraint = 'a_mandate_is_only_shortened_or_ended';
    end if;
    return new;
end $$;

create trigger a_mandate_is_only_shortened_or_ended before update or delete on intermediaries.mandate
    for each row execute function intermediaries.only_end();

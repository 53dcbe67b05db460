create schema if not exists identity;

-- A person's key is never the codice fiscale (rule G2); the code as it was written is one person (rule G1).
create table identity.person (
    id            uuid primary key default uuidv7(),
    given_name    text        not null,
    family_name   text        not null,
    fiscal_code   text,
    born_on       date,
    mobile        text,
    email         text,
    language      text        not null default 'it',
    registered_at timestamptz not null default now(),
    constraint a_written_fiscal_code_is_one_person unique (fiscal_code),
    constraint a_fiscal_code_is_written_in_capitals check (fiscal_code ~ '^([A-Z0-9]{16}|[0-9]{11})$')
);

create table identity.login (
    issuer        text        not null,
    subject       text        not null,
    person        uuid        not null,
    first_at      timestamptz not null default now(),
    last_at       timestamptz not null default now(),
    constraint an_issuer_and_subject_are_one_person primary key (issuer, subject),
    constraint a_login_belongs_to_a_person foreign key (person) references identity.person (id)
        deferrable initially deferred
);

create index login_of_person on identity.login (person);

-- The contact that was left, so that its holder can be told (rule G7).
create table identity.contact_change (
    id         uuid primary key default uuidv7(),
    person     uuid        not null references identity.person (id),
    old_mobile text,
    old_email  text,
    changed_at timestamptz not null default now()
);

create index contact_change_of_person on identity.contact_change (person);

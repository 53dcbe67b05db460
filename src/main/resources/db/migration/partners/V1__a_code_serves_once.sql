create schema if not exists partners;

-- Other bodies' services that let people in through us. Rule D12: each is classed delegable or not.
create table partners.relying_service (
    client_id     text primary key,
    name          text    not null,
    redirect_uris text[]  not null,
    delegable     boolean not null,
    secret_hash   bytea   not null
);

-- Signing keys, closed under a key that is not in this database.
create table partners.signing_key (
    purpose text        not null,
    closed  text        not null,
    made_at timestamptz not null default now(),
    constraint a_purpose_signs_with_one_key primary key (purpose)
);

-- What a person let a relying service know: about themselves or, under a delegation, about another.
create table partners.access_grant (
    id         uuid primary key default uuidv7(),
    client_id  text        not null references partners.relying_service (client_id),
    owner      uuid        not null,
    acting     uuid        not null,
    delegation uuid,
    scope      text        not null,
    level      text        not null,
    made_at    timestamptz not null default now(),
    token_hash bytea,
    expires_at timestamptz,
    ended_at   timestamptz,
    constraint an_access_token_opens_one_grant unique (token_hash),
    constraint who_acts_for_another_has_a_delegation check ((owner = acting) = (delegation is null))
);

create table partners.authorization_code (
    code_hash      bytea       not null,
    grant_id       uuid        not null references partners.access_grant (id) on delete cascade,
    redirect_uri   text        not null,
    code_challenge text        not null,
    nonce          text,
    expires_at     timestamptz not null,
    used_at        timestamptz,
    constraint a_code_is_known_by_its_hash primary key (code_hash)
);

create index access_grant_by_age on partners.access_grant (made_at);

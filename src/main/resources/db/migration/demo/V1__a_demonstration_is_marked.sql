create schema if not exists demo;

-- One row, written at the first start: a demonstration never opens a real installation's data, nor the other way round.
create table demo.installation (
    kind    text        not null check (kind in ('demo', 'real')),
    made_at timestamptz not null default now(),
    single  boolean     not null default true,
    constraint a_database_is_of_one_kind unique (single),
    constraint there_is_one_row check (single)
);

-- Codes of the demonstration identity provider; each serves once.
create table demo.identity_code (
    code_hash      bytea       not null,
    login          text        not null,
    acr            text        not null,
    redirect_uri   text        not null,
    code_challenge text        not null,
    nonce          text,
    expires_at     timestamptz not null,
    used_at        timestamptz,
    constraint an_identity_code_is_known_by_its_hash primary key (code_hash)
);

-- Messages of the demonstration, readable by whoever is at this machine: their text stands here in clear, entry codes
-- included, which a real installation never does (rule D13).
create table demo.outbox (
    id          uuid primary key default uuidv7(),
    key         text        not null,
    kind        text        not null,
    recipient   text        not null,
    sender      text,
    subject     text,
    body        text        not null,
    attachments jsonb       not null default '[]',
    at          timestamptz not null,
    constraint a_message_arrives_once unique (kind, key)
);

create index outbox_newest on demo.outbox (recipient, at desc);

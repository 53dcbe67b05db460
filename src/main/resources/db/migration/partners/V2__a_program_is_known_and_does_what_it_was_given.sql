-- Every program of another body: a service that lets people in through us, an app of people's own, a machine.
alter table partners.relying_service rename to partner;
alter table partners.partner
    add column kind         text not null default 'RELYING'
        constraint a_partner_is_of_one_kind check (kind in ('RELYING', 'NATIVE', 'MACHINE')),
    add column channel      text
        constraint a_partner_asks_by_a_known_channel check (channel in ('app', 'ivr', 'api')),
    add column scopes       text[] not null default '{}',
    add column identifies   text,
    add column per_minute   integer not null default 600
        constraint a_partner_may_ask_something check (per_minute > 0),
    add column source       text not null default 'door',
    add column withdrawn_at timestamptz,
    add constraint who_uses_the_api_has_a_channel check ((kind = 'RELYING') = (channel is null));

-- More than one while a secret is being changed.
create table partners.secret (
    client_id   text  not null references partners.partner (client_id) on delete cascade,
    secret_hash bytea not null,
    constraint a_secret_is_kept_as_its_hash primary key (client_id, secret_hash)
);

insert into partners.secret (client_id, secret_hash) select client_id, secret_hash from partners.partner;
alter table partners.partner drop column secret_hash;

-- Without an owner: the program itself. `capacity`: in which the person acts, a key as sessions keep it.
alter table partners.access_grant
    alter column owner drop not null,
    alter column acting drop not null,
    alter column level drop not null,
    add column capacity text,
    add constraint whoever_acts_acts_for_somebody check ((owner is null) = (acting is null) and (acting is null) = (level is null));

create index access_grant_of_person on partners.access_grant (acting) where ended_at is null;

-- Used once each: the next one comes with the next access token.
create table partners.refresh_token (
    token_hash bytea       not null,
    grant_id   uuid        not null references partners.access_grant (id) on delete cascade,
    made_at    timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    constraint a_refresh_token_is_kept_as_its_hash primary key (token_hash)
);

create index refresh_token_of_grant on partners.refresh_token (grant_id);

-- How often each asked in the minute under way. What a crash of the server loses is a minute's count: kept out of the
-- write-ahead log, a count waits for no disk.
create unlogged table partners.asked (
    who      text        not null,
    minute   timestamptz not null,
    requests integer     not null,
    constraint each_has_one_count primary key (who)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);

-- Under which delegation an app acted with the access token that lasts until then.
create table partners.acted (
    grant_id   uuid        not null references partners.access_grant (id) on delete cascade,
    delegation uuid        not null,
    until      timestamptz not null,
    constraint a_use_is_traced_once_for_each_token primary key (grant_id, delegation, until)
);

-- Where a partner wants to be told what happened. Its secret is closed under the installation's own key.
create table partners.webhook (
    id            uuid primary key default uuidv7(),
    client_id     text        not null references partners.partner (client_id),
    address       text        not null,
    kinds         text[]      not null,
    secret        text        not null,
    former_secret text,
    former_until  timestamptz,
    made_at       timestamptz not null default clock_timestamp(),
    stopped_at    timestamptz,
    failures      integer     not null default 0,
    rests_until   timestamptz,
    trouble       text
);

create unique index an_address_is_told_once on partners.webhook (client_id, address) where stopped_at is null;

-- What happened to an appointment a program booked. No name, code or contact: the program asks for what it may see.
create table partners.happening (
    id          uuid primary key default uuidv7(),
    number      bigint generated always as identity,
    key         text        not null,
    client_id   text        not null references partners.partner (client_id),
    appointment uuid        not null,
    service     text        not null,
    kind        text        not null,
    facts       jsonb       not null,
    at          timestamptz not null,
    written_at  timestamptz not null default clock_timestamp(),
    constraint a_happening_is_written_once unique (key)
);

create index happening_of_client on partners.happening (client_id, number);
create index happening_by_age on partners.happening (written_at);

create table partners.delivery (
    webhook      uuid        not null references partners.webhook (id) on delete cascade,
    happening    uuid        not null references partners.happening (id) on delete cascade,
    number       bigint      not null,
    appointment  uuid        not null,
    state        text        not null default 'QUEUED'
        constraint a_delivery_is_in_one_state check (state in ('QUEUED', 'DELIVERED', 'DEAD')),
    attempts     integer     not null default 0,
    queued_at    timestamptz not null default clock_timestamp(),
    not_before   timestamptz not null default clock_timestamp(),
    taken_by     uuid,
    taken_until  timestamptz,
    delivered_at timestamptz,
    trouble      text,
    constraint a_happening_is_delivered_once_to_each primary key (webhook, happening)
) with (fillfactor = 80);

create index delivery_in_turn on partners.delivery (webhook, number) where state = 'QUEUED';
create index delivery_of_appointment on partners.delivery (webhook, appointment, number) where state = 'QUEUED';
create index delivery_listed on partners.delivery (webhook, number);

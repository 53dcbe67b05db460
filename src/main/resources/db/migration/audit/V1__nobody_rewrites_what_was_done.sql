create schema if not exists audit;

create table audit.entry (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    act text not null,
    doer_kind text not null,
    doer_id text not null,
    on_behalf_of text,
    subject_kind text not null,
    subject_id uuid not null,
    facts jsonb not null default '{}'
);

create index entry_by_subject on audit.entry (subject_kind, subject_id, id);
create index entry_by_doer on audit.entry (doer_kind, doer_id, id);

-- One link per entry, made by the sealer after the fact: a chain inside the acting transaction would queue everybody.
create table audit.link (
    seq bigint primary key,
    entry_id bigint not null unique,
    hash bytea not null
);

create table audit.head (
    seq bigint primary key,
    hash bytea not null,
    signature bytea not null,
    at timestamptz not null default clock_timestamp()
);

create function audit.refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'what was done cannot be rewritten' using errcode = 'integrity_constraint_violation';
end $$;

create trigger what_was_done_stays before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse_rewriting();
create trigger links_stay before update or delete or truncate on audit.link
    for each statement execute function audit.refuse_rewriting();
create trigger heads_stay before update or delete or truncate on audit.head
    for each statement execute function audit.refuse_rewriting();

create schema if not exists documents;

create table documents.document (
    id uuid primary key,
    kind text not null,
    about uuid not null,
    name text not null,
    media_type text not null,
    length bigint not null constraint a_length_is_not_negative check (length >= 0),
    sha256 text not null constraint a_hash_is_64_hex_digits check (sha256 ~ '^[0-9a-f]{64}$'),
    key_generation int not null,
    kept_at timestamptz not null,
    destroy_after timestamptz not null,
    destroyed_at timestamptz,
    destroyed_why text,
    file_removed boolean not null default false,
    constraint what_is_destroyed_says_why check ((destroyed_at is null) = (destroyed_why is null)),
    constraint only_what_is_destroyed_is_removed check (not file_removed or destroyed_at is not null)
);

create index document_about on documents.document (about, kept_at);
create index document_by_term on documents.document (destroy_after) where destroyed_at is null;
create index document_to_remove on documents.document (destroyed_at) where destroyed_at is not null and not file_removed;

-- A document is never altered: it can only be destroyed, once, and its row remains as a tombstone.
create function documents.only_destroy() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE'
        or (new.id, new.kind, new.about, new.name, new.media_type, new.length, new.sha256, new.key_generation,
            new.kept_at)
           is distinct from
           (old.id, old.kind, old.about, old.name, old.media_type, old.length, old.sha256, old.key_generation,
            old.kept_at)
        or (old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at) then
        raise exception 'a document is never altered' using
            errcode = 'check_violation', constraint = 'a_document_is_never_altered';
    end if;
    return new;
end $$;

create trigger a_document_is_never_altered before update or delete on documents.document
    for each row execute function documents.only_destroy();

-- Rule D16: who looked, when and why. Rows are added, never changed.
create table documents.access (
    id uuid primary key default uuidv7(),
    document uuid not null references documents.document (id),
    at timestamptz not null,
    doer_kind text not null,
    doer_id text not null,
    reason text not null constraint an_access_has_a_reason check (reason <> '')
);

create index access_by_document on documents.access (document, at);

create function documents.only_add() returns trigger language plpgsql as $$
begin
    raise exception 'accesses are never rewritten' using
        errcode = 'check_violation', constraint = 'accesses_are_never_rewritten';
end $$;

create trigger accesses_are_never_rewritten before update or delete on documents.access
    for each row execute function documents.only_add();

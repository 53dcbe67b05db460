-- Item 13 of issue 5: what the body says instead of the shipped text, per service, occasion and reader, way and language.
-- Plain text with named placeholders, never a template that runs. A version is valid until the next; one without a body
-- leads back to the shipped text. Versions are added, never changed: who wrote what, and when, stays.
create table notification.wording (
    id uuid primary key default uuidv7(),
    service text not null,
    message text not null,
    way text not null check (way in ('SMS', 'MAIL', 'NOTICE')),
    language text not null,
    version int not null check (version > 0),
    title text,
    body text,
    changed_by uuid not null,
    valid_from timestamptz not null,
    constraint a_text_has_one_next_version unique (service, message, way, language, version)
);

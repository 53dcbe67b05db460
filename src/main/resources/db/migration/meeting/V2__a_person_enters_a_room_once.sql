-- Entry codes are derived, never stored (rule D13); of the browser's secret only the SHA-256 is kept.
create table meeting.entry (
    id              uuid        not null default uuidv7() primary key,
    room            uuid        not null references meeting.room (id),
    role            text        not null,
    name            text        not null,
    person          uuid,
    staff           uuid,
    language        text        not null,
    public_ref      text        not null,
    generation      integer     not null default 1,
    attempts        integer     not null default 0,
    paused_until    timestamptz,
    browser_hash    bytea,
    bound_at        timestamptz,
    shares_with     uuid        references meeting.entry (id),
    waiting_since   timestamptz,
    last_seen_at    timestamptz,
    acknowledged_at timestamptz,
    refused_at      timestamptz,
    admitted_at     timestamptz,
    out_at          timestamptz,
    left_at         timestamptz,
    constraint a_public_reference_leads_to_one_entry unique (public_ref),
    constraint a_person_enters_a_room_once unique (room, person),
    constraint an_official_enters_a_room_once unique (room, staff),
    constraint nobody_sits_beside_themselves check (shares_with <> id),
    constraint a_browser_secret_is_kept_as_its_hash check (octet_length(browser_hash) = 32),
    constraint only_who_was_let_in_is_put_out check (out_at is null or admitted_at is not null),
    constraint who_refused_has_not_acknowledged check (refused_at is null or acknowledged_at is null)
);

create index entry_of_a_room on meeting.entry (room);

create table meeting.resend (
    entry uuid        not null references meeting.entry (id),
    at    timestamptz not null
);

create index resend_of_an_entry on meeting.resend (entry, at);

-- Evidence (rule D7): every answer to the recording notice, in the order given, by the machine's clock.
create table meeting.acknowledgement (
    id             uuid        not null default uuidv7() primary key,
    entry          uuid        not null references meeting.entry (id),
    accepted       boolean     not null,
    notice_version text        not null,
    language       text        not null,
    at             timestamptz not null
);

create index acknowledgement_of_an_entry on meeting.acknowledgement (entry, at);

-- Who came, was let in, put out, went: by the machine's clock.
create table meeting.attendance (
    id    uuid        not null default uuidv7() primary key,
    entry uuid        not null references meeting.entry (id),
    what  text        not null,
    at    timestamptz not null,
    constraint attendance_in_known_words
        check (what in ('came', 'went', 'admitted', 'put-out', 'let-in'))
);

create index attendance_of_an_entry on meeting.attendance (entry, at);

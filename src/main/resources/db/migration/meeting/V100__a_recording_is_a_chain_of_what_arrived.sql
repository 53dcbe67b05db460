create schema if not exists meeting;

create table meeting.recording (
    room_id        uuid primary key,
    about          uuid not null,
    status         text not null default 'OPEN',
    opened_at      timestamptz not null,
    closed_at      timestamptz,
    sealed_at      timestamptz,
    links          bigint not null default 0,
    head           text,
    signature      bytea,
    public_key     bytea,
    chain_document uuid,
    view_document  uuid,
    view_millis    bigint,
    view_tries     int not null default 0,
    view_failed    text,
    constraint a_recording_is_open_sealing_or_sealed check (status in ('OPEN', 'SEALING', 'SEALED')),
    constraint a_sealed_recording_is_signed
        check (status <> 'SEALED' or (head is not null and signature is not null and chain_document is not null))
);
create index recording_about on meeting.recording (about);
create index recording_unfinished on meeting.recording (status) where status <> 'SEALED' or view_document is null;

create table meeting.recording_segment (
    room_id     uuid not null references meeting.recording,
    number      int not null,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    ended_why   text,
    versions    text not null,
    view_from   timestamptz,
    view_millis bigint,
    constraint a_segment_has_its_number primary key (room_id, number)
);

create table meeting.recording_track (
    id             uuid primary key default uuidv7(),
    room_id        uuid not null,
    segment        int not null,
    file           text not null,
    participant    uuid not null,
    kind           text not null,
    first_frame_at timestamptz,
    bytes          bigint not null default 0,
    sha256         text,
    document       uuid,
    copy_document  uuid,
    constraint a_track_belongs_to_a_segment foreign key (room_id, segment) references meeting.recording_segment,
    constraint a_track_has_its_own_file unique (room_id, segment, file),
    constraint a_track_is_sound_or_picture check (kind in ('audio', 'video'))
);

create table meeting.recording_gap (
    room_id  uuid not null references meeting.recording,
    from_at  timestamptz not null,
    to_at    timestamptz,
    constraint a_gap_has_its_beginning primary key (room_id, from_at),
    constraint a_gap_ends_after_it_began check (to_at is null or to_at >= from_at)
);

create table meeting.recording_link (
    room_id      uuid not null references meeting.recording,
    sequence     bigint not null,
    segment      int not null,
    kind         text not null,
    file         text not null,
    from_byte    bigint not null,
    length       bigint not null,
    sha256       text not null,
    facts        text not null,
    at           timestamptz not null,
    hash         text not null,
    constraint a_link_has_its_place primary key (room_id, sequence),
    constraint a_link_is_of_a_known_kind
        check (kind in ('opening', 'segment', 'party', 'bytes', 'segment-end', 'closing'))
);

create function meeting.keep_links_as_they_are() returns trigger language plpgsql as $$
begin
    raise exception 'a link of a recording is never changed';
end $$;
create trigger a_link_is_never_changed before update or delete on meeting.recording_link
    for each row execute function meeting.keep_links_as_they_are();

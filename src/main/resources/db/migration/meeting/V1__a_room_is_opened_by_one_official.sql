create schema if not exists meeting;

create table meeting.room (
    id                    uuid        not null default uuidv7() primary key,
    about                 uuid        not null,
    office                uuid        not null,
    title                 text        not null,
    starts_at             timestamptz not null,
    ends_at               timestamptz not null,
    waiting_opens_seconds integer     not null,
    recorded              boolean     not null,
    camera_required       boolean     not null,
    most_people           integer     not null,
    code_digits           integer     not null,
    code_attempts         integer     not null,
    code_pause_seconds    integer     not null,
    code_resends_per_hour integer     not null,
    status                text        not null default 'PREPARED',
    opened_by             uuid,
    opened_at             timestamptz,
    closed_at             timestamptz,
    outcome               text,
    version               bigint      not null default 0,
    constraint a_case_has_one_room unique (about),
    constraint a_room_ends_after_it_starts check (ends_at > starts_at),
    constraint a_room_holds_somebody check (most_people between 2 and 20),
    constraint a_code_is_four_to_nine_digits check (code_digits between 4 and 9),
    constraint a_status_of_the_drawing
        check (status in ('PREPARED', 'OPEN', 'SUSPENDED', 'CLOSED', 'CALLED_OFF')),
    constraint an_open_room_has_an_official check (status <> 'OPEN' or (opened_by is not null and opened_at is not null)),
    constraint a_closed_room_says_how_it_ended check (status <> 'CLOSED' or (closed_at is not null and outcome is not null))
);

create index room_by_office_and_hour on meeting.room (office, starts_at);
create index room_not_over on meeting.room (starts_at) where status in ('PREPARED', 'OPEN', 'SUSPENDED');

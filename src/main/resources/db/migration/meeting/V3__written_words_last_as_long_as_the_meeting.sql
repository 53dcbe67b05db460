create table meeting.office_word (
    id   uuid        not null default uuidv7() primary key,
    room uuid        not null references meeting.room (id),
    text text        not null,
    at   timestamptz not null
);

create index office_word_of_a_room on meeting.office_word (room, at);

-- `kept_from`: the devices that were out for the moment alone when the line was written (rule D14).
create table meeting.line (
    id        uuid        not null default uuidv7() primary key,
    room      uuid        not null references meeting.room (id),
    entry     uuid        not null references meeting.entry (id),
    text      text        not null,
    at        timestamptz not null,
    kept_from uuid[]      not null
);

create index line_of_a_room on meeting.line (room, at);

-- The last number given in a province and year.
create table intermediaries.protocol (
    province text not null,
    year     int not null,
    last     int not null,
    primary key (province, year)
);

-- `negative`: the latest answer was. `waiting_since`: the office owes an answer since then. `words`: what search looks
-- through, the thread and the position's name stemmed, the numbers as they are (`n:` protocol, `c:` position code).
create table intermediaries.question (
    id            uuid primary key default uuidv7(),
    protocol      text not null constraint a_protocol_number_names_one_question unique,
    position      uuid not null,
    cassetto      text not null,
    studio        uuid not null references intermediaries.studio (id),
    office        uuid not null,
    topic         text not null,
    subject       text not null constraint a_subject_is_a_line check (length(subject) between 1 and 200),
    state         text not null,
    negative      boolean not null default false,
    waiting_since timestamptz,
    asked_by      uuid not null,
    asked_at      timestamptz not null,
    last_at       timestamptz not null,
    words         tsvector not null,
    foreign key (position, cassetto) references intermediaries.position (id, cassetto),
    constraint a_question_is_in_a_known_state
        check (state in ('OPEN', 'ANSWERED', 'ASKED_BACK', 'CLOSED', 'REJECTED', 'WITHDRAWN')),
    constraint only_an_open_question_waits check ((state = 'OPEN') = (waiting_since is not null))
);
create index question_words on intermediaries.question using gin (studio, office, words);
create index question_of_studio on intermediaries.question (studio, asked_at desc, id desc);
create index question_of_office on intermediaries.question (office, asked_at desc, id desc);
create index question_of_position on intermediaries.question (position, studio);

create table intermediaries.message (
    id       uuid primary key default uuidv7(),
    question uuid not null references intermediaries.question (id),
    at       timestamptz not null,
    kind     text not null,
    author   uuid,
    text     text not null constraint a_message_is_not_endless check (length(text) <= 8000),
    constraint a_message_is_of_a_known_kind check (kind in
        ('QUESTION', 'REPLY', 'ANSWER', 'NEGATIVE_ANSWER', 'ASKS_BACK', 'CLOSES', 'REJECTS', 'WITHDRAWS', 'NOTE'))
);
create index message_of_question on intermediaries.message (question, at, id);

create table intermediaries.file (
    document   uuid primary key,
    message    uuid not null references intermediaries.message (id),
    question   uuid not null references intermediaries.question (id),
    name       text not null,
    media_type text not null,
    length     bigint not null
);
create index file_of_question on intermediaries.file (question);

-- Which appointments were lit on a question, and where they are held.
create table intermediaries.lit (
    question    uuid not null references intermediaries.question (id),
    appointment uuid not null,
    office      uuid not null,
    at          timestamptz not null,
    primary key (question, appointment)
);
create index lit_by_appointment on intermediaries.lit (appointment);

-- What was answered to whom, so that what is sent twice happens once.
create table intermediaries.request (
    asker       text not null,
    key         uuid not null,
    fingerprint bytea not null,
    question    uuid not null,
    at          timestamptz not null,
    primary key (asker, key)
);
create index request_by_age on intermediaries.request (at);

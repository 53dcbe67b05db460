create schema if not exists casework;

create table casework.case_file (
    id uuid primary key default uuidv7(),
    appointment uuid not null constraint an_appointment_has_one_case unique,
    reference text not null,
    service text not null,
    office uuid not null,
    room uuid not null constraint a_room_belongs_to_one_case unique,
    booked_by uuid not null,
    -- Keyed marks of the parties' codici fiscali: enough to see that an official is a party (rule G13), no more.
    party_marks bytea[] not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    status text not null default 'PREPARED'
        constraint a_case_stands_where_the_drawing_says check (status in
            ('PREPARED', 'OPEN', 'SUSPENDED', 'CONCLUDED', 'ABORTED', 'SECOND_APPOINTMENT', 'LAPSED', 'CALLED_OFF')),
    official uuid,
    opened_at timestamptz,
    outcome_reason text,
    settled_at timestamptz,
    settled_key uuid,
    effect uuid,
    next_appointment uuid,
    version bigint not null default 0,
    constraint an_open_case_has_its_official check (status not in ('OPEN', 'SUSPENDED') or official is not null),
    constraint a_settled_case_says_when
        check ((settled_at is null) = (status in ('PREPARED', 'OPEN', 'SUSPENDED'))),
    constraint who_aborts_says_why check (status <> 'ABORTED' or outcome_reason is not null)
);

create index case_of_an_offices_day on casework.case_file (office, starts_at);
create index case_not_settled on casework.case_file (starts_at) where settled_at is null;

create function casework.settled_for_good() returns trigger language plpgsql as $$
begin
    if old.settled_at is not null then
        raise exception 'a settled case is not changed' using
            errcode = 'check_violation', constraint = 'a_settled_case_is_not_changed';
    end if;
    return new;
end $$;

create trigger a_settled_case_is_not_changed before update or delete on casework.case_file
    for each row execute function casework.settled_for_good();

-- Rule D14: a step may be ticked again; what was ticked before stays, each a marker on the recording's time line.
create table casework.tick (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    step text not null,
    outcome text not null constraint a_step_is_yes_or_no check (outcome in ('yes', 'no')),
    note text,
    at timestamptz not null,
    official uuid not null,
    counts boolean not null
);

create index tick_of_a_case on casework.tick (case_id, at, id);

create table casework.paper (
    case_id uuid not null references casework.case_file (id),
    code text not null,
    state text not null constraint a_paper_stands_where_the_drawing_says
        check (state in ('ASKED', 'SENT', 'ACCEPTED', 'ASKED_AGAIN')),
    reason text,
    primary key (case_id, code),
    constraint who_asks_again_says_why check (state <> 'ASKED_AGAIN' or reason is not null)
);

create table casework.copy (
    document uuid primary key,
    case_id uuid not null references casework.case_file (id),
    code text not null,
    media_type text not null,
    length bigint not null,
    sent_by uuid not null,
    at timestamptz not null
);

create index copy_of_a_case on casework.copy (case_id, at);

create table casework.note (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    text text not null,
    at timestamptz not null,
    official uuid not null
);

create index note_of_a_case on casework.note (case_id, at, id);

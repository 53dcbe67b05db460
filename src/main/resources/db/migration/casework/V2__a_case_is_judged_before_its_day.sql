-- Rules C6, C7: cases prepared by triage. `triage` is null for all the others, which stay as they were.
alter table casework.case_file
    drop constraint a_case_stands_where_the_drawing_says,
    add constraint a_case_stands_where_the_drawing_says check (status in
        ('PREPARED', 'OPEN', 'SUSPENDED', 'CONCLUDED', 'ABORTED', 'SECOND_APPOINTMENT', 'LAPSED', 'CALLED_OFF',
         'SETTLED_IN_WRITING', 'DECLINED', 'MISSED')),
    -- Zero: no unit of its own, the whole office handles it.
    add column unit uuid not null default '00000000-0000-0000-0000-000000000000',
    add column party uuid,
    add column known_as text not null default '',
    add column triage text constraint a_judgement_stands_where_the_drawing_says
        check (triage in ('TO_EVALUATE', 'ACCEPTED', 'PAPERS_ASKED')),
    add column in_charge uuid,
    add column venue text constraint a_venue_is_one_of_three check (venue in ('TEAMS', 'PHONE', 'OWN_ROOM')),
    add column papers_awaited int not null default 0,
    add column papers_until date,
    add constraint who_is_judged_beforehand_is_a_party check (triage is null or party is not null),
    add constraint only_a_case_judged_beforehand_ends_without_a_talk
        check (status not in ('SETTLED_IN_WRITING', 'DECLINED', 'MISSED') or triage is not null);

-- One index for each view of the queue, so that each is read and counted without the others' cases.
create index queue_of_a_unit on casework.case_file (office, unit, starts_at, id)
    include (booked_by, party, party_marks) where triage is not null and settled_at is null;
create index queue_of_an_official on casework.case_file (in_charge, office, unit, starts_at, id)
    include (booked_by, party, party_marks)
    where triage is not null and settled_at is null and in_charge is not null;
create index queue_unassigned on casework.case_file (office, unit, starts_at, id)
    include (booked_by, party, party_marks)
    where triage is not null and settled_at is null and in_charge is null;
create index queue_unprepared on casework.case_file (office, unit, starts_at, id)
    include (booked_by, party, party_marks)
    where triage is not null and settled_at is null and triage <> 'ACCEPTED' and papers_awaited = 0;
create index queue_waiting_for_papers on casework.case_file (office, unit, starts_at, id)
    include (booked_by, party, party_marks)
    where triage is not null and settled_at is null and papers_awaited > 0;
create index queue_without_venue on casework.case_file (office, unit, starts_at, id)
    include (booked_by, party, party_marks)
    where triage is not null and settled_at is null and triage = 'ACCEPTED' and venue is null;
create index case_of_a_party on casework.case_file (party, starts_at desc) where triage is not null;
create index consultancy_not_ended on casework.case_file (ends_at)
    where triage is not null and settled_at is null;

-- Who had it; nobody when `staff` is null.
create table casework.charge (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    staff uuid,
    note text not null,
    at timestamptz not null,
    changed_by uuid not null
);
create index charge_of_a_case on casework.charge (case_id, id);

-- What the office decided and said. `before`: where the case stood, so that it can go back there. `acted_at`: somebody
-- went on from it, and it can no longer be undone.
create table casework.judgement (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    kind text not null constraint a_judgement_is_one_of_four
        check (kind in ('ACCEPTED', 'PAPERS_ASKED', 'SETTLED_IN_WRITING', 'DECLINED')),
    before text not null,
    text text not null,
    until date,
    at timestamptz not null,
    official uuid not null,
    acted_at timestamptz,
    undone_at timestamptz,
    undone_by uuid,
    constraint who_settles_or_declines_says_why check (kind not in ('SETTLED_IN_WRITING', 'DECLINED') or text <> ''),
    constraint who_asks_for_papers_says_by_when check ((kind = 'PAPERS_ASKED') = (until is not null)),
    constraint what_was_acted_on_is_not_undone check (acted_at is null or undone_at is null)
);
create index judgement_of_a_case on casework.judgement (case_id, id);

create table casework.contact (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    at timestamptz not null,
    number text not null,
    outcome text not null constraint a_contact_has_an_outcome
        check (outcome in ('REACHED', 'NO_ANSWER', 'WRONG_NUMBER', 'CALL_BACK')),
    note text not null,
    official uuid not null
);
create index contact_of_a_case on casework.contact (case_id, at, id);

create table casework.venue_agreed (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    venue text not null constraint an_agreed_venue_is_one_of_three check (venue in ('TEAMS', 'PHONE', 'OWN_ROOM')),
    reason text not null,
    at timestamptz not null,
    official uuid not null,
    constraint the_phone_has_its_reason check (venue <> 'PHONE' or reason <> '')
);
create index venue_of_a_case on casework.venue_agreed (case_id, id);

-- Rule C10: papers asked for, or sent unasked, by the institutional channel.
create table casework.request (
    id uuid primary key default uuidv7(),
    case_id uuid not null references casework.case_file (id),
    judgement uuid references casework.judgement (id),
    what text not null,
    until date,
    state text not null constraint a_request_stands_where_the_drawing_says
        check (state in ('ASKED', 'SENT', 'ACCEPTED', 'ASKED_AGAIN', 'WITHDRAWN')),
    reason text,
    at timestamptz not null,
    constraint what_is_asked_has_a_name check (judgement is null or what <> ''),
    constraint who_asks_for_a_paper_again_says_why check (state <> 'ASKED_AGAIN' or reason is not null)
);
create index request_of_a_case on casework.request (case_id, id);

create table casework.request_copy (
    document uuid primary key,
    request uuid not null references casework.request (id),
    case_id uuid not null references casework.case_file (id),
    media_type text not null,
    length bigint not null,
    sent_by uuid not null,
    at timestamptz not null
);
create index copy_of_a_request on casework.request_copy (case_id, at);

-- Written once; `official` is null when the product ended the case because nobody did.
create table casework.ending (
    case_id uuid primary key references casework.case_file (id),
    how text not null constraint an_ending_is_one_of_three
        check (how in ('HELD', 'MISSED_BY_PARTY', 'MISSED_BY_OFFICE')),
    note text not null,
    summary text not null,
    solved boolean not null,
    at timestamptz not null,
    official uuid,
    key uuid
);

-- Ended by the product as held: its official has still to write how.
create table casework.to_complete (
    case_id uuid primary key references casework.case_file (id),
    office uuid not null,
    unit uuid not null,
    starts_at timestamptz not null
);
create index to_complete_of_a_unit on casework.to_complete (office, unit, starts_at, case_id);

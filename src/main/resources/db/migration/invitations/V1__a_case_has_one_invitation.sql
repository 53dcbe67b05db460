create schema if not exists invitations;

-- Above what is wanted, below what was done. Whenever seq is ahead of done_seq somebody has work.
create table invitations.invitation (
    case_id        uuid        not null,
    appointment_id uuid        not null,
    service        text        not null,
    office_id      uuid        not null,
    unit           text        not null,
    venue          text        not null,
    starts_at      timestamptz not null,
    ends_at        timestamptz not null,
    present        boolean     not null default true,
    seq            int         not null default 1,

    stage          text        not null default 'WAITING',
    done_seq       int         not null default 0,
    generation     int         not null default 1,
    way            text,
    mailbox        text,
    event_id       text,
    meeting_id     text,
    join_link      text,
    sent_to        text,
    sent_at        timestamptz,
    attempts       int         not null default 0,
    trouble        text,
    trouble_at     timestamptz,
    not_before     timestamptz default clock_timestamp(),
    lease          uuid,
    lease_until    timestamptz,

    constraint a_case_has_one_invitation primary key (case_id),
    constraint a_venue_is_one_of_three check (venue in ('TEAMS', 'PHONE', 'OWN_ROOM')),
    constraint an_invitation_travels_one_way check (way in ('GRAPH', 'MAIL')),
    constraint a_stage_is_known
        check (stage in ('WAITING', 'CREATING', 'CREATED', 'SECURED', 'SENDING', 'SENT', 'WITHDRAWN', 'REFUSED', 'EXPIRED')),
    constraint nothing_is_done_before_it_is_wanted check (done_seq <= seq),
    constraint it_ends_after_it_starts check (ends_at > starts_at),
    constraint what_was_sent_was_sent_somewhere check (stage <> 'SENT' or (sent_to is not null and sent_at is not null))
);

create index invitation_due on invitations.invitation (not_before) where done_seq < seq;
create index invitation_by_appointment on invitations.invitation (appointment_id);
create index invitation_to_forget on invitations.invitation (ends_at) where sent_to is not null;

-- Rule G7. A number or an address somebody wants to be reached at: known here only while its code is awaited. The code
-- itself is derived and stands nowhere (rule D13).
create table identity.contact_claim (
    id         uuid primary key default uuidv7(),
    person     uuid        not null references identity.person (id),
    kind       text        not null check (kind in ('MOBILE', 'EMAIL')),
    contact    text,
    generation smallint    not null default 1,
    attempts   smallint    not null default 0,
    state      text        not null default 'OPEN' check (state in ('OPEN', 'KEPT', 'REFUSED', 'GIVEN_UP')),
    asked_at   timestamptz not null,
    sent_at    timestamptz not null,
    constraint a_claimed_contact_is_known_only_while_its_code_is_awaited check ((state = 'OPEN') = (contact is not null))
);

create unique index one_new_contact_of_a_kind_at_a_time on identity.contact_claim (person, kind) where state = 'OPEN';
create index contact_claim_of_person on identity.contact_claim (person, asked_at);
create index contact_claim_awaited on identity.contact_claim (sent_at) where state = 'OPEN';
create index contact_change_by_day on identity.contact_change (changed_at)
    where old_mobile is not null or old_email is not null;

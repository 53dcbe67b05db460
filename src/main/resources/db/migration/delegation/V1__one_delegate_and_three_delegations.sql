create schema if not exists delegation;

-- Rule D10: both limits are settings, written here at start-up and read by the trigger, whatever the door.
create table delegation.limits (
    single boolean primary key default true constraint there_is_one_row check (single),
    delegates_per_delegator int not null constraint a_delegator_may_have_somebody check (delegates_per_delegator > 0),
    delegations_per_delegate int not null constraint a_delegate_may_act_for_somebody check (delegations_per_delegate > 0)
);

insert into delegation.limits (delegates_per_delegator, delegations_per_delegate) values (1, 3);

-- A delegation sits on one of the delegator's seats and on one of the delegate's: two at the same moment cannot
-- take the same seat, and there are no more seats than the limits say.
create table delegation.delegation (
    id uuid primary key default uuidv7(),
    delegator uuid not null,
    delegate uuid not null,
    delegator_seat int not null constraint delegator_seats_count_from_one check (delegator_seat > 0),
    delegate_seat int not null constraint delegate_seats_count_from_one check (delegate_seat > 0),
    granted_at timestamptz not null,
    until date,
    ended_at timestamptz,
    end_reason text,
    case_id uuid,
    constraint nobody_is_their_own_delegate check (delegator <> delegate),
    constraint an_end_has_a_reason check ((ended_at is null) = (end_reason is null)),
    constraint an_end_reason_is_known check (end_reason in
        ('REVOKED_BY_DELEGATOR', 'REVOKED_AT_COUNTER', 'RENOUNCED', 'EXPIRED', 'REPLACED', 'DEATH'))
);

create unique index one_delegation_on_a_delegators_seat
    on delegation.delegation (delegator, delegator_seat) where ended_at is null;
create unique index one_delegation_on_a_delegates_seat
    on delegation.delegation (delegate, delegate_seat) where ended_at is null;
create unique index the_same_two_are_delegated_once
    on delegation.delegation (delegator, delegate) where ended_at is null;
create index delegation_by_delegator on delegation.delegation (delegator, granted_at desc);
create index delegation_by_delegate on delegation.delegation (delegate, granted_at desc);
create index delegation_with_an_end on delegation.delegation (until) where ended_at is null and until is not null;

create function delegation.keep_limits() returns trigger language plpgsql as $$
declare
    most delegation.limits;
begin
    select * into most from delegation.limits;
    if new.delegator_seat > most.delegates_per_delegator then
        raise exception 'the delegator has no free seat' using
            errcode = 'check_violation', constraint = 'a_delegator_has_one_delegate';
    end if;
    if new.delegate_seat > most.delegations_per_delegate then
        raise exception 'the delegate has no free seat' using
            errcode = 'check_violation', constraint = 'a_delegate_has_three_delegations';
    end if;
    return new;
end $$;

create trigger limits_are_kept before insert on delegation.delegation
    for each row execute function delegation.keep_limits();

create function delegation.only_end() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.ended_at is not null
        or (new.id, new.delegator, new.delegate, new.delegator_seat, new.delegate_seat, new.granted_at)
           is distinct from
           (old.id, old.delegator, old.delegate, old.delegator_seat, old.delegate_seat, old.granted_at)
        or new.until is distinct from old.until or new.case_id is distinct from old.case_id then
        raise exception 'a delegation only ends' using
            errcode = 'check_violation', constraint = 'a_delegation_only_ends';
    end if;
    return new;
end $$;

create trigger a_delegation_only_ends before update or delete on delegation.delegation
    for each row execute function delegation.only_end();

-- Rule D12: each action on behalf, for the delegator to see.
create table delegation.use (
    id uuid primary key default uuidv7(),
    delegation uuid not null references delegation.delegation (id),
    service text not null,
    at timestamptz not null,
    doer_kind text not null,
    doer_id text not null
);

create index use_by_delegation on delegation.use (delegation, at desc);

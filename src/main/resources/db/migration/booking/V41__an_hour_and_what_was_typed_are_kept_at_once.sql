-- What was typed so far; the hour of a hold is remembered as the one wanted.
create function booking.keep_draft(
    p_person uuid, p_principal uuid, p_service text, p_answers jsonb, p_hold uuid, p_wanted timestamptz,
    p_now timestamptz)
returns booking.draft
language plpgsql as $$
declare
    kept booking.draft;
begin
    insert into booking.draft (person, principal, service, answers, hold, wanted, saved_at)
    values (p_person, p_principal, p_service, p_answers, p_hold, p_wanted, p_now)
    on conflict (person, principal, service) do update
       set answers = excluded.answers, hold = excluded.hold, wanted = coalesce(excluded.wanted, draft.wanted),
           saved_at = excluded.saved_at
    returning * into kept;
    return kept;
end $$;

-- Called by the room of hours in the statement that holds one: neither is there without the other (docs/decisions/0027).
create function booking.keep_hour(p_hold uuid, p_starts_at timestamptz, p_facts jsonb) returns boolean
language plpgsql as $$
begin
    perform booking.keep_draft(
        (p_facts ->> 'person')::uuid, (p_facts ->> 'principal')::uuid, p_facts ->> 'service', p_facts -> 'answers',
        p_hold, p_starts_at, (p_facts ->> 'now')::timestamptz);
    return true;
end $$;

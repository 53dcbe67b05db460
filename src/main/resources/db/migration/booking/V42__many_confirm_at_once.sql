-- As before, but one row instead of a set of them: asked as a plain expression, it costs no statement of its own.
drop function booking.confirm(
    text, uuid, bytea, text, uuid, uuid, uuid, text, text, jsonb, timestamptz, text, uuid[], text, text, text, text,
    boolean);

create function booking.confirm(
    p_asker text, p_key uuid, p_fingerprint bytea, p_service text, p_hold uuid, p_booked_by uuid, p_principal uuid,
    p_assurance text, p_reference text, p_matter jsonb, p_now timestamptz, p_booked_as text, p_about uuid[],
    p_doer_kind text, p_doer_id text, p_on_behalf_of text, p_channel text, p_alone boolean,
    out what text, out appointment uuid, out counter uuid, out office uuid, out starts_at timestamptz,
    out ends_at timestamptz)
language plpgsql as $$
#variable_conflict use_column
declare
    earlier booking.answer;
    slot record;
    booked uuid := uuidv7();
    refusal text := 'already-booked';
    taken integer;
begin
    insert into booking.answer (asker, key, fingerprint, appointment, at)
    values (p_asker, p_key, p_fingerprint, booked, p_now)
    on conflict do nothing;
    if not found then
        select * into earlier from booking.answer where asker = p_asker and key = p_key;
        if earlier.fingerprint = p_fingerprint then
            what := 'repeated';
            appointment := earlier.appointment;
        else
            what := 'key-reused';
        end if;
        return;
    end if;

    <<attempt>>
    begin
        slot := agenda.take(p_hold, p_service, p_booked_by, p_now);
        if slot.counter is null then
            refusal := 'hold-gone';
            exit attempt;
        end if;

        insert into booking.appointment (id, reference, service, counter, office, hold, booked_by, booked_as, principal,
                                         assurance, channel, through, starts_at, ends_at, matter, booked_at,
                                         one_per_person)
        values (booked, p_reference, p_service, slot.counter, slot.office, p_hold, p_booked_by, p_booked_as,
                p_principal, p_assurance, p_channel, case p_doer_kind when 'client' then p_doer_id end,
                slot.starts_at, slot.ends_at, p_matter, p_now, cardinality(p_about) = 0)
        on conflict (principal, service) where status = 'BOOKED' and one_per_person do nothing;
        if not found then
            exit attempt;
        end if;

        if cardinality(p_about) > 0 then
            -- Ordered, so that two who take the same questions along wait for each other instead of locking up.
            insert into booking.appointment_about (appointment, thing)
            select booked, each from unnest(p_about) as each order by each
            on conflict (thing) where open do nothing;
            get diagnostics taken = row_count;
            if taken < cardinality(p_about) then
                exit attempt;
            end if;
        end if;

        delete from booking.draft where person = p_booked_by and principal = p_principal and service = p_service;
        perform audit.record('booking.confirmed', p_doer_kind, p_doer_id, p_on_behalf_of, 'appointment', booked,
                             jsonb_build_object('service', p_service, 'startsAt',
                                                to_char(slot.starts_at at time zone 'UTC',
                                                        'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
        if p_alone then
            insert into booking.follow_up (appointment, about) values (booked, p_about);
        end if;
        what := 'booked';
        appointment := booked;
        counter := slot.counter;
        office := slot.office;
        starts_at := slot.starts_at;
        ends_at := slot.ends_at;
        return;
    end attempt;

    if p_alone then
        raise exception using errcode = 'SB001', message = refusal;
    end if;
    what := refusal;
    appointment := booking.standing(p_principal, p_service, p_about, booked);
end $$;

-- Many confirmations in one transaction, each as booking.confirm treats it alone and after those before it: what is
-- refused leaves nothing behind and costs the others nothing. Whoever stands in the way of a refusal is told with it.
--
-- Nobody in it waits long for what somebody else has locked, since all the others would wait along: then it fails as a
-- whole, and each is to be asked alone. The list comes in an order that is the same for all who ask.
create function booking.confirm_all(
    p_askers text[], p_keys uuid[], p_fingerprints bytea[], p_services text[], p_holds uuid[], p_booked_by uuid[],
    p_principals uuid[], p_assurances text[], p_references text[], p_matters text[], p_nows text[],
    p_booked_as text[], p_abouts text[], p_doer_kinds text[], p_doer_ids text[], p_on_behalf_of text[],
    p_channels text[])
returns table (what text, appointment uuid, counter uuid, office uuid, starts_at timestamptz, ends_at timestamptz)
language plpgsql set lock_timeout = '50ms' as $$
declare
    done record;
begin
    for n in 1 .. cardinality(p_keys) loop
        begin
            done := booking.confirm(
                p_askers[n], p_keys[n], p_fingerprints[n], p_services[n], p_holds[n], p_booked_by[n], p_principals[n],
                p_assurances[n], p_references[n], p_matters[n]::jsonb, p_nows[n]::timestamptz, p_booked_as[n],
                p_abouts[n]::uuid[], p_doer_kinds[n], p_doer_ids[n], p_on_behalf_of[n], p_channels[n], true);
            what := done.what;
            appointment := done.appointment;
            counter := done.counter;
            office := done.office;
            starts_at := done.starts_at;
            ends_at := done.ends_at;
        exception when sqlstate 'SB001' then
            what := 'refused';
            appointment := booking.standing(p_principals[n], p_services[n], p_abouts[n]::uuid[], null);
            counter := null;
            office := null;
            starts_at := null;
            ends_at := null;
        end;
        return next;
    end loop;
end $$;

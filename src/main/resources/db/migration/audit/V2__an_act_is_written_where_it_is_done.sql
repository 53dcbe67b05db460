-- A room that acts in SQL writes its entry in the same statement. What was done stays an insert: nothing else is offered.
create function audit.record(
    p_act text, p_doer_kind text, p_doer_id text, p_on_behalf_of text, p_subject_kind text, p_subject_id uuid,
    p_facts jsonb)
returns void
language sql as $$
    insert into audit.entry (act, doer_kind, doer_id, on_behalf_of, subject_kind, subject_id, facts)
    values (p_act, p_doer_kind, p_doer_id, p_on_behalf_of, p_subject_kind, p_subject_id, p_facts)
$$;

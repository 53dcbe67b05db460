-- As before; called by another function, its insert is all that is set up.
create or replace function audit.record(
    p_act text, p_doer_kind text, p_doer_id text, p_on_behalf_of text, p_subject_kind text, p_subject_id uuid,
    p_facts jsonb)
returns void
language plpgsql as $$
begin
    insert into audit.entry (act, doer_kind, doer_id, on_behalf_of, subject_kind, subject_id, facts)
    values (p_act, p_doer_kind, p_doer_id, p_on_behalf_of, p_subject_kind, p_subject_id, p_facts);
end $$;

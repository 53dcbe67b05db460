-- `new` of a deletion is null: returned before, it kept the row and told nobody. A case ends by being settled, and who
-- had an appointment finds it; so none is deleted, and whoever tries hears so.
create or replace function casework.settled_for_good() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a case is not deleted' using
            errcode = 'check_violation', constraint = 'a_case_is_never_deleted';
    end if;
    if old.settled_at is not null then
        raise exception 'a settled case is not changed' using
            errcode = 'check_violation', constraint = 'a_settled_case_is_not_changed';
    end if;
    return new;
end $$;

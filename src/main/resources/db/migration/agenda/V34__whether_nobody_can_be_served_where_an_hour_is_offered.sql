-- Asked by who offered it, so that it is not offered for longer than anybody can be served.
create function agenda.is_withdrawn(p_hold uuid) returns boolean
language sql stable as $$
    select coalesce((select withdrawn is not null from agenda.held_slot where id = p_hold), false)
$$;

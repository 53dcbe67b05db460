-- Nodes keep offices and counters in memory. The stamp changes with whatever changes them, in the same transaction, and
-- none comes back: an answer worked out under another stamp is worked out again.
create table offices.register (
    one      boolean primary key default true,
    stamp    uuid not null default gen_random_uuid(),
    taken_in text,
    constraint there_is_one_register check (one)
);
insert into offices.register default values;

create function offices.stamp() returns uuid
language sql stable parallel safe as $$ select stamp from offices.register $$;

create function offices.changed() returns trigger
language plpgsql as $$
begin
    update offices.register set stamp = gen_random_uuid();
    return null;
end $$;

create trigger every_node_sees_an_office_change
    after insert or update or delete or truncate on offices.office
    for each statement execute function offices.changed();
create trigger every_node_sees_a_counter_change
    after insert or update or delete or truncate on offices.counter
    for each statement execute function offices.changed();

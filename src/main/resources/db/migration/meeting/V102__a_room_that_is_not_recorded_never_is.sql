-- Who enters by login alone: no code exists for them.
alter table meeting.entry
    add column by_login boolean not null default false,
    add constraint who_enters_by_login_is_known check (not by_login or person is not null);

-- Rule C11, whatever asks: no recording begins in a room that was planned without one, and no room turns into one.
create function meeting.refuse_to_record() returns trigger language plpgsql as $$
begin
    if exists (select from meeting.room where id = new.room_id and not recorded) then
        raise exception 'room % is never recorded', new.room_id
            using errcode = 'check_violation', constraint = 'a_room_that_is_not_recorded_never_is';
    end if;
    return new;
end $$;

create trigger a_room_that_is_not_recorded_never_is
    before insert or update of room_id on meeting.recording
    for each row execute function meeting.refuse_to_record();

create function meeting.refuse_to_turn_recorded() returns trigger language plpgsql as $$
begin
    raise exception 'whether room % is recorded was settled when it was prepared', old.id
        using errcode = 'check_violation', constraint = 'whether_a_room_is_recorded_is_settled_beforehand';
end $$;

create trigger whether_a_room_is_recorded_is_settled_beforehand
    before update of recorded on meeting.room
    for each row when (old.recorded is distinct from new.recorded)
    execute function meeting.refuse_to_turn_recorded();

-- As before, but the places reckon with the time between being called in and looking again.
--
-- True when it was open before. However many nodes are pressed, the places shrink once in three seconds: only then does
-- it show what that did.
create or replace function rush.press(p_door text, p_calm interval, p_inside integer, p_away interval) returns boolean
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    before rush.door;
    open boolean;
    fewer integer;
begin
    select * into before from rush.door where door = p_door;
    open := before.shut_until is null or before.shut_until <= now;
    if not open and before.pressed_at > now - interval '1 second' then return false; end if;
    if open or before.places is null then
        -- Who does it all within a second counts too, and comes from the line only when they look again, after four.
        fewer := greatest(rush.here(p_door, p_away),
                          4 * (select count(*) from rush.ticket
                                where door = p_door and pass_from > now - interval '1 second'));
    elsif before.pressed_at < now - interval '3 seconds' then
        fewer := before.places;
    end if;
    if fewer is not null then fewer := greatest(1, least(p_inside, fewer) * 7 / 10); end if;
    insert into rush.door as d (door, pressed_at, shut_until, calm, places) values (p_door, now, now + p_calm, p_calm, fewer)
    on conflict (door) do update
       set pressed_at = excluded.pressed_at, shut_until = greatest(d.shut_until, excluded.shut_until),
           calm = excluded.calm, places = coalesce(excluded.places, d.places)
     where d.pressed_at is not distinct from before.pressed_at;
    return open;
end $$;

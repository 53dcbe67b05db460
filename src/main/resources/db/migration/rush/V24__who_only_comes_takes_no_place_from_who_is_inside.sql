-- As before, and `p_inside_too`: whether those inside are too many, or only those who come. Who only comes shuts the door,
-- with seven tenths of the places in use, and is given a ticket; from then on they take no place from who is inside.
drop function rush.press(text, interval, integer, interval);

create function rush.press(p_door text, p_calm interval, p_inside integer, p_away interval, p_inside_too boolean)
returns boolean
language plpgsql as $$
declare
    now constant timestamptz := clock_timestamp();
    before rush.door;
    open boolean;
    fewer integer;
begin
    select * into before from rush.door where door = p_door;
    open := before.shut_until is null or before.shut_until <= now;
    if not open and not p_inside_too then
        update rush.door set shut_until = greatest(shut_until, now + p_calm)
         where door = p_door and shut_until < now + p_calm / 2;
        return false;
    end if;
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

-- Opening as its office keeps it. Hours are minutes of the clock on the wall; a counter without a week of its own on a day
-- follows its service's policy. `desks` are for everybody, `kept` for the channels where staff book.
create table agenda.week_hours (
    id           uuid primary key default uuidv7(),
    counter      uuid not null,
    valid        daterange not null,
    weekday      smallint not null,
    hours        int4range not null,
    slot_minutes integer not null,
    desks        integer not null,
    kept         integer not null default 0,
    constraint a_week_is_in_force_on_some_day check (not isempty(valid)),
    constraint a_week_has_seven_days check (weekday between 1 and 7),
    constraint a_week_has_hours_of_one_day check (not isempty(hours) and hours <@ int4range(0, 1440)),
    constraint a_slot_fits_its_hours check (slot_minutes between 1 and upper(hours) - lower(hours)),
    constraint hours_have_a_desk check (desks >= 0 and kept >= 0 and desks + kept between 1 and 500),
    constraint a_counter_has_one_week_at_a_time
        exclude using gist (counter with =, weekday with =, valid with &&, hours with &&)
);

-- One day's own hours stand in place of its week's: other hours, or an extra opening.
create table agenda.day_hours (
    id           uuid primary key default uuidv7(),
    counter      uuid not null,
    on_day       date not null,
    hours        int4range not null,
    slot_minutes integer not null,
    desks        integer not null,
    kept         integer not null default 0,
    constraint a_day_has_hours_of_its_own check (not isempty(hours) and hours <@ int4range(0, 1440)),
    constraint a_slot_fits_its_hours check (slot_minutes between 1 and upper(hours) - lower(hours)),
    constraint hours_have_a_desk check (desks >= 0 and kept >= 0 and desks + kept between 1 and 500),
    constraint a_counter_has_one_opening_at_a_time
        exclude using gist (counter with =, on_day with =, hours with &&)
);

-- Every day from the first to the last, or only one day of the week.
create table agenda.pause (
    id      uuid primary key default uuidv7(),
    counter uuid not null,
    valid   daterange not null,
    weekday smallint,
    hours   int4range not null,
    why     text not null,
    constraint a_pause_is_in_force_on_some_day check (not isempty(valid)),
    constraint a_week_has_seven_days check (weekday between 1 and 7),
    constraint a_pause_lasts_some_time check (not isempty(hours) and hours <@ int4range(0, 1440))
);
create index pauses_of_a_counter on agenda.pause (counter);

create table agenda.counter_closure (
    id      uuid primary key default uuidv7(),
    counter uuid not null,
    valid   daterange not null,
    why     text not null,
    constraint a_closure_has_a_day check (not isempty(valid)),
    constraint a_counter_is_closed_once_at_a_time exclude using gist (counter with =, valid with &&)
);

create table agenda.suspension (
    id      uuid primary key default uuidv7(),
    counter uuid not null,
    during  tstzrange not null,
    why     text not null,
    constraint a_suspension_lasts_some_time check (not isempty(during)),
    constraint a_counter_is_suspended_once_at_a_time exclude using gist (counter with =, during with &&)
);

create table agenda.lead_time (
    counter   uuid primary key,
    from_days integer not null,
    to_days   integer not null,
    constraint the_earliest_day_comes_first check (from_days >= 0 and to_days between from_days and 366)
);

-- What a node remembers of openings is as old as the highest version it has seen.
create table agenda.opening_version (
    one     boolean primary key default true check (one),
    version bigint not null
);
insert into agenda.opening_version (version) values (1);

-- `subject`: a counter, or an office for its closures.
create table agenda.opening_change (
    subject uuid primary key,
    version bigint not null
);
create index opening_changes_by_version on agenda.opening_change (version);
insert into agenda.opening_change (subject, version) select distinct office, 1 from agenda.closure;

-- Whatever the door. The row of the version lets changes become visible in their order; the lock waits for every hold
-- being made there, and lets none be made until this change is seen by all.
create function agenda.opening_is_changed() returns trigger language plpgsql as $$
declare
    p_subject uuid := to_jsonb(case when tg_op = 'DELETE' then old else new end) ->> tg_argv[0];
    v_version bigint;
begin
    update agenda.opening_version set version = version + 1 returning version into v_version;
    perform pg_advisory_xact_lock(hashtextextended(p_subject::text, 4712));
    insert into agenda.opening_change (subject, version) values (p_subject, v_version)
    on conflict (subject) do update set version = excluded.version;
    return null;
end $$;

create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.week_hours
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.day_hours
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.pause
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.counter_closure
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.suspension
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.lead_time
    for each row execute function agenda.opening_is_changed('counter');
create trigger a_change_of_opening_is_known_to_all after insert or update or delete on agenda.closure
    for each row execute function agenda.opening_is_changed('office');

-- Why a hold may no longer become an appointment: its counter closed, or was suspended, meanwhile.
alter table agenda.held_slot
    add column withdrawn text;

drop function agenda.hold(text, uuid[], uuid[], integer[], tstzrange, date, uuid, timestamptz, timestamptz);

-- Takes one desk among those of the counters, in one round trip. The first row is the hold; those after it are the
-- holder's earlier holds, for the caller to give back in the same transaction. Empty when every desk is taken, also by a
-- hold that ran out: only the caller knows whether somebody waits for it. A counter whose opening changed after
-- `p_version` is passed over: the caller looks at it again. Staff take the desks kept for them first.
create function agenda.hold(
    p_service text, p_counters uuid[], p_offices uuid[], p_desks integer[], p_from timestamptz, p_minutes integer[],
    p_staff boolean, p_holder uuid, p_until timestamptz, p_now timestamptz, p_version bigint)
returns setof agenda.held_slot
language plpgsql as $$
declare
    kept agenda.held_slot;
    place record;
begin
    -- One person's tabs take turns; different people never wait here.
    perform pg_advisory_xact_lock(hashtextextended(p_service || ':' || p_holder, 4711));

    select * into kept from agenda.held_slot
     where holder = p_holder and service = p_service and not booked and not offered and lower(during) = p_from
       and counter = any (p_counters) and held_until > p_now and withdrawn is null;
    if found then
        return next kept;
        return;
    end if;

    for place in
        select c.counter, c.office, d.desk, s.during
          from unnest(p_counters, p_offices, p_desks, p_minutes) as c (counter, office, desks, minutes)
         cross join lateral (select tstzrange(p_from, p_from + make_interval(mins => c.minutes)) as during) as s
         cross join lateral generate_series(1, c.desks) as d (desk)
         where not exists (select from agenda.held_slot as h
                            where h.counter = c.counter and h.desk = d.desk and h.during && s.during)
         order by case when p_staff then -d.desk else d.desk end, random()
    loop
        perform pg_advisory_xact_lock_shared(hashtextextended(place.counter::text, 4712)),
                pg_advisory_xact_lock_shared(hashtextextended(place.office::text, 4712));
        continue when exists (select from agenda.opening_change
                               where subject in (place.counter, place.office) and version > p_version);
        insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until)
        values (place.counter, place.desk, place.during, place.office, p_service, p_holder, p_until)
        on conflict on constraint a_desk_serves_one_person_at_a_time do nothing
        returning * into kept;
        if found then
            return next kept;
            return query
                select * from agenda.held_slot
                 where holder = p_holder and service = p_service and not booked and not offered and id <> kept.id;
            return;
        end if;
    end loop;
end $$;

create or replace function agenda.take(p_hold uuid, p_service text, p_holder uuid, p_now timestamptz)
returns setof agenda.held_slot
language sql as $$
    update agenda.held_slot
       set booked = true, held_until = 'infinity'
     where id = p_hold and service = p_service and holder = p_holder and not booked and not offered
       and held_until > p_now and withdrawn is null
    returning *
$$;

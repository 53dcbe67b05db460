-- Whom the office asked to choose another hour than the one they have; a move answers it. The appointment stays as it is.
create table booking.asked_to_move (
    appointment uuid not null references booking.appointment (id) on delete cascade,
    starts_at   timestamptz not null,
    asked_at    timestamptz not null,
    asked_by    uuid not null,
    constraint a_person_is_asked_once_for_one_hour primary key (appointment, starts_at)
);

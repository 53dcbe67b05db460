-- A studio's home page and the end of a mandate ask for what is still to come: among years of appointments, that is little.
create index open_appointments_of_a_party on booking.appointment (principal, starts_at, id) where status = 'BOOKED';

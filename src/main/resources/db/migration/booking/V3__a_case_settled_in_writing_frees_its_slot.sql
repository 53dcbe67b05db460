-- Rule C6: settled in writing, or declined, nobody comes.
alter table booking.appointment
    drop constraint an_appointment_is_in_a_known_state,
    add constraint an_appointment_is_in_a_known_state
        check (status in ('BOOKED', 'GIVEN_UP', 'LAPSED', 'HELD', 'NOT_CONCLUDED', 'SETTLED', 'DECLINED'));

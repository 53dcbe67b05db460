-- Only this installation reads the number (an envelope), and it goes when the room is over.
alter table meeting.entry
    add column mobile_sealed text,
    add constraint only_who_is_invited_leaves_a_number
        check (mobile_sealed is null or role in ('companion', 'interpreter'));

-- A Teams event still to be withdrawn after another venue was agreed: the new invitation leaves meanwhile.
alter table invitations.invitation
    add column left_generation int,
    add column left_mailbox text,
    add column left_event_id text,
    add constraint what_is_left_stands_in_a_mailbox check ((left_generation is null) = (left_mailbox is null));

drop index invitations.invitation_due;
create index invitation_due on invitations.invitation (not_before) where done_seq < seq or left_generation is not null;

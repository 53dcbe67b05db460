-- A double click asks for the same papers once, and logs one call.
alter table casework.judgement
    add column key uuid,
    add constraint papers_are_asked_for_once_under_a_key unique (case_id, key);

alter table casework.contact
    add column key uuid,
    add constraint a_contact_is_logged_once_under_a_key unique (case_id, key);

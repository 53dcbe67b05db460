-- Rule G7. Whoever is reached on a number or an address has one of the five places there, so that the sixth is refused
-- by the key itself, whatever door they come through and however many come at once.
alter table identity.person
    add column mobile_place smallint,
    add column email_place smallint;

update identity.person p
   set mobile_place = seat.place
  from (select id, row_number() over (partition by mobile order by registered_at, id) as place
          from identity.person
         where mobile ~ '^\+[1-9][0-9]{5,14}$') seat
 where seat.id = p.id and seat.place <= 5;

update identity.person p
   set email_place = seat.place
  from (select id, row_number() over (partition by lower(email) order by registered_at, id) as place
          from identity.person
         where email <> '') seat
 where seat.id = p.id and seat.place <= 5;

-- Who came sixth, or is known by what no message reaches, gives another contact; the old one is kept as one left behind.
insert into identity.contact_change (person, old_mobile, old_email)
select id, case when mobile_place is null then mobile end, case when email_place is null then email end
  from identity.person
 where (mobile is not null and mobile_place is null) or (email is not null and email_place is null);

update identity.person set mobile = null where mobile_place is null;
update identity.person set email = null where email_place is null;

alter table identity.person
    add constraint a_mobile_is_written_with_its_country check (mobile ~ '^\+[1-9][0-9]{5,14}$'),
    add constraint a_number_has_five_places
        check ((mobile is null) = (mobile_place is null) and mobile_place between 1 and 5),
    add constraint an_address_has_five_places
        check ((email is null) = (email_place is null) and email_place between 1 and 5),
    add constraint a_place_on_a_number_is_one_persons unique (mobile, mobile_place);

create unique index a_place_on_an_address_is_one_persons on identity.person (lower(email), email_place);

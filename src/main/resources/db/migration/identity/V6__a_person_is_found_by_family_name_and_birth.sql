-- A name as people say it: capitals, doubled blanks and the kind of apostrophe do not tell two names apart.
create function identity.plain_name(name text) returns text
    language sql immutable strict parallel safe
    return lower(regexp_replace(translate(btrim(name), '’`´', ''''''''), '\s+', ' ', 'g'));

create index person_by_name_and_birth on identity.person (born_on, identity.plain_name(family_name))
    where born_on is not null;

-- An appointment lit at another office's point brings the question there too.
alter table intermediaries.lit add column elsewhere boolean not null default false;

update intermediaries.lit
   set elsewhere = true
  from intermediaries.question
 where question.id = lit.question and question.office <> lit.office;

create index lit_elsewhere on intermediaries.lit (office, question) where elsewhere;

alter table offices.usual_office
    add column chosen_at timestamptz not null default now();
create index usual_offices_by_age on offices.usual_office (chosen_at);

-- Only the delegation's lateness reads this one: a unit's queue must not be tempted to walk through every office's cases.
drop index casework.case_not_settled;
create index case_not_settled on casework.case_file (starts_at) where settled_at is null and triage is null;

-- The code by which the body itself knows a structure, and by which a file of structures finds it again.
alter table offices.office
    add column code text,
    add constraint a_code_names_one_structure unique (code);

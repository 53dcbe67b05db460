create schema if not exists web;

-- Spring Session's own tables. A row comes to be at login; it names nobody but by an opaque id.
create table web.session (
    primary_id            char(36) not null,
    session_id            char(36) not null,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100),
    constraint session_pk primary key (primary_id)
);

create unique index session_by_id on web.session (session_id);
create index session_by_expiry on web.session (expiry_time);
create index session_by_principal on web.session (principal_name);

create table web.session_attributes (
    session_primary_id char(36)     not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    constraint session_attributes_pk primary key (session_primary_id, attribute_name),
    constraint session_attributes_fk foreign key (session_primary_id) references web.session (primary_id)
        on delete cascade
);

create schema if not exists platform;

create table platform.clock (
    one boolean primary key default true,
    shift_ms bigint not null default 0,
    constraint there_is_one_clock check (one)
);

insert into platform.clock default values;

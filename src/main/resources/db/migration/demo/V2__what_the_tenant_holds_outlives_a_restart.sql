-- Events and meetings of the demonstration's Microsoft 365 tenant.
create table demo.tenant_item (
    kind text  not null,
    id   text  not null,
    item jsonb not null,
    constraint an_item_is_known_by_kind_and_id primary key (kind, id)
);

-- The live part of a room (its sockets, its media, the sealing of its recording) is one node's at a time, until the
-- lease runs out. Hours here are the database's own.
create table meeting.room_lease (
    room_id uuid not null,
    node    uuid not null,
    address text not null,
    until   timestamptz not null,
    constraint a_room_lives_in_one_node primary key (room_id)
);
create index room_lease_of_a_node on meeting.room_lease (node);

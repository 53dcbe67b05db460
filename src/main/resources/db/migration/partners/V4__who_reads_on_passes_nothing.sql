-- Numbers are drawn before transactions end: who reads on behind a number could pass one that comes to light later. The
-- transaction says when: whatever began before the oldest still at work is settled, and nothing comes before it any more.
alter table partners.happening
    add column transaction xid8 not null default pg_current_xact_id();

drop index partners.happening_of_client;
create index happening_in_the_order_it_was_settled on partners.happening (client_id, transaction, number);

-- What the partnership has beside people: bodies with seats, and what services do. `facts`, `state` and `service_id` are derived from
-- `provision_fact`, in the transaction that appends one. `told` is the fact as JSON. Of one service one goes on at a time.
create table provision (
    id BLOB not null primary key,
    partnership_id BLOB not null,
    kind TEXT not null,
    state TEXT not null,
    service_id BLOB,
    facts INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null references agency (id)
) strict;
create index provision_of_partnership on provision (partnership_id, at, id);
create unique index provision_of_service on provision (service_id) where state = 'open';

create table provision_fact (
    provision_id BLOB not null references provision (id),
    position INTEGER not null,
    told TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (provision_id, position)
) strict;
create trigger provision_fact_no_update before update on provision_fact begin
    select raise(abort, 'provision_fact is append-only');
end;
create trigger provision_fact_no_delete before delete on provision_fact begin
    select raise(abort, 'provision_fact is append-only');
end;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('body_training', 3, 'months', '2000-01-01', 'Practice catalogue, S4-08', 0);

-- What the partnership has beside people: bodies with seats, and what services do. `facts`, `state` and `service_id` are derived from
-- `provision_fact`, in the transaction that appends one. `told` is the fact as JSON. Of one service one goes on at a time.
create table provision (
    id uuid not null primary key,
    partnership_id uuid not null,
    kind text collate "C" not null,
    state text collate "C" not null,
    service_id uuid,
    facts bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null references agency (id)
);
create index provision_of_partnership on provision (partnership_id, at, id);
create unique index provision_of_service on provision (service_id) where state = 'open';

create table provision_fact (
    provision_id uuid not null references provision (id),
    position bigint not null,
    told text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (provision_id, position)
);
create trigger provision_fact_no_change before update or delete on provision_fact for each row execute function refuse_change();
create trigger provision_fact_no_truncate before truncate on provision_fact for each statement execute function refuse_change();

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('body_training', 3, 'months', '2000-01-01', 'Practice catalogue, S4-08', 0);

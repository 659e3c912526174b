-- Members of staff who work for another agency for a while. `facts` and `state` are derived from `secondment_fact` in the
-- transaction that appends a fact. `passed_on_at`: when what they still had to do there was given to the host's team.
create table secondment (
    id uuid not null primary key,
    account_id uuid not null references account (id),
    home_agency_id uuid not null references agency (id),
    host_agency_id uuid not null references agency (id),
    roles text collate "C" not null,
    from_day text collate "C" not null,
    until_day text collate "C" not null,
    facts bigint not null,
    state text collate "C" not null,
    passed_on_at bigint,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null
);
create index secondment_of_account on secondment (account_id, id);
create index secondment_of_home on secondment (home_agency_id, id);
create index secondment_of_host on secondment (host_agency_id, id);

create table secondment_fact (
    secondment_id uuid not null references secondment (id),
    position bigint not null,
    step text collate "C" not null,
    reason text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (secondment_id, position)
);

create trigger secondment_fact_no_change before update or delete on secondment_fact for each row execute function refuse_change();
create trigger secondment_fact_no_truncate before truncate on secondment_fact for each statement execute function refuse_change();

-- Under which secondment a session or a token acts; none: for the agency that the account belongs to.
alter table session add column secondment_id uuid;
alter table token add column secondment_id uuid;
-- At which of their agencies somebody is told; none: at the one that the account belongs to.
alter table notice add column agency_id uuid;

-- Members of staff who work for another agency for a while. `facts` and `state` are derived from `secondment_fact` in the
-- transaction that appends a fact. `passed_on_at`: when what they still had to do there was given to the host's team.
create table secondment (
    id BLOB not null primary key,
    account_id BLOB not null references account (id),
    home_agency_id BLOB not null references agency (id),
    host_agency_id BLOB not null references agency (id),
    roles TEXT not null,
    from_day TEXT not null,
    until_day TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    passed_on_at INTEGER,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null
) strict;
create index secondment_of_account on secondment (account_id, id);
create index secondment_of_home on secondment (home_agency_id, id);
create index secondment_of_host on secondment (host_agency_id, id);

create table secondment_fact (
    secondment_id BLOB not null references secondment (id),
    position INTEGER not null,
    step TEXT not null,
    reason TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (secondment_id, position)
) strict;

create trigger secondment_fact_no_update before update on secondment_fact begin
    select raise(abort, 'secondment_fact is append-only');
end;
create trigger secondment_fact_no_delete before delete on secondment_fact begin
    select raise(abort, 'secondment_fact is append-only');
end;

-- Under which secondment a session or a token acts; none: for the agency that the account belongs to.
alter table session add column secondment_id BLOB;
alter table token add column secondment_id BLOB;
-- At which of their agencies somebody is told; none: at the one that the account belongs to.
alter table notice add column agency_id BLOB;

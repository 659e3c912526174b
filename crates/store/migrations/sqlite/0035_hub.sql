-- Hubs with their facts, and who is on their lists. Derived, in the transaction that appends a fact: `facts`, `hub_agency` (the
-- agencies that share the list), and of a listing `state` and `decide_by` (the last day for positions while the panel is asked).
-- `lead_id` is the agency that leads the hub, which holds the listing. `told` is a fact as JSON.
create table hub (
    id BLOB not null primary key,
    partnership_id BLOB not null,
    told TEXT not null,
    facts INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null references agency (id)
) strict;
create index hub_of_partnership on hub (partnership_id, at, id);

create table hub_fact (
    hub_id BLOB not null references hub (id),
    position INTEGER not null,
    told TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (hub_id, position)
) strict;
create trigger hub_fact_no_update before update on hub_fact begin
    select raise(abort, 'hub_fact is append-only');
end;
create trigger hub_fact_no_delete before delete on hub_fact begin
    select raise(abort, 'hub_fact is append-only');
end;

create table hub_agency (
    hub_id BLOB not null references hub (id),
    agency_id BLOB not null references agency (id),
    primary key (hub_id, agency_id)
) strict;

create table listing (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    hub_id BLOB not null references hub (id),
    lead_id BLOB not null references agency (id),
    told TEXT not null,
    state TEXT not null,
    decide_by TEXT,
    facts INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;
create unique index listing_goes_on on listing (hub_id, person_id) where state in ('proposed', 'listed', 'leaving');
create index listing_asked on listing (decide_by) where decide_by is not null;

create table listing_fact (
    person_id BLOB not null,
    listing_id BLOB not null,
    position INTEGER not null,
    told TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, listing_id, position)
) strict;
create trigger listing_fact_no_update before update on listing_fact begin
    select raise(abort, 'listing_fact is append-only');
end;
create trigger listing_fact_no_delete before delete on listing_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'listing_fact is append-only');
end;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('panel_answer', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('acknowledge_list', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('hub_places', 1000, 'people', '2000-01-01', 'Practice catalogue, S3-25', 0),
    ('hub_target', 30, 'per_cent', '2000-01-01', 'Practice catalogue, S3-27', 0);

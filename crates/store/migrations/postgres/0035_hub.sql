-- Hubs with their facts, and who is on their lists. Derived, in the transaction that appends a fact: `facts`, `hub_agency` (the
-- agencies that share the list), and of a listing `state` and `decide_by` (the last day for positions while the panel is asked).
-- `lead_id` is the agency that leads the hub, which holds the listing. `told` is a fact as JSON.
create table hub (
    id uuid not null primary key,
    partnership_id uuid not null,
    told text collate "C" not null,
    facts bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null references agency (id)
);
create index hub_of_partnership on hub (partnership_id, at, id);

create table hub_fact (
    hub_id uuid not null references hub (id),
    position bigint not null,
    told text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (hub_id, position)
);
create trigger hub_fact_no_change before update or delete on hub_fact for each row execute function refuse_change();
create trigger hub_fact_no_truncate before truncate on hub_fact for each statement execute function refuse_change();

create table hub_agency (
    hub_id uuid not null references hub (id),
    agency_id uuid not null references agency (id),
    primary key (hub_id, agency_id)
);

create table listing (
    person_id uuid not null references person (id),
    id uuid not null unique,
    hub_id uuid not null references hub (id),
    lead_id uuid not null references agency (id),
    told text collate "C" not null,
    state text collate "C" not null,
    decide_by text collate "C",
    facts bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);
create unique index listing_goes_on on listing (hub_id, person_id) where state in ('proposed', 'listed', 'leaving');
create index listing_asked on listing (decide_by) where decide_by is not null;

create table listing_fact (
    person_id uuid not null,
    listing_id uuid not null,
    position bigint not null,
    told text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, listing_id, position)
);
create trigger listing_fact_no_change before update or delete on listing_fact for each row execute function refuse_change();
create trigger listing_fact_no_truncate before truncate on listing_fact for each statement execute function refuse_change();

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('panel_answer', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('acknowledge_list', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('hub_places', 1000, 'people', '2000-01-01', 'Practice catalogue, S3-25', 0),
    ('hub_target', 30, 'per_cent', '2000-01-01', 'Practice catalogue, S3-27', 0);

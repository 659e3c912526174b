-- Casework: pieces with their facts. `facts`, `stage`, `state` and `day` are derived from `piece_fact`, in the transaction that
-- appends one. `told` is the fact as JSON.
create table piece (
    person_id uuid not null references person (id),
    id uuid not null unique,
    kind text collate "C" not null,
    stage text collate "C" not null,
    state text collate "C" not null,
    day text collate "C",
    facts bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);
create index piece_of_agency on piece (agency_id, kind, state, day, id);
create index piece_by_day on piece (agency_id, kind, day);

create table piece_fact (
    person_id uuid not null,
    piece_id uuid not null,
    position bigint not null,
    told text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, piece_id, position)
);
create trigger piece_fact_no_change before update or delete on piece_fact for each row execute function refuse_change();
create trigger piece_fact_no_truncate before truncate on piece_fact for each statement execute function refuse_change();

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('agreement_review', 14, 'days', '2000-01-01', 'A default', 1),
    ('formulation', 3, 'months', '2000-01-01', 'Practice catalogue, S4-08', 0),
    ('release_appointment', 14, 'days', '2000-01-01', 'A default', 1),
    ('intensive_starts', 200, 'people', '2000-01-01', 'Practice catalogue, S3-08', 0),
    ('intensive_youngest', 18, 'years', '2000-01-01', 'Practice catalogue, S3-08', 0),
    ('intensive_oldest', 25, 'years', '2000-01-01', 'Practice catalogue, S3-08', 0);

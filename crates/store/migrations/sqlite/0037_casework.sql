-- Casework: pieces with their facts. `facts`, `stage`, `state` and `day` are derived from `piece_fact`, in the transaction that
-- appends one. `told` is the fact as JSON.
create table piece (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    kind TEXT not null,
    stage TEXT not null,
    state TEXT not null,
    day TEXT,
    facts INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;
create index piece_of_agency on piece (agency_id, kind, state, day, id);
create index piece_by_day on piece (agency_id, kind, day);

create table piece_fact (
    person_id BLOB not null,
    piece_id BLOB not null,
    position INTEGER not null,
    told TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, piece_id, position)
) strict;
create trigger piece_fact_no_update before update on piece_fact begin
    select raise(abort, 'piece_fact is append-only');
end;
create trigger piece_fact_no_delete before delete on piece_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'piece_fact is append-only');
end;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('agreement_review', 14, 'days', '2000-01-01', 'A default', 1),
    ('formulation', 3, 'months', '2000-01-01', 'Practice catalogue, S4-08', 0),
    ('release_appointment', 14, 'days', '2000-01-01', 'A default', 1),
    ('intensive_starts', 200, 'people', '2000-01-01', 'Practice catalogue, S3-08', 0),
    ('intensive_youngest', 18, 'years', '2000-01-01', 'Practice catalogue, S3-08', 0),
    ('intensive_oldest', 25, 'years', '2000-01-01', 'Practice catalogue, S3-08', 0);

-- Pairs of records that the matcher takes for possibly one person: one row for each agency in whose search both are. Found by a
-- program, and found anew whenever something is recorded of either; what people decided stands in identity_decision.
-- `weight` is a thousand times log2 of the odds.
create table likeness (
    person_id BLOB not null references person (id),
    other_id BLOB not null references person (id),
    agency_id BLOB not null,
    weight INTEGER not null,
    primary key (person_id, other_id, agency_id)
) strict, without rowid;
create index likeness_of_other on likeness (other_id);
create index likeness_listed on likeness (agency_id, weight desc, person_id, other_id);

-- How far the log had come when pairs were looked for last: one row.
create table likeness_mark (
    one INTEGER not null primary key check (one = 1),
    sequence INTEGER not null
) strict;

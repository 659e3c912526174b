-- Whoever is disposed of takes their pairs along, also those that the search writes in the same moment. What a program found is found
-- again: the table is made anew, and without a mark everybody is looked at once more.
drop table likeness;
create table likeness (
    person_id uuid not null references person (id) on delete cascade,
    other_id uuid not null references person (id) on delete cascade,
    agency_id uuid not null,
    weight bigint not null,
    primary key (person_id, other_id, agency_id)
);
create index likeness_of_other on likeness (other_id);
create index likeness_listed on likeness (agency_id, weight desc, person_id, other_id);
delete from likeness_mark;

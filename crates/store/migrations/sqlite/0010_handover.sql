-- People handed over to probation, with their facts. `state` is derived from `case_handover_fact` in the transaction that
-- appends one.
create table case_handover (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    from_agency_id BLOB not null,
    to_agency_id BLOB not null,
    answer_by TEXT not null,
    words TEXT,
    involvement_id BLOB,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table case_handover_fact (
    person_id BLOB not null references person (id),
    handover_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    account_id BLOB,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, handover_id, position)
) strict;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('hand_over', 1, 'working_days', '2000-01-01', 'A default', 1),
    ('take_on', 2, 'working_days', '2000-01-01', 'A default', 1);

-- People handed over to probation, with their facts. `state` is derived from `case_handover_fact` in the transaction that
-- appends one.
create table case_handover (
    person_id uuid not null references person (id),
    id uuid not null unique,
    from_agency_id uuid not null,
    to_agency_id uuid not null,
    answer_by text collate "C" not null,
    words text collate "C",
    involvement_id uuid,
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table case_handover_fact (
    person_id uuid not null references person (id),
    handover_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    account_id uuid,
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, handover_id, position)
);

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('hand_over', 1, 'working_days', '2000-01-01', 'A default', 1),
    ('take_on', 2, 'working_days', '2000-01-01', 'A default', 1);

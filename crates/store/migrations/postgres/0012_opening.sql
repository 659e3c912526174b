-- What was opened to somebody for a while (an emergency, a meeting, a one-off decision), and who is barred from a record.

-- `sections` is a JSON list of codes. Without an account it is opened to the whole agency. `subject` is the meeting or the
-- decision that it follows from.
create table opening (
    person_id uuid not null references person (id),
    id uuid not null,
    kind text collate "C" not null,
    agency_id uuid not null,
    account_id uuid,
    sections text collate "C" not null,
    reason text collate "C" not null,
    words text collate "C",
    subject uuid,
    from_at bigint not null,
    until_at bigint not null,
    ended_at bigint,
    at bigint not null,
    by_account uuid not null,
    by_agency uuid not null,
    primary key (person_id, id)
);
create index opening_to_end on opening (until_at) where ended_at is null;

create table exclusion (
    person_id uuid not null references person (id),
    account_id uuid not null,
    from_day text collate "C" not null,
    to_day text collate "C",
    reason text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, account_id, from_day)
);

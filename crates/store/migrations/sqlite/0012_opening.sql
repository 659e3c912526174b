-- What was opened to somebody for a while (an emergency, a meeting, a one-off decision), and who is barred from a record.

-- `sections` is a JSON list of codes. Without an account it is opened to the whole agency. `subject` is the meeting or the
-- decision that it follows from.
create table opening (
    person_id BLOB not null references person (id),
    id BLOB not null,
    kind TEXT not null,
    agency_id BLOB not null,
    account_id BLOB,
    sections TEXT not null,
    reason TEXT not null,
    words TEXT,
    subject BLOB,
    from_at INTEGER not null,
    until_at INTEGER not null,
    ended_at INTEGER,
    at INTEGER not null,
    by_account BLOB not null,
    by_agency BLOB not null,
    primary key (person_id, id)
) strict, without rowid;
create index opening_to_end on opening (until_at) where ended_at is null;

create table exclusion (
    person_id BLOB not null references person (id),
    account_id BLOB not null,
    from_day TEXT not null,
    to_day TEXT,
    reason TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, account_id, from_day)
) strict, without rowid;

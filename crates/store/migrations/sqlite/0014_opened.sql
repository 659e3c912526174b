-- What opens a record for a while, and what bars it: questions between agencies, one-off disclosures, reviews of emergencies, and
-- why access is limited.

-- Whose part an opening opens; nobody's in particular in an emergency, which reaches the parts of all.
alter table opening add column holder_id BLOB;
create unique index opening_id on opening (id);
create index opening_by_subject on opening (person_id, subject);
create index opening_emergency on opening (at, id) where kind = 'emergency';
create index opening_of_account on opening (account_id, until_at) where kind = 'emergency';

create table opening_review (
    person_id BLOB not null references person (id),
    opening_id BLOB not null,
    outcome TEXT not null,
    words TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, opening_id)
) strict, without rowid;

-- A question takes one reply: an answer with its last day, or a reason.
create table question (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    to_agency_id BLOB not null,
    section TEXT not null,
    words TEXT not null,
    answer_by TEXT not null,
    state TEXT not null,
    reply TEXT,
    until_day TEXT,
    reply_at INTEGER,
    reply_by BLOB,
    reply_agency_id BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

-- `body` is the ground as JSON: the duty, or the four factors.
create table disclosure (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    to_agency_id BLOB not null,
    sections TEXT not null,
    aims TEXT not null,
    body TEXT not null,
    until_day TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table disclosure_fact (
    person_id BLOB not null references person (id),
    disclosure_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, disclosure_id, position)
) strict;

-- Why access is limited, by when somebody asks whether it still has to be, and who keeps the list.
alter table limited_access add column reason TEXT;
alter table limited_access add column review TEXT;
alter table limited_access add column keeper_id BLOB;
alter table limited_access add column keeper_account_id BLOB;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('answer_question', 3, 'working_days', '2000-01-01', 'A default', 1),
    ('answer_counts', 28, 'days', '2000-01-01', 'A default', 1),
    ('emergency_lasts', 60, 'minutes', '2000-01-01', 'Information sharing note, section 5: sixty minutes by default', 0),
    ('emergency_review', 2, 'working_days', '2000-01-01', 'A default', 1),
    ('second_person', 1, 'working_days', '2000-01-01', 'A default', 1),
    ('meeting_open', 180, 'minutes', '2000-01-01', 'A default', 1),
    ('limit_review', 3, 'months', '2000-01-01', 'A default', 1);

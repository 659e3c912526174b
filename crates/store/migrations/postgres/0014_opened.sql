-- What opens a record for a while, and what bars it: questions between agencies, one-off disclosures, reviews of emergencies, and
-- why access is limited.

-- Whose part an opening opens; nobody's in particular in an emergency, which reaches the parts of all.
alter table opening add column holder_id uuid;
create unique index opening_id on opening (id);
create index opening_by_subject on opening (person_id, subject);
create index opening_emergency on opening (at, id) where kind = 'emergency';
create index opening_of_account on opening (account_id, until_at) where kind = 'emergency';

create table opening_review (
    person_id uuid not null references person (id),
    opening_id uuid not null,
    outcome text collate "C" not null,
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, opening_id)
);

-- A question takes one reply: an answer with its last day, or a reason.
create table question (
    person_id uuid not null references person (id),
    id uuid not null unique,
    to_agency_id uuid not null,
    section text collate "C" not null,
    words text collate "C" not null,
    answer_by text collate "C" not null,
    state text collate "C" not null,
    reply text collate "C",
    until_day text collate "C",
    reply_at bigint,
    reply_by uuid,
    reply_agency_id uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

-- `body` is the ground as JSON: the duty, or the four factors.
create table disclosure (
    person_id uuid not null references person (id),
    id uuid not null unique,
    to_agency_id uuid not null,
    sections text collate "C" not null,
    aims text collate "C" not null,
    body text collate "C" not null,
    until_day text collate "C" not null,
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table disclosure_fact (
    person_id uuid not null references person (id),
    disclosure_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, disclosure_id, position)
);

-- Why access is limited, by when somebody asks whether it still has to be, and who keeps the list.
alter table limited_access add column reason text collate "C";
alter table limited_access add column review text collate "C";
alter table limited_access add column keeper_id uuid;
alter table limited_access add column keeper_account_id uuid;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('answer_question', 3, 'working_days', '2000-01-01', 'A default', 1),
    ('answer_counts', 28, 'days', '2000-01-01', 'A default', 1),
    ('emergency_lasts', 60, 'minutes', '2000-01-01', 'Information sharing note, section 5: sixty minutes by default', 0),
    ('emergency_review', 2, 'working_days', '2000-01-01', 'A default', 1),
    ('second_person', 1, 'working_days', '2000-01-01', 'A default', 1),
    ('meeting_open', 180, 'minutes', '2000-01-01', 'A default', 1),
    ('limit_review', 3, 'months', '2000-01-01', 'A default', 1);

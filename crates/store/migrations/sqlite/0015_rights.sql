-- Receipts: what keeps a look back from what the person is told, with the days of looks on which each rule counts.

create table receipt_rule (
    kept_back_by TEXT not null,
    code TEXT not null,
    from_day TEXT not null,
    until_day TEXT,
    primary key (kept_back_by, code, from_day)
) strict, without rowid;

-- Whose words about others were read, and who was let into a record that is closed to most, is not told to the one whom it is
-- about: it could endanger somebody.
insert into receipt_rule (kept_back_by, code, from_day, until_day) values
    ('limited', '', '2000-01-01', null),
    ('section', 'privilege', '2000-01-01', null),
    ('section', 'safeguarding', '2000-01-01', null),
    ('section', 'third_party', '2000-01-01', null);

-- Looks watched over. Looks are found by agency and time, and the people of one look by the look.
create index ledger_of_agency on ledger (agency_id, at, id);
create index ledger_person_of_look on ledger_person (ledger_id);

-- By which signs looks are found unusual, with the days of looks on which each rule counts. Minutes are those of a day in London.
create table sign_rule (
    sign TEXT not null,
    amount INTEGER not null,
    from_minute INTEGER not null,
    to_minute INTEGER not null,
    from_day TEXT not null,
    until_day TEXT,
    primary key (sign, from_day)
) strict, without rowid;

insert into sign_rule (sign, amount, from_minute, to_minute, from_day, until_day) values
    ('same_family_name', 0, 0, 0, '2000-01-01', null),
    ('own_contact', 0, 0, 0, '2000-01-01', null),
    ('many_people', 30, 0, 0, '2000-01-01', null),
    ('out_of_hours', 0, 420, 1200, '2000-01-01', null),
    ('not_on_team', 0, 0, 0, '2000-01-01', null);

create table look_sample (
    agency_id BLOB not null,
    agreement_id BLOB not null,
    month TEXT not null,
    per_cent INTEGER not null,
    looks INTEGER not null,
    drawn INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    primary key (agency_id, agreement_id, month)
) strict, without rowid;

create table look_sampled (
    agency_id BLOB not null,
    ledger_id BLOB not null,
    agreement_id BLOB not null,
    at INTEGER not null,
    primary key (agency_id, ledger_id, agreement_id)
) strict, without rowid;

create table look_review (
    ledger_id BLOB not null primary key,
    agency_id BLOB not null,
    verdict TEXT not null,
    words TEXT not null,
    at INTEGER not null,
    by_account BLOB not null
) strict, without rowid;

-- Corrections, each of which stands beside what it puts right; and the agencies that had read the old words.
create table correction (
    person_id BLOB not null references person (id),
    id BLOB not null,
    corrected TEXT not null,
    note_id BLOB,
    section TEXT not null,
    words TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table correction_notice (
    person_id BLOB not null references person (id),
    correction_id BLOB not null,
    to_agency_id BLOB not null,
    at INTEGER not null,
    acknowledged_at INTEGER,
    acknowledged_by BLOB,
    primary key (person_id, correction_id, to_agency_id)
) strict;
create index correction_notice_to on correction_notice (to_agency_id, correction_id);

-- Requests for a copy of one's record: their facts, and how long there is.
create table access_request (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    received TEXT not null,
    words TEXT not null,
    identity_known INTEGER not null,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table access_request_fact (
    person_id BLOB not null references person (id),
    request_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    day TEXT not null,
    body TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, request_id, position)
) strict;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('subject_access', 1, 'months', '2000-01-01', 'UK GDPR Article 12(3), from memory', 1),
    ('subject_access_more', 2, 'months', '2000-01-01', 'UK GDPR Article 12(3), from memory', 1);

-- The database itself refuses to change what is append-only.
create trigger look_sample_no_update before update on look_sample begin
    select raise(abort, 'look_sample is append-only');
end;
create trigger look_sample_no_delete before delete on look_sample begin
    select raise(abort, 'look_sample is append-only');
end;
create trigger look_sampled_no_update before update on look_sampled begin
    select raise(abort, 'look_sampled is append-only');
end;
create trigger look_sampled_no_delete before delete on look_sampled begin
    select raise(abort, 'look_sampled is append-only');
end;
create trigger look_review_no_update before update on look_review begin
    select raise(abort, 'look_review is append-only');
end;
create trigger look_review_no_delete before delete on look_review begin
    select raise(abort, 'look_review is append-only');
end;
create trigger correction_no_update before update on correction begin
    select raise(abort, 'correction is append-only');
end;
create trigger correction_no_delete before delete on correction begin
    select raise(abort, 'correction is append-only');
end;
create trigger access_request_fact_no_update before update on access_request_fact begin
    select raise(abort, 'access_request_fact is append-only');
end;
create trigger access_request_fact_no_delete before delete on access_request_fact begin
    select raise(abort, 'access_request_fact is append-only');
end;

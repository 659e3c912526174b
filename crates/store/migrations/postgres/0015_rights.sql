-- Receipts: what keeps a look back from what the person is told, with the days of looks on which each rule counts.

create table receipt_rule (
    kept_back_by text collate "C" not null,
    code text collate "C" not null,
    from_day text collate "C" not null,
    until_day text collate "C",
    primary key (kept_back_by, code, from_day)
);

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
    sign text collate "C" not null,
    amount bigint not null,
    from_minute bigint not null,
    to_minute bigint not null,
    from_day text collate "C" not null,
    until_day text collate "C",
    primary key (sign, from_day)
);

insert into sign_rule (sign, amount, from_minute, to_minute, from_day, until_day) values
    ('same_family_name', 0, 0, 0, '2000-01-01', null),
    ('own_contact', 0, 0, 0, '2000-01-01', null),
    ('many_people', 30, 0, 0, '2000-01-01', null),
    ('out_of_hours', 0, 420, 1200, '2000-01-01', null),
    ('not_on_team', 0, 0, 0, '2000-01-01', null);

create table look_sample (
    agency_id uuid not null,
    agreement_id uuid not null,
    month text collate "C" not null,
    per_cent bigint not null,
    looks bigint not null,
    drawn bigint not null,
    at bigint not null,
    by_account uuid not null,
    primary key (agency_id, agreement_id, month)
);

create table look_sampled (
    agency_id uuid not null,
    ledger_id uuid not null,
    agreement_id uuid not null,
    at bigint not null,
    primary key (agency_id, ledger_id, agreement_id)
);

create table look_review (
    ledger_id uuid not null primary key,
    agency_id uuid not null,
    verdict text collate "C" not null,
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null
);

-- Corrections, each of which stands beside what it puts right; and the agencies that had read the old words.
create table correction (
    person_id uuid not null references person (id),
    id uuid not null,
    corrected text collate "C" not null,
    note_id uuid,
    section text collate "C" not null,
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table correction_notice (
    person_id uuid not null references person (id),
    correction_id uuid not null,
    to_agency_id uuid not null,
    at bigint not null,
    acknowledged_at bigint,
    acknowledged_by uuid,
    primary key (person_id, correction_id, to_agency_id)
);
create index correction_notice_to on correction_notice (to_agency_id, correction_id);

-- Requests for a copy of one's record: their facts, and how long there is.
create table access_request (
    person_id uuid not null references person (id),
    id uuid not null unique,
    received text collate "C" not null,
    words text collate "C" not null,
    identity_known bigint not null,
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table access_request_fact (
    person_id uuid not null references person (id),
    request_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    day text collate "C" not null,
    body text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, request_id, position)
);

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('subject_access', 1, 'months', '2000-01-01', 'UK GDPR Article 12(3), from memory', 1),
    ('subject_access_more', 2, 'months', '2000-01-01', 'UK GDPR Article 12(3), from memory', 1);

-- The database itself refuses to change what is append-only.
create trigger look_sample_no_change before update or delete on look_sample for each row execute function refuse_change();
create trigger look_sample_no_truncate before truncate on look_sample for each statement execute function refuse_change();
create trigger look_sampled_no_change before update or delete on look_sampled for each row execute function refuse_change();
create trigger look_sampled_no_truncate before truncate on look_sampled for each statement execute function refuse_change();
create trigger look_review_no_change before update or delete on look_review for each row execute function refuse_change();
create trigger look_review_no_truncate before truncate on look_review for each statement execute function refuse_change();
create trigger correction_no_change before update or delete on correction for each row execute function refuse_change();
create trigger correction_no_truncate before truncate on correction for each statement execute function refuse_change();
create trigger access_request_fact_no_change before update or delete on access_request_fact for each row execute function refuse_change();
create trigger access_request_fact_no_truncate before truncate on access_request_fact for each statement execute function refuse_change();

-- First contacts, screening, AUDIT, consent, recommendations, and entries by other ways than court.
-- Thresholds of AUDIT and its kin, and of what may be recommended, in force from a day on.
create table audit_rules (
    version INTEGER not null,
    from_day TEXT not null,
    increasing INTEGER not null,
    higher INTEGER not null,
    dependence INTEGER not null,
    symptom INTEGER not null,
    audit_c INTEGER not null,
    fast INTEGER not null,
    sadq_c INTEGER not null,
    primary key (version)
) strict;
insert into audit_rules (version, from_day, increasing, higher, dependence, symptom, audit_c, fast, sadq_c)
values (1, '2001-01-01', 8, 16, 20, 2, 5, 3, 16);

-- One administration of AUDIT: never changed, superseded by a later one. `answers` is a JSON list of ten, null where an
-- item has no answer.
create table audit (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    day TEXT not null,
    mode TEXT not null,
    language TEXT not null,
    pregnancy TEXT not null,
    answers TEXT not null,
    wording TEXT not null,
    rules INTEGER not null,
    supersedes BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

-- A consent with its facts. `facts` and `state` are derived from `consent_fact` in the transaction that appends one.
create table consent (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    asked_to TEXT not null,
    purpose TEXT not null,
    sections TEXT not null,
    recipients TEXT not null,
    holder_id BLOB not null,
    facts INTEGER not null,
    state TEXT not null,
    primary key (person_id, id)
) strict;

create table consent_fact (
    person_id BLOB not null references person (id),
    consent_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    manner TEXT,
    language TEXT,
    interpreter TEXT,
    capacity TEXT,
    until_day TEXT,
    day TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, consent_id, position)
) strict;

-- What is counted: without consent it names nobody. `recommended` and `made` are derived from the recommendations of the
-- screening at this contact.
create table first_contact (
    id BLOB not null,
    setting TEXT not null,
    place TEXT not null,
    day TEXT not null,
    entry_id BLOB,
    person_id BLOB,
    state TEXT not null,
    why_not TEXT,
    alcohol TEXT not null,
    known_to_mental_health INTEGER,
    recommended INTEGER not null,
    made INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (id)
) strict;
create index first_contact_of_agency on first_contact (agency_id, day, id);
create unique index first_contact_of_entry on first_contact (entry_id);
create index first_contact_of_person on first_contact (person_id, day);

-- What was found with consent. `needs` is a JSON list of the seven pathways; no words of risk stand for none found.
create table screening (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    contact_id BLOB not null unique,
    day TEXT not null,
    place TEXT not null,
    suitability TEXT not null,
    why TEXT,
    needs TEXT not null,
    risk_to_self TEXT,
    known TEXT not null,
    audit_id BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table recommendation (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    screening_id BLOB not null,
    form TEXT not null,
    proposal TEXT not null,
    suggested TEXT,
    words TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

-- What the court did; a correction is a later row.
create table recommendation_outcome (
    person_id BLOB not null references person (id),
    recommendation_id BLOB not null,
    position INTEGER not null,
    outcome TEXT not null,
    made INTEGER not null,
    day TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, recommendation_id, position)
) strict;

create table way_in (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    door TEXT not null,
    place TEXT not null,
    day TEXT not null,
    release_day TEXT,
    asks TEXT not null,
    referral_id BLOB,
    sent_to BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

-- Risk that matters to the receiver and needs that affect delivery, for an entry, a referral or a handover. Where there
-- are no words, none is known, and it was asked.
create table two_part (
    person_id BLOB not null references person (id),
    subject_id BLOB not null,
    risk TEXT,
    needs TEXT,
    kinds TEXT not null,
    sent_to BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, subject_id)
) strict;

-- What was assessed on paper for an entry of a court list, before anybody is seen. It goes with its entry.
create table paper_assessment (
    entry_id BLOB not null references court_entry (id) on delete cascade,
    person_id BLOB,
    day TEXT not null,
    offence TEXT not null,
    deposition TEXT not null,
    known_to_mental_health INTEGER,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (entry_id)
) strict;

create trigger audit_no_update before update on audit begin
    select raise(abort, 'audit is append-only');
end;
create trigger audit_no_delete before delete on audit begin
    select raise(abort, 'audit is append-only');
end;
create trigger consent_fact_no_update before update on consent_fact begin
    select raise(abort, 'consent_fact is append-only');
end;
create trigger consent_fact_no_delete before delete on consent_fact begin
    select raise(abort, 'consent_fact is append-only');
end;
create trigger screening_no_update before update on screening begin
    select raise(abort, 'screening is append-only');
end;
create trigger screening_no_delete before delete on screening begin
    select raise(abort, 'screening is append-only');
end;
create trigger recommendation_no_update before update on recommendation begin
    select raise(abort, 'recommendation is append-only');
end;
create trigger recommendation_no_delete before delete on recommendation begin
    select raise(abort, 'recommendation is append-only');
end;
create trigger recommendation_outcome_no_update before update on recommendation_outcome begin
    select raise(abort, 'recommendation_outcome is append-only');
end;
create trigger recommendation_outcome_no_delete before delete on recommendation_outcome begin
    select raise(abort, 'recommendation_outcome is append-only');
end;
create trigger way_in_no_update before update on way_in begin
    select raise(abort, 'way_in is append-only');
end;
create trigger way_in_no_delete before delete on way_in begin
    select raise(abort, 'way_in is append-only');
end;
create trigger two_part_no_update before update on two_part begin
    select raise(abort, 'two_part is append-only');
end;
create trigger two_part_no_delete before delete on two_part begin
    select raise(abort, 'two_part is append-only');
end;

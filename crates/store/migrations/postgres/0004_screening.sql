-- First contacts, screening, AUDIT, consent, recommendations, and entries by other ways than court.
-- Thresholds of AUDIT and its kin, and of what may be recommended, in force from a day on.
create table audit_rules (
    version bigint not null,
    from_day text collate "C" not null,
    increasing bigint not null,
    higher bigint not null,
    dependence bigint not null,
    symptom bigint not null,
    audit_c bigint not null,
    fast bigint not null,
    sadq_c bigint not null,
    primary key (version)
);
insert into audit_rules (version, from_day, increasing, higher, dependence, symptom, audit_c, fast, sadq_c)
values (1, '2001-01-01', 8, 16, 20, 2, 5, 3, 16);

-- One administration of AUDIT: never changed, superseded by a later one. `answers` is a JSON list of ten, null where an
-- item has no answer.
create table audit (
    person_id uuid not null references person (id),
    id uuid not null unique,
    day text collate "C" not null,
    mode text collate "C" not null,
    language text collate "C" not null,
    pregnancy text collate "C" not null,
    answers text collate "C" not null,
    wording text collate "C" not null,
    rules bigint not null,
    supersedes uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

-- A consent with its facts. `facts` and `state` are derived from `consent_fact` in the transaction that appends one.
create table consent (
    person_id uuid not null references person (id),
    id uuid not null unique,
    asked_to text collate "C" not null,
    purpose text collate "C" not null,
    sections text collate "C" not null,
    recipients text collate "C" not null,
    holder_id uuid not null,
    facts bigint not null,
    state text collate "C" not null,
    primary key (person_id, id)
);

create table consent_fact (
    person_id uuid not null references person (id),
    consent_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    manner text collate "C",
    language text collate "C",
    interpreter text collate "C",
    capacity text collate "C",
    until_day text collate "C",
    day text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, consent_id, position)
);

-- What is counted: without consent it names nobody. `recommended` and `made` are derived from the recommendations of the
-- screening at this contact.
create table first_contact (
    id uuid not null,
    setting text collate "C" not null,
    place text collate "C" not null,
    day text collate "C" not null,
    entry_id uuid,
    person_id uuid,
    state text collate "C" not null,
    why_not text collate "C",
    alcohol text collate "C" not null,
    known_to_mental_health bigint,
    recommended bigint not null,
    made bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (id)
);
create index first_contact_of_agency on first_contact (agency_id, day, id);
create unique index first_contact_of_entry on first_contact (entry_id);
create index first_contact_of_person on first_contact (person_id, day);

-- What was found with consent. `needs` is a JSON list of the seven pathways; no words of risk stand for none found.
create table screening (
    person_id uuid not null references person (id),
    id uuid not null unique,
    contact_id uuid not null unique,
    day text collate "C" not null,
    place text collate "C" not null,
    suitability text collate "C" not null,
    why text collate "C",
    needs text collate "C" not null,
    risk_to_self text collate "C",
    known text collate "C" not null,
    audit_id uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table recommendation (
    person_id uuid not null references person (id),
    id uuid not null unique,
    screening_id uuid not null,
    form text collate "C" not null,
    proposal text collate "C" not null,
    suggested text collate "C",
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

-- What the court did; a correction is a later row.
create table recommendation_outcome (
    person_id uuid not null references person (id),
    recommendation_id uuid not null,
    position bigint not null,
    outcome text collate "C" not null,
    made bigint not null,
    day text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, recommendation_id, position)
);

create table way_in (
    person_id uuid not null references person (id),
    id uuid not null unique,
    door text collate "C" not null,
    place text collate "C" not null,
    day text collate "C" not null,
    release_day text collate "C",
    asks text collate "C" not null,
    referral_id uuid,
    sent_to uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

-- Risk that matters to the receiver and needs that affect delivery, for an entry, a referral or a handover. Where there
-- are no words, none is known, and it was asked.
create table two_part (
    person_id uuid not null references person (id),
    subject_id uuid not null,
    risk text collate "C",
    needs text collate "C",
    kinds text collate "C" not null,
    sent_to uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, subject_id)
);

-- What was assessed on paper for an entry of a court list, before anybody is seen. It goes with its entry.
create table paper_assessment (
    entry_id uuid not null references court_entry (id) on delete cascade,
    person_id uuid,
    day text collate "C" not null,
    offence text collate "C" not null,
    deposition text collate "C" not null,
    known_to_mental_health bigint,
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (entry_id)
);

create trigger audit_no_change before update or delete on audit for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_change();
create trigger consent_fact_no_change before update or delete on consent_fact for each row execute function refuse_change();
create trigger consent_fact_no_truncate before truncate on consent_fact for each statement execute function refuse_change();
create trigger screening_no_change before update or delete on screening for each row execute function refuse_change();
create trigger screening_no_truncate before truncate on screening for each statement execute function refuse_change();
create trigger recommendation_no_change before update or delete on recommendation for each row execute function refuse_change();
create trigger recommendation_no_truncate before truncate on recommendation for each statement execute function refuse_change();
create trigger recommendation_outcome_no_change before update or delete on recommendation_outcome for each row execute function refuse_change();
create trigger recommendation_outcome_no_truncate before truncate on recommendation_outcome for each statement execute function refuse_change();
create trigger way_in_no_change before update or delete on way_in for each row execute function refuse_change();
create trigger way_in_no_truncate before truncate on way_in for each statement execute function refuse_change();
create trigger two_part_no_change before update or delete on two_part for each row execute function refuse_change();
create trigger two_part_no_truncate before truncate on two_part for each statement execute function refuse_change();

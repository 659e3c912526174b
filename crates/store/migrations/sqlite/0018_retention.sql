-- Retention: how long records are kept, what stops their disposal, and what was disposed of by whom.

-- How long: for a kind of agency, or for one agency in place of that, counted from when, with the days on which the row counts.
create table retention_schedule (
    code TEXT not null primary key,
    agency_kind TEXT not null,
    agency_id BLOB,
    record TEXT not null,
    counts_from TEXT not null,
    months INTEGER not null,
    action TEXT not null,
    from_day TEXT not null,
    until_day TEXT,
    source TEXT not null,
    from_memory INTEGER not null
) strict, without rowid;

insert into retention_schedule (code, agency_kind, agency_id, record, counts_from, months, action, from_day, until_day, source, from_memory) values
    ('alcohol_treatment/case', 'alcohol_treatment', null, 'case', 'last_contact', 96, 'dispose', '2000-01-01', null, 'Records Management Code 2021: adult health record', 0),
    ('alcohol_treatment/child', 'alcohol_treatment', null, 'child', 'birth', 300, 'dispose', '2000-01-01', null, 'Records Management Code 2021: to the 25th birthday', 0),
    ('alcohol_treatment/mental_health', 'alcohol_treatment', null, 'mental_health', 'discharge', 240, 'dispose', '2000-01-01', null, 'Records Management Code 2021: after treatment ends', 0),
    ('charity/case', 'charity', null, 'case', 'last_contact', 72, 'dispose', '2000-01-01', null, 'A default, from memory', 1),
    ('commissioner/case', 'commissioner', null, 'case', 'last_contact', 72, 'dispose', '2000-01-01', null, 'A default, from memory', 1),
    ('council/case', 'council', null, 'case', 'last_contact', 96, 'dispose', '2000-01-01', null, 'Adult social care, from memory', 1),
    ('court_liaison/case', 'court_liaison', null, 'case', 'last_contact', 96, 'dispose', '2000-01-01', null, 'Records Management Code 2021: adult health record', 0),
    ('court_liaison/mental_health', 'court_liaison', null, 'mental_health', 'discharge', 240, 'dispose', '2000-01-01', null, 'Records Management Code 2021: after treatment ends', 0),
    ('drug_treatment/case', 'drug_treatment', null, 'case', 'last_contact', 96, 'dispose', '2000-01-01', null, 'Records Management Code 2021: adult health record', 0),
    ('drug_treatment/child', 'drug_treatment', null, 'child', 'birth', 300, 'dispose', '2000-01-01', null, 'Records Management Code 2021: to the 25th birthday', 0),
    ('drug_treatment/mental_health', 'drug_treatment', null, 'mental_health', 'discharge', 240, 'dispose', '2000-01-01', null, 'Records Management Code 2021: after treatment ends', 0),
    ('employment/case', 'employment', null, 'case', 'last_contact', 72, 'dispose', '2000-01-01', null, 'A default, from memory', 1),
    ('health_service/case', 'health_service', null, 'case', 'last_contact', 96, 'dispose', '2000-01-01', null, 'Records Management Code 2021: adult health record', 0),
    ('health_service/child', 'health_service', null, 'child', 'birth', 300, 'dispose', '2000-01-01', null, 'Records Management Code 2021: to the 25th birthday', 0),
    ('health_service/mental_health', 'health_service', null, 'mental_health', 'discharge', 240, 'dispose', '2000-01-01', null, 'Records Management Code 2021: after treatment ends', 0),
    ('housing/case', 'housing', null, 'case', 'last_contact', 72, 'dispose', '2000-01-01', null, 'A default, from memory', 1),
    ('mental_health/case', 'mental_health', null, 'case', 'discharge', 240, 'dispose', '2000-01-01', null, 'Records Management Code 2021: after treatment ends', 0),
    ('police/case', 'police', null, 'case', 'last_contact', 72, 'review', '2000-01-01', null, 'Police information, group 3, from memory', 1),
    ('prison/case', 'prison', null, 'case', 'order_end', 72, 'dispose', '2000-01-01', null, 'Six years after the sentence ends, from memory', 1),
    ('probation/case', 'probation', null, 'case', 'order_end', 72, 'dispose', '2000-01-01', null, 'Six years after the sentence ends, from memory', 1);

-- A hold stops the disposal of what one agency keeps about one person.
create table legal_hold (
    person_id BLOB not null references person (id),
    id BLOB not null,
    why TEXT not null,
    review TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    ended_at INTEGER,
    ended_by BLOB,
    ended_why TEXT,
    primary key (person_id, id)
) strict;
create unique index legal_hold_open on legal_hold (person_id, agency_id) where ended_at is null;

-- What was proposed by one person and carried out or refused by another. No word of it names anybody: `person_id` leads to nobody
-- once the record is gone. `certificate` is the JSON of what was disposed of.
create table disposal (
    id BLOB not null primary key,
    person_id BLOB not null,
    agency_id BLOB not null,
    schedule TEXT not null,
    counted_from TEXT not null,
    due TEXT not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    decided_at INTEGER,
    decided_by BLOB,
    certificate TEXT
) strict;
create unique index disposal_waiting on disposal (person_id, agency_id) where state = 'proposed';
create index disposal_of_agency on disposal (agency_id, state, at, id);
create index disposal_decided on disposal (decided_at, id) where state = 'carried_out';

-- What is gone: nothing of it comes back by an import or from a backup. `whole` says that the person is gone altogether.
create table tombstone (
    person_id BLOB not null,
    agency_id BLOB not null,
    disposal_id BLOB not null,
    at INTEGER not null,
    whole INTEGER not null,
    primary key (person_id, agency_id, disposal_id)
) strict, without rowid;

-- The record that is being disposed of in this very transaction, and nothing after it.
create table disposing (
    person_id BLOB not null primary key,
    disposal_id BLOB not null
) strict, without rowid;

-- What went to somebody who should not have had it.
create table mistaken_disclosure (
    id BLOB not null primary key,
    agency_id BLOB not null,
    person_id BLOB references person (id),
    what TEXT not null,
    people INTEGER not null,
    sections TEXT not null,
    recipient TEXT not null,
    happened TEXT not null,
    aware_at INTEGER not null,
    tell_by INTEGER not null,
    facts INTEGER not null,
    state TEXT not null,
    shown_to_person INTEGER not null,
    at INTEGER not null,
    by_account BLOB not null
) strict;
create index mistaken_disclosure_of_agency on mistaken_disclosure (agency_id, state, tell_by, id);
create index mistaken_disclosure_of_person on mistaken_disclosure (person_id, id) where person_id is not null;

create table mistaken_disclosure_fact (
    disclosure_id BLOB not null references mistaken_disclosure (id),
    position INTEGER not null,
    step TEXT not null,
    body TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (disclosure_id, position)
) strict;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('tell_commissioner', 4320, 'minutes', '2000-01-01', 'UK GDPR Article 33: 72 hours after becoming aware, from memory', 1);

-- The people of one agency, in order.
create index involvement_of_agency on involvement (agency_id, person_id);

-- What points at one person, for whoever takes it away.
create index note_move_to on note_move (to_person_id);
create index notice_of_person on notice (person_id);

-- The database itself sees to it that two people decided, that what is gone stays gone, and that what is append-only goes by a
-- disposal alone.
create trigger disposing_needs_two before insert on disposing
when not exists (select 1 from disposal d where d.id = new.disposal_id and d.state = 'carried_out' and d.decided_by <> d.by_account) begin
    select raise(abort, 'a disposal needs two people');
end;
create trigger tombstone_no_update before update on tombstone begin
    select raise(abort, 'tombstone is append-only');
end;
create trigger tombstone_no_delete before delete on tombstone begin
    select raise(abort, 'tombstone is append-only');
end;
create trigger disposal_no_delete before delete on disposal begin
    select raise(abort, 'disposal is append-only');
end;
create trigger disposal_decided_once before update on disposal
when old.state = 'refused' or old.certificate is not null or (old.state = 'carried_out' and new.state <> 'carried_out') begin
    select raise(abort, 'disposal is decided');
end;
create trigger mistaken_disclosure_fact_no_update before update on mistaken_disclosure_fact begin
    select raise(abort, 'mistaken_disclosure_fact is append-only');
end;
create trigger person_stays_gone before insert on person
when exists (select 1 from tombstone t where t.person_id = new.id and t.whole = 1) begin
    select raise(abort, 'the record was disposed of');
end;
drop trigger event_payload_no_update;
create trigger event_payload_no_update before update on event_payload
when new.sequence is not old.sequence or new.salt is not null or new.body is not null or not exists (select 1 from disposing) begin
    select raise(abort, 'event_payload may only be emptied');
end;
drop trigger access_request_fact_no_delete;
create trigger access_request_fact_no_delete before delete on access_request_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'access_request_fact is append-only');
end;
drop trigger action_fact_no_delete;
create trigger action_fact_no_delete before delete on action_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'action_fact is append-only');
end;
drop trigger appointment_fact_no_delete;
create trigger appointment_fact_no_delete before delete on appointment_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'appointment_fact is append-only');
end;
drop trigger audit_no_delete;
create trigger audit_no_delete before delete on audit
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'audit is append-only');
end;
drop trigger consent_fact_no_delete;
create trigger consent_fact_no_delete before delete on consent_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'consent_fact is append-only');
end;
drop trigger conviction_fact_no_delete;
create trigger conviction_fact_no_delete before delete on conviction_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'conviction_fact is append-only');
end;
drop trigger correction_no_delete;
create trigger correction_no_delete before delete on correction
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'correction is append-only');
end;
drop trigger disclosure_summary_fact_no_delete;
create trigger disclosure_summary_fact_no_delete before delete on disclosure_summary_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'disclosure_summary_fact is append-only');
end;
drop trigger feedback_no_delete;
create trigger feedback_no_delete before delete on feedback
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'feedback is append-only');
end;
drop trigger feedback_words_no_delete;
create trigger feedback_words_no_delete before delete on feedback_words
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'feedback_words is append-only');
end;
drop trigger goal_no_delete;
create trigger goal_no_delete before delete on goal
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'goal is append-only');
end;
drop trigger identity_decision_no_delete;
create trigger identity_decision_no_delete before delete on identity_decision
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'identity_decision is append-only');
end;
drop trigger meeting_fact_no_delete;
create trigger meeting_fact_no_delete before delete on meeting_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'meeting_fact is append-only');
end;
drop trigger note_no_delete;
create trigger note_no_delete before delete on note
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'note is append-only');
end;
drop trigger note_move_no_delete;
create trigger note_move_no_delete before delete on note_move
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'note_move is append-only');
end;
drop trigger recommendation_no_delete;
create trigger recommendation_no_delete before delete on recommendation
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'recommendation is append-only');
end;
drop trigger recommendation_outcome_no_delete;
create trigger recommendation_outcome_no_delete before delete on recommendation_outcome
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'recommendation_outcome is append-only');
end;
drop trigger referral_fact_no_delete;
create trigger referral_fact_no_delete before delete on referral_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'referral_fact is append-only');
end;
drop trigger screening_no_delete;
create trigger screening_no_delete before delete on screening
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'screening is append-only');
end;
drop trigger turned_down_no_delete;
create trigger turned_down_no_delete before delete on turned_down
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'turned_down is append-only');
end;
drop trigger two_part_no_delete;
create trigger two_part_no_delete before delete on two_part
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'two_part is append-only');
end;
drop trigger voice_no_delete;
create trigger voice_no_delete before delete on voice
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'voice is append-only');
end;
drop trigger way_in_no_delete;
create trigger way_in_no_delete before delete on way_in
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'way_in is append-only');
end;

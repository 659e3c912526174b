-- The pathway of a service in versions, the steps of a referral along it, appointments with their facts, feedback,
-- and notices about more than referrals.

-- What every referral tells: `delivery_asked` is 0 for one of before it was asked; nothing in `delivery_needs` then means
-- that none is known. `delivery_kinds` are codes between commas.
alter table referral add column delivery_asked INTEGER not null default 0;
alter table referral add column delivery_needs TEXT;
alter table referral add column delivery_kinds TEXT not null default '';
alter table referral add column protocol_id BLOB;

create index referral_of_service on referral (service_id, id);

-- The day that a step names, the appointment it booked, and old and new words of an amendment.
alter table referral_fact add column day TEXT;
alter table referral_fact add column subject BLOB;
alter table referral_fact add column old_words TEXT;
alter table referral_fact add column new_words TEXT;

-- Versions are added, never changed. The first of a service has the service's own id.
create table protocol (
    service_id BLOB not null references service (id),
    version INTEGER not null,
    id BLOB not null unique,
    from_day TEXT not null,
    asking_stops_clock INTEGER not null,
    waiting_list INTEGER not null,
    offers INTEGER not null,
    agreed_at TEXT,
    why TEXT,
    primary key (service_id, version)
) strict;

create table protocol_limit (
    protocol_id BLOB not null,
    stage TEXT not null,
    owner TEXT not null,
    working_days INTEGER not null,
    primary key (protocol_id, stage)
) strict, without rowid;

-- What every service starts with until its partners agree otherwise: its own limit for the answer, and usual ones.
insert into protocol (service_id, version, id, from_day, asking_stops_clock, waiting_list, offers)
select id, 1, id, '2000-01-01', 1, 1, 1 from service;
insert into protocol_limit (protocol_id, stage, owner, working_days)
select id, 'answer', 'provider',
    case when answer_in_working_days < 1 then 1 when answer_in_working_days > 250 then 250 else answer_in_working_days end
from service;
insert into protocol_limit (protocol_id, stage, owner, working_days)
select id, 'information', 'referrer', 3 from service;
insert into protocol_limit (protocol_id, stage, owner, working_days) select id, 'book', 'provider', 5 from service;
insert into protocol_limit (protocol_id, stage, owner, working_days) select id, 'begin', 'provider', 10 from service;
insert into protocol_limit (protocol_id, stage, owner, working_days) select id, 'feedback', 'provider', 2 from service;
insert into protocol_limit (protocol_id, stage, owner, working_days) select id, 'elsewhere', 'referrer', 5 from service;

-- Meetings at which the partners review a pathway, known by service and day. `figures` is JSON: as they were on the day.
create table review_meeting (
    service_id BLOB not null references service (id),
    due TEXT not null,
    held_on TEXT,
    words TEXT,
    figures TEXT,
    at INTEGER,
    by_account BLOB,
    agency_id BLOB,
    primary key (service_id, due)
) strict, without rowid;

-- `outcome` is derived from `appointment_fact` in the transaction that appends a fact: null while it is open.
alter table appointment add column minutes INTEGER not null default 60;
alter table appointment add column with_agency_id BLOB;
alter table appointment add column referral_id BLOB;
alter table appointment add column told_agency_id BLOB;
alter table appointment add column beside BLOB;
alter table appointment add column replaces BLOB;
alter table appointment add column section TEXT not null default 'compliance';
update appointment set with_agency_id = coalesce(
    (select a.agency_id from account a where a.id = appointment.account_id), agency_id
);
update appointment set section = coalesce((
    select case a.kind
        when 'probation' then 'compliance'
        when 'alcohol_treatment' then 'substance'
        when 'drug_treatment' then 'substance'
        when 'mental_health' then 'mental_health'
        when 'health_service' then 'physical_health'
        else 'plan' end
    from agency a where a.id = appointment.with_agency_id
), 'compliance');
create unique index appointment_by_id on appointment (id);
create index appointment_by_day on appointment (account_id, day, at, id);
create index appointment_by_agency on appointment (with_agency_id, day, at, id);

create table appointment_fact (
    person_id BLOB not null references person (id),
    appointment_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    attendance TEXT,
    not_held TEXT,
    asked_by TEXT,
    moved_to BLOB,
    words TEXT,
    behaviour TEXT,
    concern TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, appointment_id, position)
) strict;
-- What became of appointments before their facts were kept.
insert into appointment_fact (
    person_id, appointment_id, position, step, attendance, not_held, asked_by, words, at, by_account, agency_id
)
select person_id, id, 1,
    case outcome when 'called_off' then 'call_off' else 'record' end,
    case outcome when 'attended' then 'yes' when 'attended_late' then 'late' when 'called_off' then null else 'no' end,
    case outcome when 'missed_acceptable' then 'person_acceptable'
        when 'missed_unacceptable' then 'person_unacceptable' else null end,
    case outcome when 'called_off' then 'provider' else null end,
    case outcome when 'called_off' then 'Not recorded' else null end,
    at, account_id, with_agency_id
from appointment where outcome is not null;
update appointment set outcome = 'absent'
where outcome not in ('attended', 'attended_late', 'called_off') and outcome is not null;

create table feedback (
    person_id BLOB not null references person (id),
    appointment_id BLOB not null,
    id BLOB not null,
    referral_id BLOB not null,
    told_agency_id BLOB not null,
    engagement TEXT not null,
    fit TEXT not null,
    progress TEXT not null,
    standard TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, appointment_id)
) strict;

-- Words about treatment, apart from what may be shared.
create table feedback_words (
    person_id BLOB not null references person (id),
    appointment_id BLOB not null,
    feedback_id BLOB not null,
    words TEXT not null,
    agency_id BLOB not null,
    primary key (person_id, appointment_id)
) strict;

-- A notice may be about anything that has an id.
alter table notice rename column referral_id to subject;
alter table notice rename column step to kind;

create trigger appointment_fact_no_update before update on appointment_fact begin
    select raise(abort, 'appointment_fact is append-only');
end;
create trigger appointment_fact_no_delete before delete on appointment_fact begin
    select raise(abort, 'appointment_fact is append-only');
end;
create trigger feedback_no_update before update on feedback begin
    select raise(abort, 'feedback is append-only');
end;
create trigger feedback_no_delete before delete on feedback begin
    select raise(abort, 'feedback is append-only');
end;
create trigger feedback_words_no_update before update on feedback_words begin
    select raise(abort, 'feedback_words is append-only');
end;
create trigger feedback_words_no_delete before delete on feedback_words begin
    select raise(abort, 'feedback_words is append-only');
end;
create trigger protocol_no_update before update on protocol begin
    select raise(abort, 'protocol is append-only');
end;
create trigger protocol_no_delete before delete on protocol begin
    select raise(abort, 'protocol is append-only');
end;
create trigger protocol_limit_no_update before update on protocol_limit begin
    select raise(abort, 'protocol_limit is append-only');
end;
create trigger protocol_limit_no_delete before delete on protocol_limit begin
    select raise(abort, 'protocol_limit is append-only');
end;

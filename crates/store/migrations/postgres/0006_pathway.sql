-- The pathway of a service in versions, the steps of a referral along it, appointments with their facts, feedback,
-- and notices about more than referrals.

-- What every referral tells: `delivery_asked` is 0 for one of before it was asked; nothing in `delivery_needs` then means
-- that none is known. `delivery_kinds` are codes between commas.
alter table referral add column delivery_asked bigint not null default 0;
alter table referral add column delivery_needs text collate "C";
alter table referral add column delivery_kinds text collate "C" not null default '';
alter table referral add column protocol_id uuid;

create index referral_of_service on referral (service_id, id);

-- The day that a step names, the appointment it booked, and old and new words of an amendment.
alter table referral_fact add column day text collate "C";
alter table referral_fact add column subject uuid;
alter table referral_fact add column old_words text collate "C";
alter table referral_fact add column new_words text collate "C";

-- Versions are added, never changed. The first of a service has the service's own id.
create table protocol (
    service_id uuid not null references service (id),
    version bigint not null,
    id uuid not null unique,
    from_day text collate "C" not null,
    asking_stops_clock bigint not null,
    waiting_list bigint not null,
    offers bigint not null,
    agreed_at text collate "C",
    why text collate "C",
    primary key (service_id, version)
);

create table protocol_limit (
    protocol_id uuid not null,
    stage text collate "C" not null,
    owner text collate "C" not null,
    working_days bigint not null,
    primary key (protocol_id, stage)
);

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
    service_id uuid not null references service (id),
    due text collate "C" not null,
    held_on text collate "C",
    words text collate "C",
    figures text collate "C",
    at bigint,
    by_account uuid,
    agency_id uuid,
    primary key (service_id, due)
);

-- `outcome` is derived from `appointment_fact` in the transaction that appends a fact: null while it is open.
alter table appointment add column minutes bigint not null default 60;
alter table appointment add column with_agency_id uuid;
alter table appointment add column referral_id uuid;
alter table appointment add column told_agency_id uuid;
alter table appointment add column beside uuid;
alter table appointment add column replaces uuid;
alter table appointment add column section text collate "C" not null default 'compliance';
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
    person_id uuid not null references person (id),
    appointment_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    attendance text collate "C",
    not_held text collate "C",
    asked_by text collate "C",
    moved_to uuid,
    words text collate "C",
    behaviour text collate "C",
    concern text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, appointment_id, position)
);
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
    person_id uuid not null references person (id),
    appointment_id uuid not null,
    id uuid not null,
    referral_id uuid not null,
    told_agency_id uuid not null,
    engagement text collate "C" not null,
    fit text collate "C" not null,
    progress text collate "C" not null,
    standard text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, appointment_id)
);

-- Words about treatment, apart from what may be shared.
create table feedback_words (
    person_id uuid not null references person (id),
    appointment_id uuid not null,
    feedback_id uuid not null,
    words text collate "C" not null,
    agency_id uuid not null,
    primary key (person_id, appointment_id)
);

-- A notice may be about anything that has an id.
alter table notice rename column referral_id to subject;
alter table notice rename column step to kind;

create trigger appointment_fact_no_change before update or delete on appointment_fact for each row execute function refuse_change();
create trigger appointment_fact_no_truncate before truncate on appointment_fact for each statement execute function refuse_change();
create trigger feedback_no_change before update or delete on feedback for each row execute function refuse_change();
create trigger feedback_no_truncate before truncate on feedback for each statement execute function refuse_change();
create trigger feedback_words_no_change before update or delete on feedback_words for each row execute function refuse_change();
create trigger feedback_words_no_truncate before truncate on feedback_words for each statement execute function refuse_change();
create trigger protocol_no_change before update or delete on protocol for each row execute function refuse_change();
create trigger protocol_no_truncate before truncate on protocol for each statement execute function refuse_change();
create trigger protocol_limit_no_change before update or delete on protocol_limit for each row execute function refuse_change();
create trigger protocol_limit_no_truncate before truncate on protocol_limit for each statement execute function refuse_change();

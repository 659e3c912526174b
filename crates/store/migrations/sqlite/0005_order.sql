-- Types: instants are UTC milliseconds, days are ISO text, flags are 0 or 1. The twin of this file for the other database has the
-- same tables, columns, keys and indexes; a test compares them.
-- The order itself, as its facts leave it: derived from `order_fact` in the transaction that appends a fact.
alter table court_order add column offence_day TEXT;
alter table court_order add column convicted TEXT;
alter table court_order add column operational_ends TEXT;
alter table court_order add column nation TEXT;
alter table court_order add column supervision_began TEXT;
alter table court_order add column owner_agency_id BLOB;
alter table court_order add column owner_account_id BLOB;
alter table court_order add column facts INTEGER not null default 0;
alter table court_order add column stage TEXT not null default 'unallocated';
create unique index court_order_one on court_order (id);
create index court_order_of_holder on court_order (holder_id, ends, id);
-- A requirement likewise, derived from `requirement_fact`.
alter table requirement add column provider_id BLOB;
alter table requirement add column facts INTEGER not null default 0;
alter table requirement add column state TEXT not null default 'imposed';
create index requirement_one on requirement (id);

-- Dated facts about an order, appended and never changed.
create table order_fact (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    day TEXT not null,
    code TEXT,
    account_id BLOB,
    to_agency_id BLOB,
    ends TEXT,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, position)
) strict, without rowid;

create table requirement_fact (
    person_id BLOB not null references person (id),
    requirement_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    day TEXT not null,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, requirement_id, position)
) strict, without rowid;

-- What the court was shown for each condition of a treatment requirement.
create table requirement_condition (
    person_id BLOB not null references person (id),
    requirement_id BLOB not null,
    kind TEXT not null,
    evidence TEXT not null,
    assessor TEXT not null,
    day TEXT not null,
    primary key (person_id, requirement_id, kind)
) strict, without rowid;

-- Willingness to comply, apart from consent to share.
create table willingness (
    person_id BLOB not null references person (id),
    id BLOB not null,
    order_id BLOB,
    kind TEXT not null,
    willing INTEGER not null,
    day TEXT not null,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict, without rowid;

-- Leads of an order; the latest for an activity is in force.
create table order_lead (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    activity TEXT not null,
    position INTEGER not null,
    lead_agency_id BLOB,
    account_id BLOB,
    body TEXT not null,
    reason TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, activity, position)
) strict, without rowid;

create table cadence_raised (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    position INTEGER not null,
    cause TEXT not null,
    day TEXT not null,
    words TEXT not null,
    until_day TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, position)
) strict, without rowid;

-- A failure to comply; `facts` and `state` are derived from `failure_fact`.
create table failure (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    order_id BLOB not null,
    holder_id BLOB not null,
    appointment_id BLOB,
    day TEXT not null,
    what TEXT not null,
    offered TEXT,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict, without rowid;
create index failure_of_order on failure (person_id, order_id, day);
create unique index failure_of_appointment on failure (person_id, appointment_id, order_id) where appointment_id is not null;
create index failure_open on failure (holder_id, state, day, id);

create table failure_fact (
    person_id BLOB not null references person (id),
    failure_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    day TEXT not null,
    finding TEXT,
    words TEXT,
    circumstances TEXT,
    unacceptable TEXT,
    liability TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, failure_id, position)
) strict;

-- Who was told that probation’s part ends, and whether they have said that they know.
create table end_notice (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    to_agency_id BLOB not null,
    told TEXT not null,
    ends TEXT not null,
    contact TEXT not null,
    acknowledged TEXT,
    acknowledged_by BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, to_agency_id)
) strict, without rowid;

create table outcome (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    kind TEXT not null,
    answer TEXT not null,
    score INTEGER,
    day TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, kind)
) strict, without rowid;

-- The page that the person keeps, in their words; the latest counts.
create table handover (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    position INTEGER not null,
    going_well TEXT not null,
    goes_on TEXT not null,
    if_hard TEXT not null,
    contact TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, order_id, position)
) strict;

-- Law, timings and the delivery model as dated rows. What has no known start begins on the last day of the calendar until an
-- administrator sets its date.
create table requirement_rule (
    code TEXT not null,
    order_kind TEXT not null,
    name TEXT not null,
    unit TEXT not null,
    least INTEGER,
    most INTEGER,
    aggregate INTEGER not null,
    within INTEGER not null,
    applies_by TEXT not null,
    from_day TEXT not null,
    to_day TEXT,
    excludes TEXT not null,
    beside TEXT not null,
    conditions TEXT not null,
    sessions INTEGER not null,
    referred INTEGER not null,
    checks TEXT not null,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (code, order_kind, applies_by, from_day)
) strict;

create table order_rule (
    order_kind TEXT not null,
    most_months INTEGER,
    requires INTEGER not null,
    applies_by TEXT not null,
    from_day TEXT not null,
    to_day TEXT,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (order_kind, from_day)
) strict, without rowid;

create table timing (
    code TEXT not null,
    amount INTEGER not null,
    unit TEXT not null,
    from_day TEXT not null,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (code, from_day)
) strict, without rowid;

create table delivery_model (
    nation TEXT not null,
    activity TEXT not null,
    lead_role TEXT not null,
    agency_kind TEXT,
    body TEXT not null,
    from_day TEXT not null,
    to_day TEXT,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (nation, activity, from_day)
) strict, without rowid;

create table scheme (
    code TEXT not null,
    name TEXT not null,
    requirement TEXT not null,
    order_kind TEXT not null,
    beside TEXT,
    from_day TEXT not null,
    starts_until TEXT,
    source TEXT not null,
    primary key (code)
) strict, without rowid;

create table scheme_criterion (
    scheme TEXT not null,
    position INTEGER not null,
    criterion_group INTEGER not null,
    fact TEXT not null,
    question TEXT not null,
    wanted INTEGER not null,
    refusal TEXT not null,
    primary key (scheme, position)
) strict, without rowid;

insert into requirement_rule (code, order_kind, name, unit, least, most, aggregate, within, applies_by, from_day, to_day, excludes, beside,
    conditions, sessions, referred, checks, source, from_memory) values
    ('UPW', 'community', 'Unpaid work', 'hours', 40, 300, 1, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The person is suitable for the work, and there is work where they live. Orders of before section 36 of the 2026 Act: within 12 months unless the court extends.', 'Sentencing Code Sch 9 Part 1', 0),
    ('UPW', 'community', 'Unpaid work', 'hours', 40, 300, 1, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'The person is suitable for the work, and there is work where they live. Orders of before section 36 of the 2026 Act: within 12 months unless the court extends.', 'Sentencing Code Sch 9 Part 1', 0),
    ('UPW', 'suspended', 'Unpaid work', 'hours', 40, 300, 1, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The person is suitable for the work, and there is work where they live. Orders of before section 36 of the 2026 Act: within 12 months unless the court extends.', 'Sentencing Code Sch 9 Part 1', 0),
    ('UPW', 'suspended', 'Unpaid work', 'hours', 40, 300, 1, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'The person is suitable for the work, and there is work where they live. Orders of before section 36 of the 2026 Act: within 12 months unless the court extends.', 'Sentencing Code Sch 9 Part 1', 0),
    ('RAR', 'community', 'Rehabilitation activity requirement', 'days', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The order states the most days of activity. Appointments do not use up days.', 'Sentencing Code Sch 9 Part 2', 0),
    ('RAR', 'community', 'Rehabilitation activity requirement', 'days', 1, null, 0, 1, 'offence', '2015-02-01', null, '', '', '', 1, 0, 'The order states the most days of activity. Appointments do not use up days.', 'Sentencing Code Sch 9 Part 2', 0),
    ('RAR', 'suspended', 'Rehabilitation activity requirement', 'days', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The order states the most days of activity. Appointments do not use up days.', 'Sentencing Code Sch 9 Part 2', 0),
    ('RAR', 'suspended', 'Rehabilitation activity requirement', 'days', 1, null, 0, 1, 'offence', '2015-02-01', null, '', '', '', 1, 0, 'The order states the most days of activity. Appointments do not use up days.', 'Sentencing Code Sch 9 Part 2', 0),
    ('PROB', 'community', 'Probation requirement', 'days', null, null, 0, 1, 'order', '9999-12-31', null, '', '', '', 1, 0, 'Successor of the rehabilitation activity requirement; its start is to be confirmed.', 'Sentencing Act 2026', 1),
    ('PROB', 'suspended', 'Probation requirement', 'days', null, null, 0, 1, 'order', '9999-12-31', null, '', '', '', 1, 0, 'Successor of the rehabilitation activity requirement; its start is to be confirmed.', 'Sentencing Act 2026', 1),
    ('PROG', 'community', 'Accredited programme', 'days', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The programme is available where the person lives, and suits them.', 'Sentencing Code Sch 9 Part 3', 1),
    ('PROG', 'community', 'Accredited programme', 'days', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'The programme is available where the person lives, and suits them.', 'Sentencing Code Sch 9 Part 3', 1),
    ('PROG', 'suspended', 'Accredited programme', 'days', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'The programme is available where the person lives, and suits them.', 'Sentencing Code Sch 9 Part 3', 1),
    ('PROG', 'suspended', 'Accredited programme', 'days', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'The programme is available where the person lives, and suits them.', 'Sentencing Code Sch 9 Part 3', 1),
    ('PROH', 'community', 'Prohibited activity', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Probation has been consulted.', 'Sentencing Code Sch 9 Part 4', 1),
    ('PROH', 'community', 'Prohibited activity', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'Probation has been consulted.', 'Sentencing Code Sch 9 Part 4', 1),
    ('PROH', 'suspended', 'Prohibited activity', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Probation has been consulted.', 'Sentencing Code Sch 9 Part 4', 1),
    ('PROH', 'suspended', 'Prohibited activity', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'Probation has been consulted.', 'Sentencing Code Sch 9 Part 4', 1),
    ('CURF', 'community', 'Curfew', 'months', 1, 24, 0, 1, 'conviction', '2022-06-28', null, '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('CURF', 'community', 'Curfew', 'months', 1, 12, 0, 1, 'conviction', '2020-12-01', '2022-06-27', '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('CURF', 'community', 'Curfew', 'months', 1, 12, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('CURF', 'suspended', 'Curfew', 'months', 1, 24, 0, 1, 'conviction', '2022-06-28', null, '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('CURF', 'suspended', 'Curfew', 'months', 1, 12, 0, 1, 'conviction', '2020-12-01', '2022-06-27', '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('CURF', 'suspended', 'Curfew', 'months', 1, 12, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'The address has been checked and the household agrees. From 28 June 2022: at most 20 hours a day and 112 a week.', 'Sentencing Code Sch 9 Part 5', 1),
    ('EXCL', 'community', 'Exclusion', 'months', 1, 24, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'The place is named or drawn on a map.', 'Sentencing Code Sch 9 Part 6', 1),
    ('EXCL', 'community', 'Exclusion', 'months', 1, 24, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'The place is named or drawn on a map.', 'Sentencing Code Sch 9 Part 6', 1),
    ('EXCL', 'suspended', 'Exclusion', 'months', 1, 24, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'The place is named or drawn on a map.', 'Sentencing Code Sch 9 Part 6', 1),
    ('EXCL', 'suspended', 'Exclusion', 'months', 1, 24, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'The place is named or drawn on a map.', 'Sentencing Code Sch 9 Part 6', 1),
    ('RESI', 'community', 'Residence', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'A hostel only on probation’s recommendation.', 'Sentencing Code Sch 9 Part 7', 1),
    ('RESI', 'community', 'Residence', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'A hostel only on probation’s recommendation.', 'Sentencing Code Sch 9 Part 7', 1),
    ('RESI', 'suspended', 'Residence', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'A hostel only on probation’s recommendation.', 'Sentencing Code Sch 9 Part 7', 1),
    ('RESI', 'suspended', 'Residence', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', '', 0, 0, 'A hostel only on probation’s recommendation.', 'Sentencing Code Sch 9 Part 7', 1),
    ('FTPR', 'community', 'Foreign travel prohibition', 'months', 1, 12, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, '', 'Sentencing Code Sch 9 Part 8', 1),
    ('FTPR', 'community', 'Foreign travel prohibition', 'months', 1, 12, 0, 1, 'offence', '2012-12-03', null, '', '', '', 0, 0, '', 'Sentencing Code Sch 9 Part 8', 1),
    ('FTPR', 'suspended', 'Foreign travel prohibition', 'months', 1, 12, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, '', 'Sentencing Code Sch 9 Part 8', 1),
    ('FTPR', 'suspended', 'Foreign travel prohibition', 'months', 1, 12, 0, 1, 'offence', '2012-12-03', null, '', '', '', 0, 0, '', 'Sentencing Code Sch 9 Part 8', 1),
    ('MHTR', 'community', 'Mental health treatment', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', 'treatable,arranged,willing', 1, 1, 'By or under a registered medical practitioner or psychologist. Not where a hospital or guardianship order is warranted.', 'Sentencing Code Sch 9 Part 9', 0),
    ('MHTR', 'community', 'Mental health treatment', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', 'treatable,arranged,willing', 1, 1, 'By or under a registered medical practitioner or psychologist. Not where a hospital or guardianship order is warranted.', 'Sentencing Code Sch 9 Part 9', 0),
    ('MHTR', 'suspended', 'Mental health treatment', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', 'treatable,arranged,willing', 1, 1, 'By or under a registered medical practitioner or psychologist. Not where a hospital or guardianship order is warranted.', 'Sentencing Code Sch 9 Part 9', 0),
    ('MHTR', 'suspended', 'Mental health treatment', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', 'treatable,arranged,willing', 1, 1, 'By or under a registered medical practitioner or psychologist. Not where a hospital or guardianship order is warranted.', 'Sentencing Code Sch 9 Part 9', 0),
    ('DRR', 'community', 'Drug rehabilitation', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', 'dependent,treatable,arranged,willing', 1, 1, 'Reviews by the court where it lasts more than 12 months, at most one a month.', 'Sentencing Code Sch 9 Part 10', 1),
    ('DRR', 'community', 'Drug rehabilitation', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', 'dependent,treatable,arranged,willing', 1, 1, 'Reviews by the court where it lasts more than 12 months, at most one a month.', 'Sentencing Code Sch 9 Part 10', 1),
    ('DRR', 'suspended', 'Drug rehabilitation', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', 'dependent,treatable,arranged,willing', 1, 1, 'Reviews by the court where it lasts more than 12 months, at most one a month.', 'Sentencing Code Sch 9 Part 10', 1),
    ('DRR', 'suspended', 'Drug rehabilitation', 'months', 1, null, 0, 1, 'offence', '2005-04-04', null, '', '', 'dependent,treatable,arranged,willing', 1, 1, 'Reviews by the court where it lasts more than 12 months, at most one a month.', 'Sentencing Code Sch 9 Part 10', 1),
    ('ATR', 'community', 'Alcohol treatment', 'months', 1, 36, 0, 1, 'conviction', '2020-12-01', null, 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Sentencing Code Sch 9 Part 11; three years in a community order, two in a suspended sentence', 0),
    ('ATR', 'community', 'Alcohol treatment', 'months', 1, 36, 0, 1, 'offence', '2012-12-03', null, 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Sentencing Code Sch 9 Part 11; three years in a community order, two in a suspended sentence', 0),
    ('ATR', 'suspended', 'Alcohol treatment', 'months', 1, 24, 0, 1, 'conviction', '2020-12-01', null, 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Sentencing Code Sch 9 Part 11; three years in a community order, two in a suspended sentence', 0),
    ('ATR', 'suspended', 'Alcohol treatment', 'months', 1, 24, 0, 1, 'offence', '2012-12-03', null, 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Sentencing Code Sch 9 Part 11; three years in a community order, two in a suspended sentence', 0),
    ('ATR', 'community', 'Alcohol treatment', 'months', 6, 36, 0, 1, 'offence', '2005-04-04', '2012-12-02', 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Criminal Justice Act 2003 section 212; six months at least until 3 December 2012', 1),
    ('ATR', 'suspended', 'Alcohol treatment', 'months', 6, 24, 0, 1, 'offence', '2005-04-04', '2012-12-02', 'AAMR', '', 'dependent,treatable,arranged,willing', 1, 1, 'No link between drinking and the offence is needed.', 'Criminal Justice Act 2003 section 212; six months at least until 3 December 2012', 1),
    ('AAMR', 'community', 'Alcohol abstinence and monitoring', 'days', 1, 120, 0, 1, 'conviction', '2020-12-01', null, 'ATR', '', '', 0, 0, 'Not for somebody who depends on alcohol. The offence is linked to alcohol. The order states the level, the period and the monitoring.', 'Sentencing Code Sch 9 Part 12', 1),
    ('AAMR', 'suspended', 'Alcohol abstinence and monitoring', 'days', 1, 120, 0, 1, 'conviction', '2020-12-01', null, 'ATR', '', '', 0, 0, 'Not for somebody who depends on alcohol. The offence is linked to alcohol. The order states the level, the period and the monitoring.', 'Sentencing Code Sch 9 Part 12', 1),
    ('ATTC', 'community', 'Attendance centre', 'hours', 12, 36, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'Under 25, and a centre is available.', 'Sentencing Code Sch 9 Part 13', 1),
    ('ATTC', 'community', 'Attendance centre', 'hours', 12, 36, 0, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'Under 25, and a centre is available.', 'Sentencing Code Sch 9 Part 13', 1),
    ('ATTC', 'suspended', 'Attendance centre', 'hours', 12, 36, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 1, 0, 'Under 25, and a centre is available.', 'Sentencing Code Sch 9 Part 13', 1),
    ('ATTC', 'suspended', 'Attendance centre', 'hours', 12, 36, 0, 1, 'offence', '2005-04-04', null, '', '', '', 1, 0, 'Under 25, and a centre is available.', 'Sentencing Code Sch 9 Part 13', 1),
    ('EMC', 'community', 'Electronic monitoring of compliance', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Third parties agree; somebody is responsible.', 'Sentencing Code Sch 9 Part 14', 1),
    ('EMC', 'suspended', 'Electronic monitoring of compliance', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Third parties agree; somebody is responsible.', 'Sentencing Code Sch 9 Part 14', 1),
    ('EMW', 'community', 'Electronic monitoring of whereabouts', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Third parties agree; somebody is responsible.', 'Sentencing Code Sch 9 Part 14', 1),
    ('EMW', 'suspended', 'Electronic monitoring of whereabouts', 'months', 1, null, 0, 1, 'conviction', '2020-12-01', null, '', '', '', 0, 0, 'Third parties agree; somebody is responsible.', 'Sentencing Code Sch 9 Part 14', 1),
    ('RZONE', 'community', 'Restriction zone', 'months', 1, null, 0, 1, 'order', '9999-12-31', null, '', '', '', 0, 0, 'Its start is to be confirmed.', 'Sentencing Act 2026 section 17', 1),
    ('RZONE', 'suspended', 'Restriction zone', 'months', 1, null, 0, 1, 'order', '9999-12-31', null, '', '', '', 0, 0, 'Its start is to be confirmed.', 'Sentencing Act 2026 section 17', 1),
    ('SUP', 'community', 'Supervision', 'months', 1, null, 0, 1, 'offence', '2005-04-04', '2015-01-31', '', '', '', 1, 0, '', 'Criminal Justice Act 2003 section 213', 0),
    ('SUP', 'suspended', 'Supervision', 'months', 1, null, 0, 1, 'offence', '2005-04-04', '2015-01-31', '', '', '', 1, 0, '', 'Criminal Justice Act 2003 section 213', 0),
    ('SAR', 'community', 'Specified activity', 'days', 1, 60, 0, 1, 'offence', '2005-04-04', '2015-01-31', '', 'SUP', '', 1, 0, 'Probation was consulted; it is feasible; any third party agrees.', 'Criminal Justice Act 2003 section 201', 1),
    ('SAR', 'suspended', 'Specified activity', 'days', 1, 60, 0, 1, 'offence', '2005-04-04', '2015-01-31', '', 'SUP', '', 1, 0, 'Probation was consulted; it is feasible; any third party agrees.', 'Criminal Justice Act 2003 section 201', 1),
    ('LIC', 'licence', 'Standard licence conditions', 'months', 1, null, 0, 0, 'order', '2005-04-04', null, '', '', '', 0, 0, '', 'Conditions of the licence', 1),
    ('LIC', 'post_sentence', 'Standard licence conditions', 'months', 1, null, 0, 0, 'order', '2005-04-04', null, '', '', '', 0, 0, '', 'Conditions of the licence', 1);

insert into order_rule (order_kind, most_months, requires, applies_by, from_day, to_day, source, from_memory) values
    ('community', 36, 1, 'order', '2005-04-04', null, 'Sentencing Code section 209: an end date at most three years after the order', 0),
    ('suspended', 24, 0, 'order', '2005-04-04', null, 'The supervision period of a suspended sentence order; confirm against the Sentencing Act 2026', 1),
    ('licence', null, 0, 'order', '2005-04-04', null, 'The licence itself', 1),
    ('post_sentence', 12, 0, 'order', '2015-02-01', null, 'Offender Rehabilitation Act 2014; ended by section 34 of the 2026 Act on a day to be confirmed', 1);

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('first_appointment', 5, 'working_days', '2000-01-01', 'National Standards, from memory', 1),
    ('first_appointment_high_risk', 2, 'working_days', '2000-01-01', 'National Standards, from memory', 1),
    ('serve_copies', 2, 'working_days', '2000-01-01', 'Sentencing Code section 212 sets no days; a default', 1),
    ('allocation', 2, 'working_days', '2000-01-01', 'A default', 1),
    ('initial_plan', 15, 'working_days', '2000-01-01', 'National Standards, from memory', 1),
    ('plan_review', 16, 'weeks', '2000-01-01', 'National Standards, from memory', 1),
    ('meeting_start', 4, 'weeks', '2000-01-01', 'Guidance on joint work: at the start; the weeks are a default', 1),
    ('meeting_end', 4, 'weeks', '2000-01-01', 'Guidance on joint work: at the end; the weeks are a default', 1),
    ('raised_cadence_least', 1, 'months', '2000-01-01', 'Guidance on joint work: every month to six weeks', 0),
    ('raised_cadence', 6, 'weeks', '2000-01-01', 'Guidance on joint work: every month to six weeks', 0),
    ('refer_requirement', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('decision', 2, 'working_days', '2000-01-01', 'National Standards, from memory', 1),
    ('evidence', 7, 'working_days', '2000-01-01', 'National Standards, from memory', 1),
    ('breach', 10, 'working_days', '2000-01-01', 'Probation Circular 43/2004', 0),
    ('warning_lasts', 12, 'months', '2000-01-01', 'Sentencing Code Sch 10 paragraph 6 and Sch 16 paragraph 6', 0),
    ('end_first', 90, 'days', '2000-01-01', 'A default', 1),
    ('end_second', 60, 'days', '2000-01-01', 'A default', 1),
    ('end_third', 30, 'days', '2000-01-01', 'A default', 1),
    ('end_last', 7, 'days', '2000-01-01', 'A default', 1),
    ('acknowledge', 5, 'working_days', '2000-01-01', 'A default', 1),
    ('start_late', 4, 'months', '2000-01-01', 'Case-study areas of the 2009 study: 4 to 6 months into supervision', 0),
    ('start_very_late', 6, 'months', '2000-01-01', 'Case-study areas of the 2009 study: 4 to 6 months into supervision', 0),
    ('start_benchmark', 40, 'per_cent', '2000-01-01', 'Case-study areas of the 2009 study: over 40 per cent had not begun', 0);

insert into delivery_model (nation, activity, lead_role, agency_kind, body, from_day, to_day, source, from_memory) values
    ('england', 'supervision', 'holder', 'probation', 'Probation', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'programmes', 'holder', 'probation', 'Probation', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'treatment', 'provider', null, 'The provider of the treatment', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'integrity', 'provider', null, 'The provider of the treatment', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('wales', 'supervision', 'holder', 'probation', 'Probation', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('wales', 'programmes', 'holder', 'probation', 'Probation', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('wales', 'treatment', 'provider', null, 'The provider of the treatment', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('wales', 'integrity', 'provider', null, 'The provider of the treatment', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'commissioning', 'body', 'commissioner', 'Primary care trust', '2005-04-04', '2013-03-31', 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'commissioning', 'body', 'council', 'Local authority (public health)', '2013-04-01', null, 'Health and Social Care Act 2012', 1),
    ('england', 'performance', 'body', 'commissioner', 'Drug and alcohol action team or primary care trust', '2005-04-04', '2013-03-31', 'National guidance on partnership work: lead responsibilities', 0),
    ('england', 'performance', 'body', 'council', 'Local authority drug and alcohol partnership', '2013-04-01', null, 'Health and Social Care Act 2012', 1),
    ('wales', 'commissioning', 'body', 'commissioner', 'Area planning board or substance misuse action team', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0),
    ('wales', 'performance', 'body', 'commissioner', 'Area planning board or substance misuse action team', '2005-04-04', null, 'National guidance on partnership work: lead responsibilities', 0);

insert into scheme (code, name, requirement, order_kind, beside, from_day, starts_until, source) values
    ('S4C', 'Support 4 Change', 'SAR', 'community', 'SUP', '2012-10-01', '2014-03-31', 'Bulletin on offender health, autumn 2013; the last day of its funding is a default');

insert into scheme_criterion (scheme, position, criterion_group, fact, question, wanted, refusal) values
    ('S4C', 1, 1, 'resident', 'Does the person live in the scheme’s area?', 1, 'The person does not live in the scheme’s area'),
    ('S4C', 2, 2, 'qualifies_for_mhtr', 'Does the person qualify for a mental health treatment requirement?', 0, 'The person qualifies for a mental health treatment requirement'),
    ('S4C', 3, 3, 'moderate_mental_health', 'Does the person have a moderate or common mental health problem?', 1, 'There is no moderate or common mental health problem, personality disorder included'),
    ('S4C', 4, 3, 'personality_disorder', 'Does the person have traits of a personality disorder?', 1, 'There is no moderate or common mental health problem, personality disorder included'),
    ('S4C', 5, 4, 'escalating_contact', 'Is the person in contact with the police or the courts more and more?', 1, 'Contact is not escalating, and there is no risk of custody or of a high community sentence'),
    ('S4C', 6, 4, 'risk_of_custody', 'Is the person at risk of custody?', 1, 'Contact is not escalating, and there is no risk of custody or of a high community sentence'),
    ('S4C', 7, 4, 'risk_of_high_sentence', 'Is the person at risk of a high community sentence?', 1, 'Contact is not escalating, and there is no risk of custody or of a high community sentence');

-- Convictions and cautions with their facts. `day` and `state` are derived from `conviction_fact`, in the transaction
-- that appends one.
create table conviction (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    day TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table conviction_fact (
    person_id BLOB not null references person (id),
    conviction_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    body TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, conviction_id, position)
) strict;

-- When a conviction is spent, as dated rows: editable, never figures in code. `schedule_18` says for which offences: any,
-- only those of the schedule, or not those.
create table rehabilitation_rule (
    sentence TEXT not null,
    age TEXT not null,
    over_months INTEGER not null,
    up_to_months INTEGER,
    schedule_18 TEXT not null,
    counts_from TEXT not null,
    months INTEGER not null,
    from_day TEXT not null,
    to_day TEXT,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (sentence, age, from_day, over_months, schedule_18)
) strict;

create table rehabilitation_figure (
    code TEXT not null,
    amount INTEGER not null,
    from_day TEXT not null,
    source TEXT not null,
    from_memory INTEGER not null,
    primary key (code, from_day)
) strict;

-- Bodies outside the system with which an agency has a relationship of trust. About no person on the record.
create table recipient (
    holder_id BLOB not null,
    id BLOB not null,
    kind TEXT not null,
    name TEXT not null,
    contact TEXT not null,
    address TEXT not null,
    agreed_on TEXT not null,
    agreed_by TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (holder_id, id)
) strict;

-- The fixed words of summaries, for each kind of body from one day on; and words that no summary has.
create table summary_template (
    kind TEXT not null,
    from_day TEXT not null,
    title TEXT not null,
    opening TEXT not null,
    record_heading TEXT not null,
    no_convictions TEXT not null,
    explanation_heading TEXT not null,
    risk_heading TEXT not null,
    risk_prompt TEXT not null,
    support_heading TEXT not null,
    support_prompt TEXT not null,
    progress_heading TEXT not null,
    contact_heading TEXT not null,
    closing TEXT not null,
    primary key (kind, from_day)
) strict;

create table summary_word (
    words TEXT not null,
    topic TEXT not null,
    primary key (words)
) strict;

-- Summaries with their facts. `state`, `issued_on` and `came_of_it` are derived from `disclosure_summary_fact`. The text
-- never changes.
create table disclosure_summary (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    recipient_id BLOB not null,
    kind TEXT not null,
    opportunity TEXT not null,
    purpose TEXT not null,
    used_for TEXT not null,
    body TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    issued_on TEXT,
    came_of_it TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table disclosure_summary_fact (
    person_id BLOB not null references person (id),
    summary_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    body TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, summary_id, position)
) strict;

-- Applications that were turned down, and why.
create table turned_down (
    person_id BLOB not null references person (id),
    id BLOB not null,
    kind TEXT not null,
    body TEXT not null,
    opportunity TEXT not null,
    day TEXT not null,
    why TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;
create index disclosure_summary_of_agency on disclosure_summary (agency_id, issued_on);
create index turned_down_of_agency on turned_down (agency_id, day);

create trigger conviction_fact_no_update before update on conviction_fact begin
    select raise(abort, 'conviction_fact is append-only');
end;
create trigger conviction_fact_no_delete before delete on conviction_fact begin
    select raise(abort, 'conviction_fact is append-only');
end;
create trigger disclosure_summary_fact_no_update before update on disclosure_summary_fact begin
    select raise(abort, 'disclosure_summary_fact is append-only');
end;
create trigger disclosure_summary_fact_no_delete before delete on disclosure_summary_fact begin
    select raise(abort, 'disclosure_summary_fact is append-only');
end;
create trigger turned_down_no_update before update on turned_down begin
    select raise(abort, 'turned_down is append-only');
end;
create trigger turned_down_no_delete before delete on turned_down begin
    select raise(abort, 'turned_down is append-only');
end;

insert into rehabilitation_rule (sentence, age, over_months, up_to_months, schedule_18, counts_from, months, from_day, to_day, source, from_memory) values
    ('custody', 'adult', 0, 12, 'any', 'end', 12, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'adult', 12, 48, 'any', 'end', 48, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'adult', 48, null, 'not', 'end', 84, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'adult', 48, null, 'only', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'under_18', 0, 12, 'any', 'end', 6, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'under_18', 12, 48, 'any', 'end', 24, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'under_18', 48, null, 'not', 'end', 42, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'under_18', 48, null, 'only', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('custody', 'adult', 0, 6, 'any', 'end', 24, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'adult', 6, 30, 'any', 'end', 48, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'adult', 30, 48, 'any', 'end', 84, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'adult', 48, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('custody', 'under_18', 0, 6, 'any', 'end', 18, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'under_18', 6, 30, 'any', 'end', 24, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'under_18', 30, 48, 'any', 'end', 42, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('custody', 'under_18', 48, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('extended', 'adult', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('extended', 'adult', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('extended', 'under_18', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('extended', 'under_18', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('life', 'adult', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('life', 'adult', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('life', 'under_18', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('life', 'under_18', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('public_protection', 'adult', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('public_protection', 'adult', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('public_protection', 'under_18', 0, null, 'any', 'never', 0, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('public_protection', 'under_18', 0, null, 'any', 'never', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('community_order', 'adult', 0, null, 'any', 'end', 12, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('community_order', 'adult', 0, null, 'any', 'end', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('community_order', 'under_18', 0, null, 'any', 'end', 6, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('community_order', 'under_18', 0, null, 'any', 'end', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('youth_rehabilitation_order', 'adult', 0, null, 'any', 'end', 12, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('youth_rehabilitation_order', 'adult', 0, null, 'any', 'end', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('youth_rehabilitation_order', 'under_18', 0, null, 'any', 'end', 6, '2014-03-10', '2023-10-27', 'Rehabilitation of Offenders Act 1974 section 5 as it stood before 28 October 2023; its first day is from memory', 1),
    ('youth_rehabilitation_order', 'under_18', 0, null, 'any', 'end', 0, '2023-10-28', null, 'Rehabilitation of Offenders Act 1974 section 5 as amended by the Police, Crime, Sentencing and Courts Act 2022 section 193', 0),
    ('fine', 'adult', 0, null, 'any', 'conviction', 12, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('fine', 'under_18', 0, null, 'any', 'conviction', 6, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('conditional_discharge', 'adult', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('conditional_discharge', 'under_18', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('bind_over', 'adult', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('bind_over', 'under_18', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('other_order', 'adult', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('other_order', 'under_18', 0, null, 'any', 'end', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('absolute_discharge', 'adult', 0, null, 'any', 'conviction', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('absolute_discharge', 'under_18', 0, null, 'any', 'conviction', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('simple_caution', 'adult', 0, null, 'any', 'conviction', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('simple_caution', 'under_18', 0, null, 'any', 'conviction', 0, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('conditional_caution', 'adult', 0, null, 'any', 'first', 3, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('conditional_caution', 'under_18', 0, null, 'any', 'first', 3, '2014-03-10', null, 'Rehabilitation of Offenders Act 1974, from memory', 1);

insert into rehabilitation_figure (code, amount, from_day, source, from_memory) values
    ('no_end_months', 24, '2014-03-10', 'Rehabilitation of Offenders Act 1974, from memory', 1),
    ('adult_years', 18, '2014-03-10', 'The table of periods', 0),
    ('further_joins', 2, '2014-03-10', 'Rehabilitation of Offenders Act 1974, from memory: neither is spent until both are', 1);

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('summary_approval', 3, 'working_days', '2000-01-01', 'A default', 1),
    ('summary_expires', 6, 'months', '2000-01-01', 'Guidance on disclosure to employers and landlords: six months by default', 0);

insert into summary_template (kind, from_day, title, opening, record_heading, no_convictions, explanation_heading, risk_heading, risk_prompt, support_heading, support_prompt, progress_heading, contact_heading, closing) values
    ('employer', '2000-01-01', '{person}: {opportunity}', '{person} has asked us to write to {body} about {opportunity}. This letter tells what you need for a fair decision. Many people with a record make loyal and reliable staff.', 'What is on the record', '{person} has no conviction that has to be told to you.', 'What this means in plain words', 'Risk in this work', 'Say what follows for this work: its hazards, its hours, cash, keys, machines, contact with the public, and any restriction that the order sets. Where nothing follows, say so.', 'Support in place', 'Who stays in touch, how often, and what you do when something worries the employer.', 'Progress made', 'Whom to ask', 'Please keep this letter to those who take the decision, do not copy it, and destroy it on or before its last day, as you agreed. It is not a criminal record check. It says what {person} has agreed that you may be told, and nothing else.'),
    ('landlord', '2000-01-01', '{person}: {opportunity}', '{person} has asked us to write to {body} about {opportunity}. This letter tells what you need for a fair decision about this tenancy.', 'What is on the record', '{person} has no conviction that has to be told to you.', 'What this means in plain words', 'Risk in this tenancy', 'Say what follows for this home: neighbours, others in the house, the building. Where nothing follows, say so.', 'Tenancy support', 'Who supports the tenancy, in which hours they can be reached, and how rent is arranged.', 'Progress made', 'Whom to ask', 'Please keep this letter to those who take the decision, do not copy it, and destroy it on or before its last day, as you agreed. It is not a criminal record check. It says what {person} has agreed that you may be told, and nothing else.'),
    ('college', '2000-01-01', '{person}: {opportunity}', '{person} has asked us to write to {body} about {opportunity}. This letter tells what you need to offer a place and to make it work.', 'What is on the record', '{person} has no conviction that has to be told to you.', 'What this means in plain words', 'Risk on this course', 'Say what follows for this course: workshops, placements, other learners, online work. Where nothing follows, say so.', 'Support in place', 'Who stays in touch with tutors, and what helps with learning.', 'Progress made', 'Whom to ask', 'Please keep this letter to those who take the decision, do not copy it, and destroy it on or before its last day, as you agreed. It is not a criminal record check. It says what {person} has agreed that you may be told, and nothing else.'),
    ('volunteering', '2000-01-01', '{person}: {opportunity}', '{person} has asked us to write to {body} about {opportunity}. This letter tells what you need to welcome them safely.', 'What is on the record', '{person} has no conviction that has to be told to you.', 'What this means in plain words', 'Risk in this role', 'Say what follows for this role: money, keys, lone working, people who may be vulnerable. Where nothing follows, say so.', 'Support in place', 'Who stays in touch, and what you do when something worries the body.', 'Progress made', 'Whom to ask', 'Please keep this letter to those who take the decision, do not copy it, and destroy it on or before its last day, as you agreed. It is not a criminal record check. It says what {person} has agreed that you may be told, and nothing else.');

insert into summary_word (words, topic) values
    ('addict', 'health'),
    ('addicted', 'health'),
    ('addiction', 'health'),
    ('alcoholic', 'health'),
    ('alcoholism', 'health'),
    ('antidepressant', 'health'),
    ('anxiety', 'health'),
    ('approved premises', 'address'),
    ('asthma', 'health'),
    ('atr', 'code'),
    ('autism', 'health'),
    ('bail hostel', 'address'),
    ('bipolar', 'health'),
    ('cannabis', 'health'),
    ('cocaine', 'health'),
    ('complainant', 'victim'),
    ('counselling', 'health'),
    ('crack', 'health'),
    ('crn', 'code'),
    ('dash', 'code'),
    ('dependency', 'health'),
    ('depressed', 'health'),
    ('depression', 'health'),
    ('detox', 'health'),
    ('diabetes', 'health'),
    ('diagnosed', 'health'),
    ('diagnosis', 'health'),
    ('disability', 'health'),
    ('disorder', 'health'),
    ('drinking', 'health'),
    ('drr', 'code'),
    ('drug', 'health'),
    ('drugs', 'health'),
    ('epilepsy', 'health'),
    ('ex husband', 'victim'),
    ('ex partner', 'victim'),
    ('ex wife', 'victim'),
    ('flat number', 'address'),
    ('gp', 'health'),
    ('hepatitis', 'health'),
    ('her address', 'address'),
    ('her children', 'victim'),
    ('her daughter', 'victim'),
    ('her husband', 'victim'),
    ('her mother', 'victim'),
    ('her partner', 'victim'),
    ('her son', 'victim'),
    ('heroin', 'health'),
    ('his address', 'address'),
    ('his children', 'victim'),
    ('his daughter', 'victim'),
    ('his mother', 'victim'),
    ('his partner', 'victim'),
    ('his son', 'victim'),
    ('his wife', 'victim'),
    ('hiv', 'health'),
    ('home address', 'address'),
    ('illness', 'health'),
    ('iom', 'code'),
    ('lived at', 'address'),
    ('lives at', 'address'),
    ('living at', 'address'),
    ('mappa', 'code'),
    ('marac', 'code'),
    ('medical', 'health'),
    ('medication', 'health'),
    ('mental health', 'health'),
    ('methadone', 'health'),
    ('mhtr', 'code'),
    ('nfa', 'code'),
    ('oasys', 'code'),
    ('ogrs', 'code'),
    ('osp', 'code'),
    ('overdose', 'health'),
    ('pnc', 'code'),
    ('postcode', 'address'),
    ('pregnancy', 'health'),
    ('pregnant', 'health'),
    ('prescribed', 'health'),
    ('prescription', 'health'),
    ('psychiatric', 'health'),
    ('psychiatrist', 'health'),
    ('psychologist', 'health'),
    ('psychosis', 'health'),
    ('psychotic', 'health'),
    ('ptsd', 'health'),
    ('rar', 'code'),
    ('rehab', 'health'),
    ('relapse', 'health'),
    ('relapsed', 'health'),
    ('resides at', 'address'),
    ('rosh', 'code'),
    ('rsr', 'code'),
    ('schizophrenia', 'health'),
    ('self harm', 'health'),
    ('sober', 'health'),
    ('sso', 'code'),
    ('suicidal', 'health'),
    ('suicide', 'health'),
    ('their address', 'address'),
    ('therapist', 'health'),
    ('therapy', 'health'),
    ('treatment', 'health'),
    ('treatment requirement', 'health'),
    ('victim', 'victim'),
    ('victims', 'victim'),
    ('visor', 'code'),
    ('wellbeing', 'health'),
    ('witness', 'victim'),
    ('witnesses', 'victim');

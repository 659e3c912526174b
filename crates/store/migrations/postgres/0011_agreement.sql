-- Agreements to share: versions whose terms stand still once they were sent for review, the facts of their lives, what parties
-- remarked, and the templates that drafts begin with.

create table agreement (
    id uuid not null primary key,
    partnership_id uuid not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null
);

-- `terms` is JSON in `format`. `edits` counts changes of the draft, `facts` the facts: their sum is what a writer must have seen.
create table agreement_version (
    agreement_id uuid not null references agreement (id),
    number bigint not null,
    format bigint not null,
    terms text collate "C" not null,
    edits bigint not null,
    facts bigint not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (agreement_id, number)
);

create table agreement_fact (
    agreement_id uuid not null,
    number bigint not null,
    position bigint not null,
    step text collate "C" not null,
    words text collate "C",
    day text collate "C",
    signed_for uuid,
    later bigint,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (agreement_id, number, position)
);

create table agreement_remark (
    agreement_id uuid not null,
    number bigint not null,
    id uuid not null,
    about text collate "C" not null,
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (agreement_id, number, id)
);

-- One row. It grows with every change of any agreement, so that whoever keeps them in mind knows when to read them again.
create table agreement_edition (
    one bigint not null primary key,
    edition bigint not null
);
insert into agreement_edition (one, edition) values (1, 0);

-- Versions of a template are rows with a later day.
create table agreement_template (
    code text collate "C" not null,
    from_day text collate "C" not null,
    name text collate "C" not null,
    whom text collate "C" not null,
    format bigint not null,
    terms text collate "C" not null,
    primary key (code, from_day)
);

insert into agreement_template (code, from_day, name, whom, format, terms) values (
    'probation_treatment', '2000-01-01', 'Probation and treatment',
    'A probation agency and an alcohol or drug treatment provider', 1,
    '{"said": {"title": "Probation and treatment", "purposes": [{"purpose": "referral", "words": "So that a person referred for treatment is met soon, safely and once"}, {"purpose": "supervision", "words": "So that whoever supervises an order knows of attendance, engagement, progress against goals and change in risk"}, {"purpose": "treatment", "words": "So that treatment fits the order and the person’s circumstances"}], "necessity": "Benefit: treatment that a court ordered begins in time, nobody is asked the same twice, and risk to staff is known before a first meeting.\nRisk: what is said in treatment could reach those who enforce the order, and people would stop speaking openly. So the content of sessions stays with the provider; only facts are shared.\nAlternatives considered: telephone calls and emailed forms. They leave no record of who was told what, and reach people who need not know.", "consent": "good_practice", "consent_wording": "The leaflet on treatment as part of an order, page 2", "privacy_notice": "At the first appointment with each party, in writing, and read out where that helps", "transfer": "Read in this workspace under this agreement; nothing is sent by email; marked OFFICIAL-SENSITIVE", "frequency": "With each referral; from then on as things are recorded", "rights": "Each party answers for what it recorded; whoever is asked first passes the request on within two working days", "accuracy": "A correction is made by the party that recorded it and shows at once to all who read it; those who were told before are told again", "incidents": "Whoever notices tells the other party within 24 hours; the party that recorded it decides on a report to the ICO within 72 hours", "assessments": "Data protection impact assessment: to be linked", "onward": "listed", "auditing": {"per_cent": 5, "reviewer": "The information governance leads of both parties, in turn"}, "funding": null, "clauses": [{"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["alcohol_treatment", "drug_treatment"], "sections": ["contact", "communication"], "holder": "any", "level": "full", "purposes": ["referral", "treatment"], "when": ["referral_in", "on_team"], "bases": ["A6-1-e"], "power": "OMA-2007-14", "from": null, "until": null, "number": 1}, {"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["alcohol_treatment", "drug_treatment"], "sections": ["court", "risk"], "holder": "any", "level": "summary", "purposes": ["referral", "treatment"], "when": ["referral_in", "on_team"], "bases": ["A6-1-e", "A10"], "power": "OMA-2007-14", "from": null, "until": null, "number": 2}, {"roles": ["probation_practitioner", "team_manager"], "agency_kinds": ["probation"], "sections": ["compliance", "plan", "risk"], "holder": "any", "level": "full", "purposes": ["supervision"], "when": ["on_team"], "bases": ["A6-1-e", "A9-2-h"], "power": "OMA-2007-14", "from": null, "until": null, "number": 3}, {"roles": ["probation_practitioner", "team_manager"], "agency_kinds": ["probation"], "sections": ["substance"], "holder": "any", "level": "summary", "purposes": ["supervision"], "when": ["on_team"], "bases": ["A6-1-e", "A9-2-h"], "power": "OMA-2007-14", "from": null, "until": null, "number": 4}, {"roles": ["probation_practitioner"], "agency_kinds": ["probation"], "sections": ["treatment"], "holder": "any", "level": "exists", "purposes": ["supervision"], "when": ["on_team"], "bases": ["A6-1-e", "A9-2-h"], "power": "OMA-2007-14", "from": null, "until": null, "number": 5}]}, "sides": [{"kinds": ["probation"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "supervision", "basis": "A6-1-e", "power": "OMA-2007-14"}, {"purpose": "referral", "basis": "A6-1-e", "power": "OMA-2007-14"}], "retention": "Six years after the sentence ends, longer where MAPPA applies; then destroyed (a default: confirm it)", "caldicott": null}, {"kinds": ["alcohol_treatment", "drug_treatment"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "treatment", "basis": "A9-2-h", "power": null}, {"purpose": "referral", "basis": "A6-1-e", "power": null}], "retention": "Eight years after the last contact; mental health records 20 years; then destroyed", "caldicott": "The Caldicott guardian of the provider"}], "review_months": 12, "months": 36, "stops_unreviewed": false}'
);

insert into agreement_template (code, from_day, name, whom, format, terms) values (
    'police_probation_iom', '2000-01-01', 'Police and probation: integrated offender management',
    'A police force and a probation agency with a cohort in common', 1,
    '{"said": {"title": "Police and probation: integrated management of a cohort", "purposes": [{"purpose": "supervision", "words": "To prevent reoffending by people of the agreed cohort, by one plan that joins enforcement and support"}], "necessity": "Benefit: those who reoffend most meet one plan, and are not visited twice a day by people who do not know of each other.\nRisk: a person could be watched more closely than their behaviour warrants. So the cohort is reviewed each month, and notes are not shared.\nAlternatives considered: a weekly list by email. It cannot be corrected once sent, and goes to all alike.", "consent": "not_needed", "consent_wording": null, "privacy_notice": "In the letter that tells somebody they were chosen for the cohort", "transfer": "Read in this workspace under this agreement; nothing is sent by email; marked OFFICIAL-SENSITIVE", "frequency": "At the weekly meeting, and at once where risk changes", "rights": "Each party answers for what it recorded; whoever is asked first passes the request on within two working days", "accuracy": "A correction is made by the party that recorded it and shows at once to all who read it; those who were told before are told again", "incidents": "Whoever notices tells the other party within 24 hours; the party that recorded it decides on a report to the ICO within 72 hours", "assessments": "Data protection impact assessment: to be linked", "onward": "with_permission", "auditing": {"per_cent": 10, "reviewer": "The board of the partnership"}, "funding": null, "clauses": [{"roles": ["police_officer"], "agency_kinds": ["police"], "sections": ["contact", "court", "compliance", "accommodation"], "holder": "any", "level": "full", "purposes": ["supervision"], "when": ["on_team"], "bases": ["P3"], "power": "CDA-1998-115", "from": null, "until": null, "number": 1}, {"roles": ["police_officer"], "agency_kinds": ["police"], "sections": ["risk", "plan", "employment"], "holder": "any", "level": "summary", "purposes": ["supervision"], "when": ["on_team"], "bases": ["P3"], "power": "CDA-1998-115", "from": null, "until": null, "number": 2}, {"roles": ["police_officer"], "agency_kinds": ["police"], "sections": ["substance"], "holder": "any", "level": "signal", "purposes": ["supervision"], "when": ["on_team"], "bases": ["P3"], "power": "CDA-1998-115", "from": null, "until": null, "number": 3}, {"roles": ["probation_practitioner", "team_manager"], "agency_kinds": ["probation"], "sections": ["risk", "compliance", "accommodation"], "holder": "any", "level": "full", "purposes": ["supervision"], "when": ["on_team"], "bases": ["P3"], "power": "CDA-1998-115", "from": null, "until": null, "number": 4}]}, "sides": [{"kinds": ["police"], "role": "controller", "regime": "dpa_part_3", "bases": [{"purpose": "supervision", "basis": "P3", "power": "CDA-1998-115"}], "retention": "Reviewed under the management of police information rules; destroyed when no policing purpose is left", "caldicott": null}, {"kinds": ["probation"], "role": "controller", "regime": "dpa_part_3", "bases": [{"purpose": "supervision", "basis": "P3", "power": "OMA-2007-14"}], "retention": "Six years after the sentence ends, longer where MAPPA applies; then destroyed (a default: confirm it)", "caldicott": null}], "review_months": 6, "months": 24, "stops_unreviewed": false}'
);

insert into agreement_template (code, from_day, name, whom, format, terms) values (
    'court_liaison_mental_health', '2000-01-01', 'Court liaison and mental health',
    'A liaison and diversion team and a mental health trust or health service', 1,
    '{"said": {"title": "Court liaison and community health", "purposes": [{"purpose": "referral", "words": "So that somebody screened at court or in custody is taken on by the right team without being assessed again"}, {"purpose": "treatment", "words": "So that care known before goes on"}], "necessity": "Benefit: care begins on the day of the hearing instead of weeks after it.\nRisk: health information could reach the court beyond what the person agreed to. So this agreement opens nothing to any criminal justice agency.\nAlternatives considered: letters by post. They arrive after the hearing.", "consent": "required", "consent_wording": "The words of the screening form, section 1", "privacy_notice": "Before the screening begins, by whoever screens", "transfer": "Read in this workspace under this agreement; nothing is sent by email; marked OFFICIAL-SENSITIVE", "frequency": "With each referral", "rights": "Each party answers for what it recorded; whoever is asked first passes the request on within two working days", "accuracy": "A correction is made by the party that recorded it and shows at once to all who read it; those who were told before are told again", "incidents": "Whoever notices tells the other party within 24 hours; the party that recorded it decides on a report to the ICO within 72 hours", "assessments": "Data protection impact assessment: to be linked", "onward": "none", "auditing": {"per_cent": 10, "reviewer": "The Caldicott guardians of both parties"}, "funding": null, "clauses": [{"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["mental_health", "health_service"], "sections": ["contact", "communication", "risk"], "holder": "any", "level": "full", "purposes": ["referral", "treatment"], "when": ["referral_in", "on_team"], "bases": ["A6-1-e", "A9-2-h"], "power": null, "from": null, "until": null, "consent": true, "number": 1}, {"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["mental_health", "health_service"], "sections": ["mental_health", "physical_health", "substance"], "holder": "any", "level": "full", "purposes": ["referral", "treatment"], "when": ["referral_in", "on_team"], "bases": ["A9-2-h"], "power": null, "from": null, "until": null, "consent": true, "number": 2}, {"roles": ["court_liaison", "team_manager"], "agency_kinds": ["court_liaison"], "sections": ["mental_health", "plan"], "holder": "any", "level": "summary", "purposes": ["referral", "treatment"], "when": ["on_team", "referral_out"], "bases": ["A9-2-h"], "power": null, "from": null, "until": null, "consent": true, "number": 3}]}, "sides": [{"kinds": ["court_liaison"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "referral", "basis": "A6-1-e", "power": null}, {"purpose": "treatment", "basis": "A9-2-h", "power": null}], "retention": "Eight years after the last contact; mental health records 20 years; then destroyed", "caldicott": "The Caldicott guardian of the liaison team’s trust"}, {"kinds": ["mental_health", "health_service"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "referral", "basis": "A6-1-e", "power": null}, {"purpose": "treatment", "basis": "A9-2-h", "power": null}], "retention": "Eight years after the last contact; mental health records 20 years; then destroyed", "caldicott": "The Caldicott guardian of the trust"}], "review_months": 12, "months": 36, "stops_unreviewed": false}'
);

insert into agreement_template (code, from_day, name, whom, format, terms) values (
    'duty_to_refer', '2000-01-01', 'Duty to refer to a housing authority',
    'A public authority (probation, prison, police, health) and a council as housing authority', 1,
    '{"said": {"title": "Duty to refer: people who may be homeless", "purposes": [{"purpose": "referral", "words": "To tell the housing authority that the person named chose of somebody who is, or within 56 days may be, homeless"}, {"purpose": "supervision", "words": "So that whoever supervises knows what became of the referral"}], "necessity": "Benefit: the housing authority knows early enough to prevent homelessness.\nRisk: an allocation could be refused because of a conviction. So only contact details, needs that affect the conversation, and the state of accommodation are shared; offences are not.\nAlternatives considered: asking the person to apply by themselves. Many do not, and those released from prison cannot in time.", "consent": "required", "consent_wording": "The duty to refer form: agreement to the referral, the authority chosen, and contact details", "privacy_notice": "When the referral is made", "transfer": "Read in this workspace under this agreement; nothing is sent by email; marked OFFICIAL-SENSITIVE", "frequency": "With each referral", "rights": "Each party answers for what it recorded; whoever is asked first passes the request on within two working days", "accuracy": "A correction is made by the party that recorded it and shows at once to all who read it; those who were told before are told again", "incidents": "Whoever notices tells the other party within 24 hours; the party that recorded it decides on a report to the ICO within 72 hours", "assessments": "Data protection impact assessment: to be linked", "onward": "none", "auditing": {"per_cent": 5, "reviewer": "The council’s information governance lead"}, "funding": null, "clauses": [{"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["council", "housing"], "sections": ["contact", "communication", "accommodation"], "holder": "any", "level": "full", "purposes": ["referral"], "when": ["referral_in"], "bases": ["A6-1-c"], "power": "HRA-2017-10", "from": null, "until": null, "consent": true, "number": 1}, {"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["council", "housing"], "sections": ["risk"], "holder": "any", "level": "signal", "purposes": ["referral"], "when": ["referral_in"], "bases": ["A6-1-c"], "power": "HRA-2017-10", "from": null, "until": null, "consent": true, "number": 2}, {"roles": ["probation_practitioner", "team_manager", "specialist"], "agency_kinds": ["probation", "prison"], "sections": ["accommodation"], "holder": "any", "level": "summary", "purposes": ["referral", "supervision"], "when": ["referral_out", "on_team"], "bases": ["A6-1-e"], "power": null, "from": null, "until": null, "consent": true, "number": 3}]}, "sides": [{"kinds": ["probation", "prison", "police", "health_service"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "referral", "basis": "A6-1-c", "power": "HRA-2017-10"}], "retention": "Six years after the sentence ends, longer where MAPPA applies; then destroyed (a default: confirm it)", "caldicott": null}, {"kinds": ["council", "housing"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "referral", "basis": "A6-1-c", "power": "HRA-2017-10"}], "retention": "Eight years after the last contact; then destroyed (a default: confirm it)", "caldicott": null}], "review_months": 12, "months": 36, "stops_unreviewed": false}'
);

insert into agreement_template (code, from_day, name, whom, format, terms) values (
    'employer_landlord', '2000-01-01', 'Summary for employers and landlords',
    'A probation agency and an employment or housing provider that speaks with employers and landlords', 1,
    '{"said": {"title": "Summary for an employer or a landlord", "purposes": [{"purpose": "treatment", "words": "To support somebody into a job, a course or a home by a short summary that they have read and agreed to"}], "necessity": "Benefit: an application is read instead of binned, and risk is neither hidden nor made larger than it is.\nRisk: a conviction becomes known in a workplace or a street. So each summary is for one recipient and one opportunity, holds only unspent convictions that matter for it, and expires after six months.\nAlternatives considered: leaving disclosure to the person alone. It remains their choice.", "consent": "required", "consent_wording": "The summary itself, shown to the person word for word before they agree", "privacy_notice": "In the conversation about the summary", "transfer": "Each summary is a letter handed over by the named contact; nothing of the record leaves with it", "frequency": "Once for each opportunity", "rights": "Each party answers for what it recorded; whoever is asked first passes the request on within two working days", "accuracy": "A correction is made by the party that recorded it and shows at once to all who read it; those who were told before are told again", "incidents": "Whoever notices tells the other party within 24 hours; the party that recorded it decides on a report to the ICO within 72 hours", "assessments": "Data protection impact assessment: to be linked", "onward": "none", "auditing": {"per_cent": 20, "reviewer": "The manager who approves each summary"}, "funding": null, "clauses": [{"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["employment", "housing", "charity"], "sections": ["employment", "accommodation", "contact"], "holder": "any", "level": "full", "purposes": ["treatment"], "when": ["on_team", "referral_in"], "bases": ["A6-1-a"], "power": null, "from": null, "until": null, "consent": true, "number": 1}, {"roles": ["treatment_worker", "specialist", "team_manager"], "agency_kinds": ["employment", "housing", "charity"], "sections": ["court", "risk"], "holder": "any", "level": "summary", "purposes": ["treatment"], "when": ["on_team"], "bases": ["A6-1-a", "A10"], "power": null, "from": null, "until": null, "consent": true, "number": 2}, {"roles": ["probation_practitioner", "team_manager"], "agency_kinds": ["probation"], "sections": ["employment", "accommodation"], "holder": "any", "level": "full", "purposes": ["treatment"], "when": ["on_team", "referral_out"], "bases": ["A6-1-e"], "power": null, "from": null, "until": null, "consent": true, "number": 3}]}, "sides": [{"kinds": ["probation"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "treatment", "basis": "A6-1-e", "power": "OMA-2007-14"}], "retention": "Six years after the sentence ends, longer where MAPPA applies; then destroyed (a default: confirm it)", "caldicott": null}, {"kinds": ["employment", "housing", "charity"], "role": "controller", "regime": "uk_gdpr", "bases": [{"purpose": "treatment", "basis": "A6-1-a", "power": null}], "retention": "Until the summary expires, six months at most; then destroyed", "caldicott": null}], "review_months": 12, "months": 24, "stops_unreviewed": true}'
);

create trigger agreement_no_change before update or delete on agreement for each row execute function refuse_change();
create trigger agreement_no_truncate before truncate on agreement for each statement execute function refuse_change();
create trigger agreement_fact_no_change before update or delete on agreement_fact for each row execute function refuse_change();
create trigger agreement_fact_no_truncate before truncate on agreement_fact for each statement execute function refuse_change();
create trigger agreement_remark_no_change before update or delete on agreement_remark for each row execute function refuse_change();
create trigger agreement_remark_no_truncate before truncate on agreement_remark for each statement execute function refuse_change();
create trigger agreement_template_no_change before update or delete on agreement_template for each row execute function refuse_change();
create trigger agreement_template_no_truncate before truncate on agreement_template for each statement execute function refuse_change();
create trigger agreement_version_no_delete before delete on agreement_version for each row execute function refuse_change();
create trigger agreement_version_no_truncate before truncate on agreement_version for each statement execute function refuse_change();
create trigger agreement_version_no_update before update on agreement_version for each row
when (old.agreement_id <> new.agreement_id or old.number <> new.number or old.at <> new.at or old.by_account <> new.by_account
    or old.agency_id <> new.agency_id or new.facts < old.facts or new.edits < old.edits
    or (old.facts > 0 and (old.terms <> new.terms or old.format <> new.format or old.edits <> new.edits)))
execute function refuse_change();

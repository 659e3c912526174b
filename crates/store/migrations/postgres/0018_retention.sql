-- Retention: how long records are kept, what stops their disposal, and what was disposed of by whom.

-- How long: for a kind of agency, or for one agency in place of that, counted from when, with the days on which the row counts.
create table retention_schedule (
    code text collate "C" not null primary key,
    agency_kind text collate "C" not null,
    agency_id uuid,
    record text collate "C" not null,
    counts_from text collate "C" not null,
    months bigint not null,
    action text collate "C" not null,
    from_day text collate "C" not null,
    until_day text collate "C",
    source text collate "C" not null,
    from_memory bigint not null
);

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
    person_id uuid not null references person (id),
    id uuid not null,
    why text collate "C" not null,
    review text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    ended_at bigint,
    ended_by uuid,
    ended_why text collate "C",
    primary key (person_id, id)
);
create unique index legal_hold_open on legal_hold (person_id, agency_id) where ended_at is null;

-- What was proposed by one person and carried out or refused by another. No word of it names anybody: `person_id` leads to nobody
-- once the record is gone. `certificate` is the JSON of what was disposed of.
create table disposal (
    id uuid not null primary key,
    person_id uuid not null,
    agency_id uuid not null,
    schedule text collate "C" not null,
    counted_from text collate "C" not null,
    due text collate "C" not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    decided_at bigint,
    decided_by uuid,
    certificate text collate "C"
);
create unique index disposal_waiting on disposal (person_id, agency_id) where state = 'proposed';
create index disposal_of_agency on disposal (agency_id, state, at, id);
create index disposal_decided on disposal (decided_at, id) where state = 'carried_out';

-- What is gone: nothing of it comes back by an import or from a backup. `whole` says that the person is gone altogether.
create table tombstone (
    person_id uuid not null,
    agency_id uuid not null,
    disposal_id uuid not null,
    at bigint not null,
    whole bigint not null,
    primary key (person_id, agency_id, disposal_id)
);

-- The record that is being disposed of in this very transaction, and nothing after it.
create table disposing (
    person_id uuid not null primary key,
    disposal_id uuid not null
);

-- What went to somebody who should not have had it.
create table mistaken_disclosure (
    id uuid not null primary key,
    agency_id uuid not null,
    person_id uuid references person (id),
    what text collate "C" not null,
    people bigint not null,
    sections text collate "C" not null,
    recipient text collate "C" not null,
    happened text collate "C" not null,
    aware_at bigint not null,
    tell_by bigint not null,
    facts bigint not null,
    state text collate "C" not null,
    shown_to_person bigint not null,
    at bigint not null,
    by_account uuid not null
);
create index mistaken_disclosure_of_agency on mistaken_disclosure (agency_id, state, tell_by, id);
create index mistaken_disclosure_of_person on mistaken_disclosure (person_id, id) where person_id is not null;

create table mistaken_disclosure_fact (
    disclosure_id uuid not null references mistaken_disclosure (id),
    position bigint not null,
    step text collate "C" not null,
    body text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (disclosure_id, position)
);

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('tell_commissioner', 4320, 'minutes', '2000-01-01', 'UK GDPR Article 33: 72 hours after becoming aware, from memory', 1);

-- The people of one agency, in order.
create index involvement_of_agency on involvement (agency_id, person_id);

-- What points at one person, for whoever takes it away.
create index note_move_to on note_move (to_person_id);
create index notice_of_person on notice (person_id);

-- The database itself sees to it that two people decided, that what is gone stays gone, and that what is append-only goes by a
-- disposal alone.
create function needs_two_people() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from disposal d where d.id = new.disposal_id and d.state = 'carried_out' and d.decided_by <> d.by_account) then
        raise exception 'a disposal needs two people' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger disposing_needs_two before insert on disposing for each row execute function needs_two_people();
create function stays_gone() returns trigger language plpgsql as $$
begin
    if exists (select 1 from tombstone t where t.person_id = new.id and t.whole = 1) then
        raise exception 'the record was disposed of' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger person_stays_gone before insert on person for each row execute function stays_gone();
create trigger tombstone_no_change before update or delete on tombstone for each row execute function refuse_change();
create trigger tombstone_no_truncate before truncate on tombstone for each statement execute function refuse_change();
create trigger disposal_no_delete before delete on disposal for each row execute function refuse_change();
create trigger disposal_no_truncate before truncate on disposal for each statement execute function refuse_change();
create trigger disposal_decided_once before update on disposal for each row when (old.state = 'refused' or old.certificate is not null or (old.state = 'carried_out' and new.state <> 'carried_out'))
execute function refuse_change();
create trigger mistaken_disclosure_fact_no_update before update on mistaken_disclosure_fact
for each row execute function refuse_change();
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name not in ('event', 'event_payload', 'ledger', 'ledger_person', 'disposal', 'tombstone') then
        if exists (select 1 from disposing d where d.person_id = (to_jsonb(old) ->> 'person_id')::uuid) then
            return old;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create function refuse_emptying() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from disposing) then
        raise exception '% may only be emptied by a disposal', tg_table_name using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger event_payload_only_by_disposal before update on event_payload for each row execute function refuse_emptying();

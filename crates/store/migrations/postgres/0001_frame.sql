-- Types: instants are UTC milliseconds, days are ISO text, flags are 0 or 1, JSON is text.
-- The twin of this file for the other database has the same tables, columns, keys and indexes; a test compares them.

create table installation (
    one bigint not null primary key check (one = 1),
    partnership_id uuid not null,
    name text collate "C" not null,
    demonstration bigint not null,
    at bigint not null
);

create table agency (
    id uuid not null primary key,
    partnership_id uuid not null,
    name text collate "C" not null,
    kind text collate "C" not null,
    at bigint not null
);
create index agency_by_name on agency (name, id);

create table site (
    id uuid not null primary key,
    agency_id uuid not null references agency (id),
    name text collate "C" not null,
    place text collate "C" not null
);

create table account (
    id uuid not null primary key,
    agency_id uuid not null references agency (id),
    name text collate "C" not null,
    email text collate "C" not null unique,
    roles text collate "C" not null,
    password_hash text collate "C",
    totp_sealed bytea,
    totp_last_step bigint not null,
    at bigint not null,
    closed_at bigint
);
create index account_by_name on account (agency_id, name, id);

create table recovery_code (
    account_id uuid not null references account (id),
    hash bytea not null,
    used_at bigint,
    primary key (account_id, hash)
);

create table session (
    id uuid not null primary key,
    account_id uuid not null references account (id),
    secret_hash bytea not null unique,
    csrf bytea not null,
    stage bigint not null,
    at bigint not null,
    seen_at bigint not null,
    ended_at bigint,
    failed_codes bigint not null,
    address text collate "C" not null,
    browser text collate "C" not null
);
create index session_unused on session (seen_at);
create index session_by_account on session (account_id, at);

create table token (
    id uuid not null primary key,
    account_id uuid not null references account (id),
    name text collate "C" not null,
    secret_hash bytea not null unique,
    scopes text collate "C" not null,
    at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);
create index token_by_account on token (account_id, at);

create table invitation (
    id uuid not null primary key,
    account_id uuid not null references account (id),
    secret_hash bytea not null unique,
    at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index invitation_by_end on invitation (expires_at);
create index invitation_by_account on invitation (account_id, at);

create table throttle (
    key bytea not null primary key,
    failures bigint not null,
    last_at bigint not null
);
create index throttle_by_last on throttle (last_at);

create table service (
    id uuid not null primary key,
    agency_id uuid not null references agency (id),
    name text collate "C" not null,
    pathway text collate "C" not null,
    answer_in_working_days bigint not null
);

create table requirement_kind (
    code text collate "C" not null,
    name text collate "C" not null,
    unit text collate "C" not null,
    least bigint,
    most bigint,
    from_day text collate "C" not null,
    to_day text collate "C",
    primary key (code, from_day)
);

create table bank_holiday (
    nation text collate "C" not null,
    day text collate "C" not null,
    name text collate "C" not null,
    primary key (nation, day)
);

-- Numbers from other systems are attributes: nothing here refuses one that somebody else has, since a refusal would
-- reveal a hidden person; only our own short reference is one person’s alone. `words` is the sorted JSON list of the person's search words.
create table person (
    id uuid not null primary key,
    reference text collate "C" not null unique,
    holder_id uuid not null,
    given text collate "C",
    middle text collate "C",
    family text collate "C" not null,
    known_as text collate "C",
    aliases text collate "C" not null,
    born text collate "C",
    gender text collate "C" not null,
    identifiers text collate "C" not null,
    words text collate "C" not null,
    version bigint not null,
    at bigint not null
);
create index person_by_birth on person (born, id);

create table identifier (
    kind text collate "C" not null,
    canonical text collate "C" not null,
    person_id uuid not null references person (id),
    primary key (kind, canonical, person_id)
);

-- One row for each agency within whose reach the person is, or was, and each word. A search scans one agency's words.
create table search_word (
    agency_id uuid not null,
    word text collate "C" not null,
    person_id uuid not null references person (id),
    primary key (agency_id, word, person_id)
);

create table contact (
    person_id uuid not null references person (id),
    holder_id uuid not null,
    address text collate "C",
    postcode text collate "C",
    telephone text collate "C",
    email text collate "C",
    at bigint not null,
    primary key (person_id, holder_id)
);

create table communication (
    person_id uuid not null references person (id),
    holder_id uuid not null,
    needs text collate "C" not null,
    at bigint not null,
    primary key (person_id, holder_id)
);

create table involvement (
    person_id uuid not null references person (id),
    id uuid not null,
    agency_id uuid not null,
    account_id uuid,
    role text collate "C" not null,
    leads bigint not null,
    from_day text collate "C" not null,
    to_day text collate "C",
    primary key (person_id, id)
);
create index involvement_of_account on involvement (account_id, person_id);

create table limited_access (
    person_id uuid not null references person (id),
    from_day text collate "C" not null,
    primary key (person_id, from_day)
);

create table limited_access_name (
    person_id uuid not null references person (id),
    account_id uuid not null,
    primary key (person_id, account_id)
);

create table court_order (
    person_id uuid not null references person (id),
    id uuid not null,
    holder_id uuid not null,
    kind text collate "C" not null,
    court text collate "C",
    offence text collate "C",
    made text collate "C" not null,
    ends text collate "C" not null,
    ended text collate "C",
    primary key (person_id, id)
);

create table requirement (
    person_id uuid not null references person (id),
    order_id uuid not null,
    id uuid not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    amount bigint not null,
    unit text collate "C" not null,
    done bigint not null,
    began text collate "C",
    ended text collate "C",
    primary key (person_id, order_id, id)
);

create table need (
    person_id uuid not null references person (id),
    id uuid not null,
    pathway text collate "C" not null,
    level text collate "C" not null,
    detail text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table risk_flag (
    person_id uuid not null references person (id),
    id uuid not null,
    kind text collate "C" not null,
    detail text collate "C",
    ended text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table note (
    person_id uuid not null references person (id),
    at bigint not null,
    id uuid not null,
    section text collate "C" not null,
    text text collate "C" not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, at, id)
);

create table appointment (
    person_id uuid not null references person (id),
    id uuid not null,
    account_id uuid not null,
    at bigint not null,
    day text collate "C" not null,
    place text collate "C" not null,
    outcome text collate "C",
    booked_at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);
create index appointment_open on appointment (account_id, day, id) where outcome is null;

-- `facts`, `state` and `phase` are derived from `referral_fact` in the transaction that appends a fact; `phase` is
-- 0 not sent, 1 waits for an answer, 2 taken on, 3 over.
create table referral (
    person_id uuid not null references person (id),
    id uuid not null unique,
    reference text collate "C" not null unique,
    from_agency_id uuid not null,
    made_by uuid not null,
    to_agency_id uuid not null,
    service_id uuid not null references service (id),
    requirement_id uuid,
    asks text collate "C" not null,
    risk_to_staff text collate "C",
    answer_by text collate "C" not null,
    facts bigint not null,
    state text collate "C" not null,
    phase bigint not null,
    primary key (person_id, id)
);
create index referral_inbox on referral (to_agency_id, phase, answer_by, id);
create index referral_awaiting on referral (made_by, phase, answer_by, id);

create table referral_fact (
    person_id uuid not null references person (id),
    referral_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    reason text collate "C",
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, referral_id, position)
);

create table notice (
    id uuid not null primary key,
    account_id uuid not null,
    person_id uuid not null references person (id),
    referral_id uuid not null,
    step text collate "C" not null,
    at bigint not null,
    seen_at bigint
);
create index notice_unseen on notice (account_id, at, id) where seen_at is null;

create table draft (
    account_id uuid not null,
    form text collate "C" not null,
    id uuid not null,
    body text collate "C" not null,
    at bigint not null,
    primary key (account_id, form)
);
create index draft_by_age on draft (at);

create table idempotency (
    account_id uuid not null,
    key text collate "C" not null,
    fingerprint bytea not null,
    made uuid not null,
    at bigint not null,
    primary key (account_id, key)
);
create index idempotency_by_age on idempotency (at);

create table job (
    id uuid not null primary key,
    kind text collate "C" not null,
    payload text collate "C" not null,
    run_at bigint not null,
    attempts bigint not null,
    claimed_until bigint,
    done_at bigint,
    given_up bigint not null
);
create index job_done on job (done_at) where done_at is not null;
create index job_open on job (run_at, id) where done_at is null and given_up = 0;
create index job_given_up on job (id) where given_up = 1;

-- Append-only. `position` counts within a chain; `hash` covers the facts, the link before and the payload's hash.
create table event (
    sequence bigint not null generated by default as identity primary key,
    id uuid not null,
    chain_id uuid not null,
    position bigint not null,
    person_id uuid,
    kind text collate "C" not null,
    section text collate "C",
    sent_to uuid,
    subject uuid,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    purpose text collate "C" not null,
    payload_hash bytea not null,
    hash bytea not null
);
create unique index event_of_chain on event (chain_id, position);

-- What an event says, apart, so that a lawful disposal can empty it and the chain still verifies.
create table event_payload (
    sequence bigint not null primary key references event (sequence),
    salt bytea,
    body text collate "C"
);

-- Append-only: who was shown what. One row a request; one row for each person it concerned.
create table ledger (
    id uuid not null primary key,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    purpose text collate "C" not null,
    asked text collate "C" not null
);

create table ledger_person (
    person_id uuid not null,
    at bigint not null,
    ledger_id uuid not null,
    entries text collate "C" not null,
    primary key (person_id, at, ledger_id)
);

-- The database itself refuses to change what is append-only.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger event_no_change before update or delete on event for each row execute function refuse_change();
create trigger event_no_truncate before truncate on event for each statement execute function refuse_change();
create trigger ledger_no_change before update or delete on ledger for each row execute function refuse_change();
create trigger ledger_no_truncate before truncate on ledger for each statement execute function refuse_change();
create trigger ledger_person_no_change before update or delete on ledger_person for each row execute function refuse_change();
create trigger ledger_person_no_truncate before truncate on ledger_person for each statement execute function refuse_change();
create trigger note_no_change before update or delete on note for each row execute function refuse_change();
create trigger note_no_truncate before truncate on note for each statement execute function refuse_change();
create trigger referral_fact_no_change before update or delete on referral_fact for each row execute function refuse_change();
create trigger referral_fact_no_truncate before truncate on referral_fact for each statement execute function refuse_change();

-- A payload may be emptied by a disposal, whole, and not otherwise changed.
create trigger event_payload_no_update before update on event_payload for each row
when (new.sequence is distinct from old.sequence or new.salt is not null or new.body is not null)
execute function refuse_change();
create trigger event_payload_no_delete before delete on event_payload for each row execute function refuse_change();
create trigger event_payload_no_truncate before truncate on event_payload
for each statement execute function refuse_change();

-- What SQLite calls instr, so that one text serves both.
create function instr(text, text) returns integer language sql immutable parallel safe return strpos($1, $2);

-- Types: instants are UTC milliseconds, days are ISO text, flags are 0 or 1, JSON is text.
-- The twin of this file for the other database has the same tables, columns, keys and indexes; a test compares them.

create table installation (
    one INTEGER not null primary key check (one = 1),
    partnership_id BLOB not null,
    name TEXT not null,
    demonstration INTEGER not null,
    at INTEGER not null
) strict;

create table agency (
    id BLOB not null primary key,
    partnership_id BLOB not null,
    name TEXT not null,
    kind TEXT not null,
    at INTEGER not null
) strict;
create index agency_by_name on agency (name, id);

create table site (
    id BLOB not null primary key,
    agency_id BLOB not null references agency (id),
    name TEXT not null,
    place TEXT not null
) strict;

create table account (
    id BLOB not null primary key,
    agency_id BLOB not null references agency (id),
    name TEXT not null,
    email TEXT not null unique,
    roles TEXT not null,
    password_hash TEXT,
    totp_sealed BLOB,
    totp_last_step INTEGER not null,
    at INTEGER not null,
    closed_at INTEGER
) strict;
create index account_by_name on account (agency_id, name, id);

create table recovery_code (
    account_id BLOB not null references account (id),
    hash BLOB not null,
    used_at INTEGER,
    primary key (account_id, hash)
) strict, without rowid;

create table session (
    id BLOB not null primary key,
    account_id BLOB not null references account (id),
    secret_hash BLOB not null unique,
    csrf BLOB not null,
    stage INTEGER not null,
    at INTEGER not null,
    seen_at INTEGER not null,
    ended_at INTEGER,
    failed_codes INTEGER not null,
    address TEXT not null,
    browser TEXT not null
) strict;
create index session_unused on session (seen_at);
create index session_by_account on session (account_id, at);

create table token (
    id BLOB not null primary key,
    account_id BLOB not null references account (id),
    name TEXT not null,
    secret_hash BLOB not null unique,
    scopes TEXT not null,
    at INTEGER not null,
    expires_at INTEGER not null,
    revoked_at INTEGER
) strict;
create index token_by_account on token (account_id, at);

create table invitation (
    id BLOB not null primary key,
    account_id BLOB not null references account (id),
    secret_hash BLOB not null unique,
    at INTEGER not null,
    expires_at INTEGER not null,
    used_at INTEGER
) strict;
create index invitation_by_end on invitation (expires_at);
create index invitation_by_account on invitation (account_id, at);

create table throttle (
    key BLOB not null primary key,
    failures INTEGER not null,
    last_at INTEGER not null
) strict, without rowid;
create index throttle_by_last on throttle (last_at);

create table service (
    id BLOB not null primary key,
    agency_id BLOB not null references agency (id),
    name TEXT not null,
    pathway TEXT not null,
    answer_in_working_days INTEGER not null
) strict;

create table requirement_kind (
    code TEXT not null,
    name TEXT not null,
    unit TEXT not null,
    least INTEGER,
    most INTEGER,
    from_day TEXT not null,
    to_day TEXT,
    primary key (code, from_day)
) strict, without rowid;

create table bank_holiday (
    nation TEXT not null,
    day TEXT not null,
    name TEXT not null,
    primary key (nation, day)
) strict, without rowid;

-- Numbers from other systems are attributes: nothing here refuses one that somebody else has, since a refusal would
-- reveal a hidden person; only our own short reference is one person’s alone. `words` is the sorted JSON list of the person's search words.
create table person (
    id BLOB not null primary key,
    reference TEXT not null unique,
    holder_id BLOB not null,
    given TEXT,
    middle TEXT,
    family TEXT not null,
    known_as TEXT,
    aliases TEXT not null,
    born TEXT,
    gender TEXT not null,
    identifiers TEXT not null,
    words TEXT not null,
    version INTEGER not null,
    at INTEGER not null
) strict;
create index person_by_birth on person (born, id);

create table identifier (
    kind TEXT not null,
    canonical TEXT not null,
    person_id BLOB not null references person (id),
    primary key (kind, canonical, person_id)
) strict, without rowid;

-- One row for each agency within whose reach the person is, or was, and each word. A search scans one agency's words.
create table search_word (
    agency_id BLOB not null,
    word TEXT not null,
    person_id BLOB not null references person (id),
    primary key (agency_id, word, person_id)
) strict, without rowid;

create table contact (
    person_id BLOB not null references person (id),
    holder_id BLOB not null,
    address TEXT,
    postcode TEXT,
    telephone TEXT,
    email TEXT,
    at INTEGER not null,
    primary key (person_id, holder_id)
) strict, without rowid;

create table communication (
    person_id BLOB not null references person (id),
    holder_id BLOB not null,
    needs TEXT not null,
    at INTEGER not null,
    primary key (person_id, holder_id)
) strict, without rowid;

create table involvement (
    person_id BLOB not null references person (id),
    id BLOB not null,
    agency_id BLOB not null,
    account_id BLOB,
    role TEXT not null,
    leads INTEGER not null,
    from_day TEXT not null,
    to_day TEXT,
    primary key (person_id, id)
) strict, without rowid;
create index involvement_of_account on involvement (account_id, person_id);

create table limited_access (
    person_id BLOB not null references person (id),
    from_day TEXT not null,
    primary key (person_id, from_day)
) strict, without rowid;

create table limited_access_name (
    person_id BLOB not null references person (id),
    account_id BLOB not null,
    primary key (person_id, account_id)
) strict, without rowid;

create table court_order (
    person_id BLOB not null references person (id),
    id BLOB not null,
    holder_id BLOB not null,
    kind TEXT not null,
    court TEXT,
    offence TEXT,
    made TEXT not null,
    ends TEXT not null,
    ended TEXT,
    primary key (person_id, id)
) strict, without rowid;

create table requirement (
    person_id BLOB not null references person (id),
    order_id BLOB not null,
    id BLOB not null,
    kind TEXT not null,
    name TEXT not null,
    amount INTEGER not null,
    unit TEXT not null,
    done INTEGER not null,
    began TEXT,
    ended TEXT,
    primary key (person_id, order_id, id)
) strict, without rowid;

create table need (
    person_id BLOB not null references person (id),
    id BLOB not null,
    pathway TEXT not null,
    level TEXT not null,
    detail TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table risk_flag (
    person_id BLOB not null references person (id),
    id BLOB not null,
    kind TEXT not null,
    detail TEXT,
    ended TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table note (
    person_id BLOB not null references person (id),
    at INTEGER not null,
    id BLOB not null,
    section TEXT not null,
    text TEXT not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, at, id)
) strict;

create table appointment (
    person_id BLOB not null references person (id),
    id BLOB not null,
    account_id BLOB not null,
    at INTEGER not null,
    day TEXT not null,
    place TEXT not null,
    outcome TEXT,
    booked_at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict, without rowid;
create index appointment_open on appointment (account_id, day, id) where outcome is null;

-- `facts`, `state` and `phase` are derived from `referral_fact` in the transaction that appends a fact; `phase` is
-- 0 not sent, 1 waits for an answer, 2 taken on, 3 over.
create table referral (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    reference TEXT not null unique,
    from_agency_id BLOB not null,
    made_by BLOB not null,
    to_agency_id BLOB not null,
    service_id BLOB not null references service (id),
    requirement_id BLOB,
    asks TEXT not null,
    risk_to_staff TEXT,
    answer_by TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    phase INTEGER not null,
    primary key (person_id, id)
) strict;
create index referral_inbox on referral (to_agency_id, phase, answer_by, id);
create index referral_awaiting on referral (made_by, phase, answer_by, id);

create table referral_fact (
    person_id BLOB not null references person (id),
    referral_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    reason TEXT,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, referral_id, position)
) strict;

create table notice (
    id BLOB not null primary key,
    account_id BLOB not null,
    person_id BLOB not null references person (id),
    referral_id BLOB not null,
    step TEXT not null,
    at INTEGER not null,
    seen_at INTEGER
) strict;
create index notice_unseen on notice (account_id, at, id) where seen_at is null;

create table draft (
    account_id BLOB not null,
    form TEXT not null,
    id BLOB not null,
    body TEXT not null,
    at INTEGER not null,
    primary key (account_id, form)
) strict;
create index draft_by_age on draft (at);

create table idempotency (
    account_id BLOB not null,
    key TEXT not null,
    fingerprint BLOB not null,
    made BLOB not null,
    at INTEGER not null,
    primary key (account_id, key)
) strict, without rowid;
create index idempotency_by_age on idempotency (at);

create table job (
    id BLOB not null primary key,
    kind TEXT not null,
    payload TEXT not null,
    run_at INTEGER not null,
    attempts INTEGER not null,
    claimed_until INTEGER,
    done_at INTEGER,
    given_up INTEGER not null
) strict;
create index job_done on job (done_at) where done_at is not null;
create index job_open on job (run_at, id) where done_at is null and given_up = 0;
create index job_given_up on job (id) where given_up = 1;

-- Append-only. `position` counts within a chain; `hash` covers the facts, the link before and the payload's hash.
create table event (
    sequence INTEGER not null primary key,
    id BLOB not null,
    chain_id BLOB not null,
    position INTEGER not null,
    person_id BLOB,
    kind TEXT not null,
    section TEXT,
    sent_to BLOB,
    subject BLOB,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    purpose TEXT not null,
    payload_hash BLOB not null,
    hash BLOB not null
) strict;
create unique index event_of_chain on event (chain_id, position);

-- What an event says, apart, so that a lawful disposal can empty it and the chain still verifies.
create table event_payload (
    sequence INTEGER not null primary key references event (sequence),
    salt BLOB,
    body TEXT
) strict;

-- Append-only: who was shown what. One row a request; one row for each person it concerned.
create table ledger (
    id BLOB not null primary key,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    purpose TEXT not null,
    asked TEXT not null
) strict, without rowid;

create table ledger_person (
    person_id BLOB not null,
    at INTEGER not null,
    ledger_id BLOB not null,
    entries TEXT not null,
    primary key (person_id, at, ledger_id)
) strict, without rowid;

-- The database itself refuses to change what is append-only.
create trigger event_no_update before update on event begin
    select raise(abort, 'event is append-only');
end;
create trigger event_no_delete before delete on event begin
    select raise(abort, 'event is append-only');
end;
create trigger ledger_no_update before update on ledger begin
    select raise(abort, 'ledger is append-only');
end;
create trigger ledger_no_delete before delete on ledger begin
    select raise(abort, 'ledger is append-only');
end;
create trigger ledger_person_no_update before update on ledger_person begin
    select raise(abort, 'ledger_person is append-only');
end;
create trigger ledger_person_no_delete before delete on ledger_person begin
    select raise(abort, 'ledger_person is append-only');
end;
create trigger note_no_update before update on note begin
    select raise(abort, 'note is append-only');
end;
create trigger note_no_delete before delete on note begin
    select raise(abort, 'note is append-only');
end;
create trigger referral_fact_no_update before update on referral_fact begin
    select raise(abort, 'referral_fact is append-only');
end;
create trigger referral_fact_no_delete before delete on referral_fact begin
    select raise(abort, 'referral_fact is append-only');
end;

-- A payload may be emptied by a disposal, whole, and not otherwise changed.
create trigger event_payload_no_update before update on event_payload
when new.sequence is not old.sequence or new.salt is not null or new.body is not null begin
    select raise(abort, 'event_payload may only be emptied');
end;
create trigger event_payload_no_delete before delete on event_payload begin
    select raise(abort, 'event_payload may only be emptied');
end;

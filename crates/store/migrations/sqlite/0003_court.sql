-- Court lists: what was loaded, what could not be read, the entries, and the decisions about whose they are.
create table court_feed (
    id BLOB not null primary key,
    agency_id BLOB not null,
    trigger TEXT not null,
    file TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    source TEXT,
    ended_at INTEGER,
    complete INTEGER not null,
    tally TEXT not null
) strict;
create index court_feed_of_agency on court_feed (agency_id, id);

-- Codes and places only: nothing of what the row said.
create table court_fault (
    feed_id BLOB not null,
    position INTEGER not null,
    path TEXT not null,
    line INTEGER,
    reason TEXT not null,
    field TEXT,
    primary key (feed_id, position)
) strict, without rowid;

-- One defendant at one hearing of one case, whichever lists tell of it. Belongs to the agency that loaded it, until it is
-- somebody's. `place` is the court, room, time and name by which a day's list is in order; `decisions` counts
-- `court_decision`, from which `person_id` is derived.
create table court_entry (
    id BLOB not null primary key,
    agency_id BLOB not null,
    day TEXT not null,
    court TEXT not null,
    place TEXT not null,
    person_id BLOB,
    decisions INTEGER not null,
    versions INTEGER not null,
    paper_due TEXT,
    gone_at INTEGER,
    at INTEGER not null
) strict;
create index court_entry_of_day on court_entry (agency_id, day, place, id);
create index court_entry_of_person on court_entry (person_id, day) where person_id is not null;
create index court_entry_unknown on court_entry (day, id) where person_id is null;

-- Hashes of what an entry is found again by.
create table court_key (
    key BLOB not null,
    entry_id BLOB not null,
    primary key (key, entry_id)
) strict, without rowid;
create index court_key_of_entry on court_key (entry_id);

-- What one list tells now: the version it told last, and the loading in which it was seen last.
create table court_telling (
    entry_id BLOB not null,
    list_id BLOB not null,
    source TEXT not null,
    feed_id BLOB not null,
    version INTEGER not null,
    digest BLOB not null,
    gone_at INTEGER,
    primary key (entry_id, list_id)
) strict, without rowid;
create index court_telling_of_list on court_telling (list_id, feed_id) where gone_at is null;

-- Every telling as it came (`raw`), as it was understood (`content`), and what it changed.
create table court_version (
    entry_id BLOB not null,
    version INTEGER not null,
    source TEXT not null,
    feed_id BLOB not null,
    at INTEGER not null,
    content TEXT not null,
    raw TEXT not null,
    changes TEXT not null,
    primary key (entry_id, version)
) strict;

-- Whom an entry may be. Holds people out of the agency's reach as well: it is shown through the gate only.
create table court_candidate (
    entry_id BLOB not null,
    person_id BLOB not null references person (id),
    evidence TEXT not null,
    primary key (entry_id, person_id)
) strict, without rowid;
create index court_candidate_of_person on court_candidate (person_id);

create table court_decision (
    entry_id BLOB not null,
    position INTEGER not null,
    decision TEXT not null,
    person_id BLOB,
    reason TEXT,
    evidence TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (entry_id, position)
) strict;

create trigger court_decision_no_update before update on court_decision begin
    select raise(abort, 'court_decision is append-only');
end;
create trigger court_version_no_update before update on court_version begin
    select raise(abort, 'court_version is append-only');
end;

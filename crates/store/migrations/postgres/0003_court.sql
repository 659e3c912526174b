-- Court lists: what was loaded, what could not be read, the entries, and the decisions about whose they are.
create table court_feed (
    id uuid not null primary key,
    agency_id uuid not null,
    trigger text collate "C" not null,
    file text collate "C",
    at bigint not null,
    by_account uuid not null,
    source text collate "C",
    ended_at bigint,
    complete bigint not null,
    tally text collate "C" not null
);
create index court_feed_of_agency on court_feed (agency_id, id);

-- Codes and places only: nothing of what the row said.
create table court_fault (
    feed_id uuid not null,
    position bigint not null,
    path text collate "C" not null,
    line bigint,
    reason text collate "C" not null,
    field text collate "C",
    primary key (feed_id, position)
);

-- One defendant at one hearing of one case, whichever lists tell of it. Belongs to the agency that loaded it, until it is
-- somebody's. `place` is the court, room, time and name by which a day's list is in order; `decisions` counts
-- `court_decision`, from which `person_id` is derived.
create table court_entry (
    id uuid not null primary key,
    agency_id uuid not null,
    day text collate "C" not null,
    court text collate "C" not null,
    place text collate "C" not null,
    person_id uuid,
    decisions bigint not null,
    versions bigint not null,
    paper_due text collate "C",
    gone_at bigint,
    at bigint not null
);
create index court_entry_of_day on court_entry (agency_id, day, place, id);
create index court_entry_of_person on court_entry (person_id, day) where person_id is not null;
create index court_entry_unknown on court_entry (day, id) where person_id is null;

-- Hashes of what an entry is found again by.
create table court_key (
    key uuid not null,
    entry_id uuid not null,
    primary key (key, entry_id)
);
create index court_key_of_entry on court_key (entry_id);

-- What one list tells now: the version it told last, and the loading in which it was seen last.
create table court_telling (
    entry_id uuid not null,
    list_id uuid not null,
    source text collate "C" not null,
    feed_id uuid not null,
    version bigint not null,
    digest bytea not null,
    gone_at bigint,
    primary key (entry_id, list_id)
);
create index court_telling_of_list on court_telling (list_id, feed_id) where gone_at is null;

-- Every telling as it came (`raw`), as it was understood (`content`), and what it changed.
create table court_version (
    entry_id uuid not null,
    version bigint not null,
    source text collate "C" not null,
    feed_id uuid not null,
    at bigint not null,
    content text collate "C" not null,
    raw text collate "C" not null,
    changes text collate "C" not null,
    primary key (entry_id, version)
);

-- Whom an entry may be. Holds people out of the agency's reach as well: it is shown through the gate only.
create table court_candidate (
    entry_id uuid not null,
    person_id uuid not null references person (id),
    evidence text collate "C" not null,
    primary key (entry_id, person_id)
);
create index court_candidate_of_person on court_candidate (person_id);

create table court_decision (
    entry_id uuid not null,
    position bigint not null,
    decision text collate "C" not null,
    person_id uuid,
    reason text collate "C",
    evidence text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (entry_id, position)
);

create trigger court_decision_no_update before update on court_decision
for each row execute function refuse_change();
create trigger court_version_no_update before update on court_version
for each row execute function refuse_change();

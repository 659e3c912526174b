-- Meetings with their facts, goals with what three voices say of them, and actions with theirs. `day`, `starts` and `state`
-- are derived from `meeting_fact`, `due` and `state` of an action from `action_fact`, in the transaction that appends one.
create table meeting (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    order_id BLOB,
    kind TEXT not null,
    point TEXT,
    starts INTEGER not null,
    place TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table meeting_fact (
    person_id BLOB not null references person (id),
    meeting_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    body TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, meeting_id, position)
) strict;

-- Who is asked to come. The person has no account; staff are named, or their agency is.
create table meeting_invited (
    person_id BLOB not null references person (id),
    meeting_id BLOB not null,
    party TEXT not null,
    agency_id BLOB,
    account_id BLOB,
    primary key (person_id, meeting_id, party)
) strict;
create index meeting_of_account on meeting_invited (account_id, person_id, meeting_id);

create table goal (
    person_id BLOB not null references person (id),
    id BLOB not null,
    meeting_id BLOB not null,
    words TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table voice (
    person_id BLOB not null references person (id),
    goal_id BLOB not null,
    meeting_id BLOB not null,
    party TEXT not null,
    progress TEXT not null,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, goal_id, meeting_id, party)
) strict;

create table action (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    meeting_id BLOB not null,
    words TEXT not null,
    owner_agency_id BLOB not null,
    owner_account_id BLOB,
    by_the_person INTEGER not null,
    first_due TEXT not null,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table action_fact (
    person_id BLOB not null references person (id),
    action_id BLOB not null,
    position INTEGER not null,
    step TEXT not null,
    meeting_id BLOB,
    due TEXT,
    words TEXT,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, action_id, position)
) strict;

create trigger meeting_fact_no_update before update on meeting_fact begin
    select raise(abort, 'meeting_fact is append-only');
end;
create trigger meeting_fact_no_delete before delete on meeting_fact begin
    select raise(abort, 'meeting_fact is append-only');
end;
create trigger goal_no_update before update on goal begin
    select raise(abort, 'goal is append-only');
end;
create trigger goal_no_delete before delete on goal begin
    select raise(abort, 'goal is append-only');
end;
create trigger voice_no_update before update on voice begin
    select raise(abort, 'voice is append-only');
end;
create trigger voice_no_delete before delete on voice begin
    select raise(abort, 'voice is append-only');
end;
create trigger action_fact_no_update before update on action_fact begin
    select raise(abort, 'action_fact is append-only');
end;
create trigger action_fact_no_delete before delete on action_fact begin
    select raise(abort, 'action_fact is append-only');
end;

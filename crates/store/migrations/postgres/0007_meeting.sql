-- Meetings with their facts, goals with what three voices say of them, and actions with theirs. `day`, `starts` and `state`
-- are derived from `meeting_fact`, `due` and `state` of an action from `action_fact`, in the transaction that appends one.
create table meeting (
    person_id uuid not null references person (id),
    id uuid not null unique,
    order_id uuid,
    kind text collate "C" not null,
    point text collate "C",
    starts bigint not null,
    place text collate "C" not null,
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table meeting_fact (
    person_id uuid not null references person (id),
    meeting_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    body text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, meeting_id, position)
);

-- Who is asked to come. The person has no account; staff are named, or their agency is.
create table meeting_invited (
    person_id uuid not null references person (id),
    meeting_id uuid not null,
    party text collate "C" not null,
    agency_id uuid,
    account_id uuid,
    primary key (person_id, meeting_id, party)
);
create index meeting_of_account on meeting_invited (account_id, person_id, meeting_id);

create table goal (
    person_id uuid not null references person (id),
    id uuid not null,
    meeting_id uuid not null,
    words text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table voice (
    person_id uuid not null references person (id),
    goal_id uuid not null,
    meeting_id uuid not null,
    party text collate "C" not null,
    progress text collate "C" not null,
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, goal_id, meeting_id, party)
);

create table action (
    person_id uuid not null references person (id),
    id uuid not null unique,
    meeting_id uuid not null,
    words text collate "C" not null,
    owner_agency_id uuid not null,
    owner_account_id uuid,
    by_the_person bigint not null,
    first_due text collate "C" not null,
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table action_fact (
    person_id uuid not null references person (id),
    action_id uuid not null,
    position bigint not null,
    step text collate "C" not null,
    meeting_id uuid,
    due text collate "C",
    words text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, action_id, position)
);

create trigger meeting_fact_no_change before update or delete on meeting_fact for each row execute function refuse_change();
create trigger meeting_fact_no_truncate before truncate on meeting_fact for each statement execute function refuse_change();
create trigger goal_no_change before update or delete on goal for each row execute function refuse_change();
create trigger goal_no_truncate before truncate on goal for each statement execute function refuse_change();
create trigger voice_no_change before update or delete on voice for each row execute function refuse_change();
create trigger voice_no_truncate before truncate on voice for each statement execute function refuse_change();
create trigger action_fact_no_change before update or delete on action_fact for each row execute function refuse_change();
create trigger action_fact_no_truncate before truncate on action_fact for each statement execute function refuse_change();

-- What somebody decided about two records that may be of one person: under the smaller id, one row for each decision, appended
-- and never changed. `evidence` are codes between commas.
create table identity_decision (
    person_id uuid not null references person (id),
    other_id uuid not null references person (id),
    position bigint not null,
    verdict text collate "C" not null,
    reason text collate "C" not null,
    evidence text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, other_id, position)
);
create index identity_decision_of_other on identity_decision (other_id);

create trigger identity_decision_no_change before update or delete on identity_decision for each row execute function refuse_change();
create trigger identity_decision_no_truncate before truncate on identity_decision for each statement execute function refuse_change();

-- Notes that were written on a wrong person's record. The note stays in `note` as it was written, where nothing is changed, and
-- is read no more; it stands under another id on the right person's.
create table note_move (
    person_id uuid not null references person (id),
    note_id uuid not null,
    to_person_id uuid not null references person (id),
    to_note_id uuid not null,
    reason text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, note_id)
);

create trigger note_move_no_change before update or delete on note_move for each row execute function refuse_change();
create trigger note_move_no_truncate before truncate on note_move for each statement execute function refuse_change();

-- What somebody decided about two records that may be of one person: under the smaller id, one row for each decision, appended
-- and never changed. `evidence` are codes between commas.
create table identity_decision (
    person_id BLOB not null references person (id),
    other_id BLOB not null references person (id),
    position INTEGER not null,
    verdict TEXT not null,
    reason TEXT not null,
    evidence TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, other_id, position)
) strict;
create index identity_decision_of_other on identity_decision (other_id);

create trigger identity_decision_no_update before update on identity_decision begin
    select raise(abort, 'identity_decision is append-only');
end;
create trigger identity_decision_no_delete before delete on identity_decision begin
    select raise(abort, 'identity_decision is append-only');
end;

-- Notes that were written on a wrong person's record. The note stays in `note` as it was written, where nothing is changed, and
-- is read no more; it stands under another id on the right person's.
create table note_move (
    person_id BLOB not null references person (id),
    note_id BLOB not null,
    to_person_id BLOB not null references person (id),
    to_note_id BLOB not null,
    reason TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, note_id)
) strict;

create trigger note_move_no_update before update on note_move begin
    select raise(abort, 'note_move is append-only');
end;
create trigger note_move_no_delete before delete on note_move begin
    select raise(abort, 'note_move is append-only');
end;

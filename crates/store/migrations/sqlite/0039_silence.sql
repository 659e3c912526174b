-- Signs that services have lost touch are found where they are recorded: appointments that nobody came to, and outreach that reached
-- nobody. `taken_signal` is what an alert took, from whose records and under which clause: for the agency that recorded it alone.
create index appointment_absent on appointment (day, person_id, with_agency_id) where outcome = 'absent';
create index appointment_of_person_day on appointment (person_id, day);
create index piece_by_stage on piece (kind, stage, day);
create unique index piece_one_silence on piece (person_id) where kind = 'silence' and state = 'open';

create table taken_signal (
    person_id BLOB not null references person (id),
    piece_id BLOB not null,
    agency_id BLOB not null references agency (id),
    section TEXT not null,
    day TEXT not null,
    raised TEXT not null,
    to_agency_id BLOB not null references agency (id),
    agreement_id BLOB not null,
    version INTEGER not null,
    clause INTEGER not null
) strict;
create index taken_signal_of_agency on taken_signal (agency_id, raised, piece_id);
create index taken_signal_of_person on taken_signal (person_id);
create trigger taken_signal_no_update before update on taken_signal begin
    select raise(abort, 'taken_signal is append-only');
end;
create trigger taken_signal_no_delete before delete on taken_signal
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'taken_signal is append-only');
end;

insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('silence_window', 28, 'days', '2000-01-01', 'A default', 1),
    ('silence_services', 3, 'agencies', '2000-01-01', 'A default', 1),
    ('silence_answer', 2, 'days', '2000-01-01', 'Issue 5: within 48 hours', 0);

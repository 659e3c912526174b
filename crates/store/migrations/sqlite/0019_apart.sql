-- Records that are kept apart from whoever works with somebody else, as a victim's is from the perpetrator's: to those on that
-- person's team the record is as absent, whatever list names them. `reference` is what whoever keeps it typed, so that nobody has to
-- look at the other record to say which it is; nothing about it stands on the other record.
create table kept_apart (
    person_id BLOB not null references person (id),
    from_person_id BLOB not null references person (id),
    reference TEXT not null,
    contact_account_id BLOB not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, from_person_id)
) strict, without rowid;
create index kept_apart_from on kept_apart (from_person_id);

-- Catalogue, S2-02: two agencies that assess the same within one period are listed.
insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('same_assessment', 3, 'months', '2000-01-01', 'Practice catalogue S2-02, the period from memory', 1);

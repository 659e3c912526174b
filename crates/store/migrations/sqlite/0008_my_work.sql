-- How somebody likes to look at what is due. One row an account, until they change it.
create table desk_choice (
    account_id BLOB not null primary key references account (id),
    person_id BLOB,
    kind TEXT,
    by_person INTEGER not null
) strict, without rowid;

-- Who wants the digest by e-mail, and from which minute of a working day in London.
create table digest (
    account_id BLOB not null primary key references account (id),
    minute INTEGER not null
) strict, without rowid;

-- Sendings of digests. A row is written before the message leaves; one that is `leaving` may have arrived, and is never sent
-- again. `waiting` is known not to have arrived.
create table digest_sending (
    account_id BLOB not null references account (id),
    day TEXT not null,
    state TEXT not null,
    attempts INTEGER not null,
    next_at INTEGER not null,
    primary key (account_id, day)
) strict, without rowid;

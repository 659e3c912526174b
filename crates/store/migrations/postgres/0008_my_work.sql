-- How somebody likes to look at what is due. One row an account, until they change it.
create table desk_choice (
    account_id uuid not null primary key references account (id),
    person_id uuid,
    kind text collate "C",
    by_person bigint not null
);

-- Who wants the digest by e-mail, and from which minute of a working day in London.
create table digest (
    account_id uuid not null primary key references account (id),
    minute bigint not null
);

-- Sendings of digests. A row is written before the message leaves; one that is `leaving` may have arrived, and is never sent
-- again. `waiting` is known not to have arrived.
create table digest_sending (
    account_id uuid not null references account (id),
    day text collate "C" not null,
    state text collate "C" not null,
    attempts bigint not null,
    next_at bigint not null,
    primary key (account_id, day)
);

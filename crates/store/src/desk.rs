//! One member of staff's desk: dated duties, notices, drafts, and what their requests made before.

use crate::{
    bulk::inserts,
    link::Link,
    note::before_args,
    sql::{Arg, Param, Read, Sql, args, statements},
    standing::{filter_args, visible},
};
use app::ports::{Draft, Idempotent, NewNotice, Notice, Place, StoreError, Stored};
use domain::ids::{AccountId, NoticeId};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};

inserts! {
    NOTICE = "notice" (id, account_id, person_id, subject, kind, at, agency_id) "on conflict do nothing";
    DRAFT = "draft" (account_id, form, id, body, at)
        "on conflict (account_id, form) do update set id = excluded.id, body = excluded.body, at = excluded.at";
    IDEMPOTENCY = "idempotency" (account_id, key, fingerprint, made, at) "";
}

/// Whether notice `m` to account `$8` is for the work at agency `$1`.
macro_rules! told_at {
    () => {
        "coalesce(m.agency_id, (select a.agency_id from account a where a.id = $8)) = $1"
    };
}

pub(crate) use told_at;

statements! {
    /// `$8` the account, `$9` and `$10` what the rows come before, `$11` the rows.
    NOTICES = Sql::same(concat!(
        "select m.id, m.person_id, m.subject, m.kind, m.at from notice m where m.account_id = $8 \
         and m.seen_at is null and (m.at, m.id) < ($9, $10) and ", told_at!(), " and ", visible!("m.person_id"),
        " order by m.at desc, m.id desc limit $11 + 0"
    ));
    SEE = Sql::same("update notice set seen_at = $3 where id = $2 and account_id = $1 and seen_at is null");
    UNSEE = Sql::same("update notice set seen_at = null where id = $2 and account_id = $1 and seen_at is not null");
    ONE_DRAFT = Sql::same("select id, form, body, at from draft where account_id = $1 and form = $2");
    DROP_DRAFT = Sql::same("delete from draft where account_id = $1 and form = $2");
    /// The same request at the same time waits until this one is done, and then finds what it made. SQLite has one writer.
    LOCK_KEY = Sql {
        sqlite: "select 1 where $1 is not null and $2 is not null",
        postgres: "select 1 from (select pg_advisory_xact_lock(hashtextextended('key ' || $1::text || ' ' || $2, 0))) as locked",
    };
    /// The same request at the same time waits for this row's transaction, and then has none.
    RESERVE = Sql::same(
        "insert into idempotency (account_id, key, fingerprint, made, at) values ($1, $2, $3, $4, $5) \
         on conflict (account_id, key) do nothing"
    );
    MADE_BEFORE = Sql::same("select fingerprint, made from idempotency where account_id = $1 and key = $2");
}

pub(crate) fn notices_read(
    filter: &ListFilter,
    account: AccountId,
    today: Date,
    before: Option<Place>,
    limit: u32,
) -> Read {
    let (at, id) = before_args(before);
    let mut args = filter_args(filter, today);
    args.extend([account.arg(), at.arg(), id.arg(), limit.arg()]);
    Read::new(NOTICES, args)
}

pub(crate) async fn notices(
    link: &mut Link,
    filter: &ListFilter,
    account: AccountId,
    today: Date,
    before: Option<Place>,
    limit: u32,
) -> Stored<Vec<Notice>> {
    if filter.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.read(notices_read(filter, account, today, before, limit)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Notice {
                contact: None,
                id: f.next()?,
                person: f.next()?,
                subject: f.next()?,
                kind: f.next()?,
                at: f.next()?,
            })
        })
        .collect()
}

pub(crate) fn notice_args(new: &NewNotice) -> Vec<Arg> {
    args![new.id, new.account, new.person, new.subject, new.kind, new.at, new.agency]
}

pub(crate) async fn insert_notice(link: &mut Link, new: &NewNotice) -> Stored<()> {
    NOTICE.later(link, notice_args(new)).await
}

pub(crate) async fn see(
    link: &mut Link,
    account: AccountId,
    notice: NoticeId,
    at: Timestamp,
) -> Stored<bool> {
    Ok(link.run(SEE, args![account, notice, at]).await? == 1)
}

pub(crate) async fn unsee(link: &mut Link, account: AccountId, notice: NoticeId) -> Stored<bool> {
    Ok(link.run(UNSEE, args![account, notice]).await? == 1)
}

pub(crate) async fn draft(link: &mut Link, account: AccountId, form: &str) -> Stored<Option<Draft>> {
    let row = link.one(ONE_DRAFT, args![account, form]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Draft { id: f.next()?, form: f.next()?, body: f.next()?, at: f.next()? })
    })
    .transpose()
}

pub(crate) async fn save_draft(link: &mut Link, account: AccountId, draft: &Draft) -> Stored<()> {
    DRAFT.run(link, args![account, draft.form, draft.id, draft.body, draft.at]).await.map(drop)
}

pub(crate) async fn drop_draft(link: &mut Link, account: AccountId, form: &str) -> Stored<()> {
    link.run(DROP_DRAFT, args![account, form]).await.map(drop)
}

pub(crate) async fn idempotent(link: &mut Link, account: AccountId, key: &str) -> Stored<Option<Idempotent>> {
    if link.is_postgres() {
        link.one(LOCK_KEY, args![account, key]).await?;
    }
    made_before(link, account, key).await
}

async fn made_before(link: &mut Link, account: AccountId, key: &str) -> Stored<Option<Idempotent>> {
    let row = link.one(MADE_BEFORE, args![account, key]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Idempotent { fingerprint: f.next()?, made: f.next()? })
    })
    .transpose()
}

/// Remembers it, or answers what an earlier request under the key made.
pub(crate) async fn reserve(
    link: &mut Link,
    account: AccountId,
    key: &str,
    what: &Idempotent,
    at: Timestamp,
) -> Stored<Option<Idempotent>> {
    if link.run(RESERVE, args![account, key, what.fingerprint, what.made, at]).await? == 1 {
        return Ok(None);
    }
    made_before(link, account, key).await?.map_or_else(|| Err(StoreError::Busy), |before| Ok(Some(before)))
}

pub(crate) async fn remember(
    link: &mut Link,
    account: AccountId,
    key: &str,
    what: &Idempotent,
    at: Timestamp,
) -> Stored<()> {
    IDEMPOTENCY.later(link, args![account, key, what.fingerprint, what.made, at]).await
}

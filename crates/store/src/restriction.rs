//! Limits on records and exclusions of staff, as rows. What they forbid is part of every standing and every list: see
//! [`crate::standing`].

use crate::{
    bulk::inserts,
    link::Link,
    order_record::stamp,
    sql::{Row, Sql, args, statements},
};
use app::ports::Stored;
use domain::{
    ids::{AccountId, PersonId},
    restriction::{Exclusion, KeptApart, Limit},
};
use jiff::civil::Date;

inserts! {
    LIMIT = "limited_access" (
        person_id, from_day, reason, review, keeper_id, keeper_account_id
    ) "";
    NAME = "limited_access_name" (person_id, account_id) "on conflict do nothing";
    EXCLUSION = "exclusion" (
        person_id, account_id, from_day, to_day, reason, at, by_account, agency_id
    ) "on conflict (person_id, account_id, from_day) do update set to_day = excluded.to_day, reason = excluded.reason, \
       at = excluded.at, by_account = excluded.by_account, agency_id = excluded.agency_id \
       where exclusion.to_day < excluded.from_day" => "returning person_id";
    APART = "kept_apart" (
        person_id, from_person_id, reference, contact_account_id, at, by_account, agency_id
    ) "on conflict do nothing" => "returning person_id";
}

statements! {
    OF_PERSON = Sql::same(
        "select from_day, reason, review, keeper_id, keeper_account_id from limited_access where person_id = $1 order by from_day limit 1"
    );
    NAMES = Sql::same("select account_id from limited_access_name where person_id = $1 order by account_id");
    FORGET = Sql::same("delete from limited_access where person_id = $1");
    FORGET_NAMES = Sql::same("delete from limited_access_name where person_id = $1");
    EXCLUSIONS = Sql::same(
        "select person_id, account_id, from_day, to_day, reason, at, by_account, agency_id from exclusion \
         where person_id = $1 order by from_day desc, account_id limit $2 + 0"
    );
    KEPT_APART = Sql::same(
        "select person_id, from_person_id, reference, contact_account_id, at, by_account, agency_id from kept_apart \
         where person_id = $1 order by from_person_id"
    );
    END_APART = Sql::same("delete from kept_apart where person_id = $1 and from_person_id = $2");
    REFERRED_TO = Sql::same("select id from person where reference = $1");
    READMIT = Sql::same(
        "update exclusion set to_day = $3 where person_id = $1 and account_id = $2 and (to_day is null or to_day > $3) \
         returning person_id, account_id, from_day, to_day, reason, at, by_account, agency_id"
    );
}

pub(crate) async fn limit(link: &mut Link, person: PersonId) -> Stored<Option<Limit>> {
    let row = link.one(OF_PERSON, args![person]).await?;
    let rows = link.all(NAMES, args![person]).await?;
    let Some(row) = row else { return Ok(None) };
    let named = rows.iter().map(|row| row.fields().next()).collect::<Stored<Vec<AccountId>>>()?;
    let mut f = row.fields();
    let (from, reason, review) = (f.next()?, f.maybe()?, f.maybe()?);
    let (keeper, by) = (f.maybe()?, f.maybe()?);
    Ok(Some(Limit { person, named, from, reason, review, keeper, by }))
}

pub(crate) async fn set(link: &mut Link, limit: &Limit) -> Stored<()> {
    lift(link, limit.person).await?;
    let args = args![limit.person, limit.from, limit.reason, limit.review, limit.keeper, limit.by];
    LIMIT.run(link, args).await?;
    let names = limit.named.iter().flat_map(|account| args![limit.person, *account]).collect();
    NAME.run(link, names).await.map(drop)
}

pub(crate) async fn lift(link: &mut Link, person: PersonId) -> Stored<bool> {
    link.run(FORGET_NAMES, args![person]).await?;
    Ok(link.run(FORGET, args![person]).await? > 0)
}

pub(crate) async fn exclusions(link: &mut Link, person: PersonId, limit: u32) -> Stored<Vec<Exclusion>> {
    link.all(EXCLUSIONS, args![person, limit]).await?.iter().map(exclusion).collect()
}

/// Somebody who was let in again on the very day may be barred on it once more; `false` where they are barred already.
pub(crate) async fn exclude(link: &mut Link, one: &Exclusion) -> Stored<bool> {
    let stamp = &one.stamp;
    let args = args![one.person, one.account, one.from, one.to, one.reason, stamp.at, stamp.by, stamp.agency];
    Ok(!EXCLUSION.run(link, args).await?.is_empty())
}

pub(crate) async fn readmit(
    link: &mut Link,
    person: PersonId,
    account: AccountId,
    last: Date,
) -> Stored<Vec<Exclusion>> {
    let rows = link.all(READMIT, args![person, account, last]).await?;
    rows.iter().map(exclusion).collect()
}

fn exclusion(row: &Row) -> Stored<Exclusion> {
    let mut f = row.fields();
    let (person, account, from, to, reason) = (f.next()?, f.next()?, f.next()?, f.maybe()?, f.next()?);
    Ok(Exclusion { person, account, from, to, reason, stamp: stamp(&mut f)? })
}

pub(crate) async fn kept_apart(link: &mut Link, person: PersonId) -> Stored<Vec<KeptApart>> {
    let rows = link.all(KEPT_APART, args![person]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (person, from, reference, contact) = (f.next()?, f.next()?, f.next()?, f.next()?);
            Ok(KeptApart { person, from, reference, contact, stamp: stamp(&mut f)? })
        })
        .collect()
}

pub(crate) async fn keep_apart(link: &mut Link, one: &KeptApart) -> Stored<bool> {
    let stamp = &one.stamp;
    let args = args![one.person, one.from, one.reference, one.contact, stamp.at, stamp.by, stamp.agency];
    Ok(!APART.run(link, args).await?.is_empty())
}

pub(crate) async fn end_apart(link: &mut Link, person: PersonId, from: PersonId) -> Stored<bool> {
    Ok(link.run(END_APART, args![person, from]).await? > 0)
}

pub(crate) async fn referred_to(link: &mut Link, reference: &str) -> Stored<Option<PersonId>> {
    let row = link.one(REFERRED_TO, args![reference]).await?;
    row.map(|row| row.fields().next()).transpose()
}

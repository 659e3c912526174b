//! The end of an order: who is told, outcomes, what the person keeps; and what has not begun.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::{By, stamp},
    sql::{Param, Sql, args, statements},
    standing::{filter_args, visible},
};
use app::ports::{LateStart, StartQuery, Stored};
use domain::{
    ids::{AccountId, AgencyId, OrderId, PersonId, RequirementId},
    order_end::{EndNotice, Involved, Outcome},
    order_record::Handover,
    section::Section,
    stamp::Stamp,
    start_delay::Share,
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

// An agency is told again only when the end has changed; then it has to say so again.
inserts! {
    NOTICE = "end_notice" (
        person_id, order_id, to_agency_id, told, ends, contact, at, by_account, agency_id
    ) "on conflict (person_id, order_id, to_agency_id) do update set told = excluded.told, ends = excluded.ends, \
       contact = excluded.contact, at = excluded.at, by_account = excluded.by_account, acknowledged = null, \
       acknowledged_by = null where end_notice.ends <> excluded.ends returning to_agency_id";
    OUTCOME = "outcome" (person_id, order_id, kind, answer, score, day, at, by_account, agency_id)
      "on conflict (person_id, order_id, kind) do update set answer = excluded.answer, score = excluded.score, \
       day = excluded.day, at = excluded.at, by_account = excluded.by_account, agency_id = excluded.agency_id";
    HANDOVER = "handover" (
        person_id, order_id, position, going_well, goes_on, if_hard, contact, at, by_account, agency_id
    ) "";
}

/// A requirement given in sessions, of an order in force on day `$9` that began early enough (`$10`).
macro_rules! long_enough {
    () => {
        "from court_order o join requirement r on r.person_id = o.person_id and r.order_id = o.id \
         where o.holder_id = $8 and o.made <= $9 and (o.ended is null or o.ended > $9) and o.ends >= $9 \
         and coalesce(o.supervision_began, o.made) <= $10 \
         and r.kind in (select code from requirement_rule where sessions = 1) "
    };
}

statements! {
    INVOLVED = Sql::same(
        "select agency_id, to_day, account_id, leads from involvement where person_id = $1 and from_day <= $2 \
         union select to_agency_id, null, null, 0 from referral where person_id = $1 and phase in (1, 2)"
    );
    NOTICES = Sql::same(
        "select n.order_id, n.to_agency_id, n.told, n.ends, n.contact, n.acknowledged, n.agency_id from end_notice n \
         where n.person_id = $1 order by n.order_id, n.to_agency_id"
    );
    ACKNOWLEDGE = Sql::same(
        "update end_notice set acknowledged = $4, acknowledged_by = $5 \
         where person_id = $1 and order_id = $2 and to_agency_id = $3 and acknowledged is null"
    );
    OUTCOMES = Sql::same(
        "select order_id, kind, answer, score, day from outcome where person_id = $1 order by order_id, kind"
    );
    HANDOVERS = Sql::same(
        "select order_id, going_well, goes_on, if_hard, contact, at, by_account, agency_id from handover \
         where person_id = $1 order by order_id, position"
    );
    NEXT_HANDOVER = Sql::same("select count(*) from handover where person_id = $1 and order_id = $2");
    /// `$8` the agency, `$9` the day asked about, `$10` the day it began by, `$11` and `$12` the cursor, `$13` the rows.
    LATE = Sql::same(concat!(
        "select o.person_id, o.id, r.id, r.kind, r.name, coalesce(o.supervision_began, o.made), o.owner_account_id ",
        long_enough!(),
        "and (r.began is null or r.began > $9) and (r.ended is null or r.ended > $9) \
         and (coalesce(o.supervision_began, o.made), r.id) > ($11, $12) and ",
        visible!("o.person_id"),
        " order by coalesce(o.supervision_began, o.made), r.id limit $13 + 0"
    ));
    /// The same, `$11` the day by which it began to be very late.
    SHARE = Sql::same(concat!(
        "select cast(coalesce(sum(case when (r.began is null or r.began > $9) and (r.ended is null or r.ended > $9) \
         and coalesce(o.supervision_began, o.made) > $11 then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(case when (r.began is null or r.began > $9) and (r.ended is null or r.ended > $9) \
         and coalesce(o.supervision_began, o.made) <= $11 then 1 else 0 end), 0) as bigint), count(*) ",
        long_enough!(),
        "and ",
        visible!("o.person_id")
    ));
}

pub(crate) async fn involved(link: &mut Link, person: PersonId, today: Date) -> Stored<Vec<Involved>> {
    let rows = link.all(INVOLVED, args![person, today]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Involved { agency: f.next()?, closed: f.maybe()?, account: f.maybe()?, leads: f.next()? })
        })
        .collect()
}

pub(crate) async fn tell(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    notice: &EndNotice,
    stamp: &Stamp,
) -> Stored<bool> {
    let args = args![
        person,
        order,
        notice.agency,
        notice.told,
        notice.ends,
        notice.contact,
        stamp.at,
        stamp.by,
        stamp.agency,
    ];
    Ok(!NOTICE.run(link, args).await?.is_empty())
}

pub(crate) async fn notices(link: &mut Link, person: PersonId) -> Stored<Vec<Sealed<(OrderId, EndNotice)>>> {
    let rows = link.all(NOTICES, args![person]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let order = f.next()?;
            let notice = EndNotice {
                agency: f.next()?,
                told: f.next()?,
                ends: f.next()?,
                contact: f.next()?,
                acknowledged: f.maybe()?,
            };
            let holder: AgencyId = f.next()?;
            let label = Label { person, section: Section::Court, holder, sent_to: Some(notice.agency) };
            Ok(Sealed::new(label, (order, notice)))
        })
        .collect()
}

pub(crate) async fn acknowledge(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    agency: AgencyId,
    day: Date,
    by: AccountId,
) -> Stored<bool> {
    Ok(link.run(ACKNOWLEDGE, args![person, order, agency, day, by]).await? > 0)
}

pub(crate) async fn put_outcome(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    outcome: &Outcome,
    stamp: &Stamp,
) -> Stored<()> {
    let args = args![
        person,
        order,
        outcome.kind,
        outcome.answer,
        outcome.score,
        outcome.day,
        stamp.at,
        stamp.by,
        stamp.agency,
    ];
    OUTCOME.run(link, args).await.map(drop)
}

pub(crate) async fn outcomes(link: &mut Link, person: PersonId) -> Stored<By<OrderId, Outcome>> {
    let mut outcomes: By<OrderId, Outcome> = BTreeMap::new();
    for row in link.all(OUTCOMES, args![person]).await? {
        let mut f = row.fields();
        let order = f.next()?;
        let outcome = Outcome { kind: f.next()?, answer: f.next()?, score: f.maybe()?, day: f.next()? };
        outcomes.entry(order).or_default().push(outcome);
    }
    Ok(outcomes)
}

pub(crate) async fn add_handover(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    handover: &Handover,
) -> Stored<()> {
    let row = link.one(NEXT_HANDOVER, args![person, order]).await?;
    let position: i64 = row.map_or(Ok(0), |row| row.fields().next())?;
    let args = args![
        person,
        order,
        position,
        handover.going_well,
        handover.goes_on,
        handover.if_hard,
        handover.contact,
        handover.stamp.at,
        handover.stamp.by,
        handover.stamp.agency,
    ];
    HANDOVER.run(link, args).await.map(drop)
}

/// The latest of each order.
pub(crate) async fn handovers(link: &mut Link, person: PersonId) -> Stored<BTreeMap<OrderId, Handover>> {
    let mut handovers = BTreeMap::new();
    for row in link.all(HANDOVERS, args![person]).await? {
        let mut f = row.fields();
        let order = f.next()?;
        let handover = Handover {
            going_well: f.next()?,
            goes_on: f.next()?,
            if_hard: f.next()?,
            contact: f.next()?,
            stamp: stamp(&mut f)?,
        };
        handovers.insert(order, handover);
    }
    Ok(handovers)
}

pub(crate) async fn late(
    link: &mut Link,
    filter: &ListFilter,
    query: &StartQuery,
    today: Date,
) -> Stored<Vec<Sealed<LateStart>>> {
    if filter.is_empty() {
        return Ok(Vec::new());
    }
    let (day, id) = query.after.unwrap_or((jiff::civil::date(0, 1, 1), RequirementId(Uuid::nil())));
    let mut args = filter_args(filter, today);
    args.extend([query.agency.arg(), query.day.arg(), query.late.arg()]);
    args.extend([day.arg(), id.arg(), query.limit.arg()]);
    let rows = link.all(LATE, args).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let late = LateStart {
                person: f.next()?,
                order: f.next()?,
                requirement: f.next()?,
                kind: f.next()?,
                name: f.next()?,
                supervision_began: f.next()?,
                allocated: f.maybe()?,
            };
            Ok(Sealed::new(Label::own(late.person, Section::Court, query.agency), late))
        })
        .collect()
}

pub(crate) async fn share(
    link: &mut Link,
    filter: &ListFilter,
    query: &StartQuery,
    today: Date,
) -> Stored<Share> {
    if filter.is_empty() {
        return Ok(Share::default());
    }
    let mut args = filter_args(filter, today);
    args.extend([query.agency.arg(), query.day.arg(), query.late.arg(), query.very_late.arg()]);
    let Some(row) = link.one(SHARE, args).await? else { return Ok(Share::default()) };
    let mut f = row.fields();
    Ok(Share { late: f.next()?, very_late: f.next()?, of: f.next()? })
}

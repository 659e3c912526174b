//! What raises the cadence of an order's joint meetings, and until when.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::{By, count, stamp},
    sql::{Sql, args, statements},
};
use app::ports::Stored;
use domain::{
    cadence::{Raised, Trigger},
    ids::{OrderId, PersonId},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

inserts! {
    RAISED = "cadence_raised" (
        person_id, order_id, position, cause, day, words, until_day, at, by_account, agency_id
    ) "";
}

statements! {
    RAISES = Sql::same(
        "select order_id, cause, day, words, until_day, at, by_account, agency_id from cadence_raised \
         where person_id = $1 order by order_id, position"
    );
    NEXT_RAISED = Sql::same("select count(*) from cadence_raised where person_id = $1 and order_id = $2");
    IS_RAISED = Sql::same(
        "select 1 from cadence_raised where person_id = $1 and order_id = $2 and cause = $3 and day <= $4 \
         and (until_day is null or until_day >= $4) limit 1"
    );
    LOWER = Sql::same(
        "update cadence_raised set until_day = $4 where person_id = $1 and order_id = $2 and cause = $3 \
         and until_day is null"
    );
}

pub(crate) async fn raises(link: &mut Link, person: PersonId) -> Stored<By<OrderId, Raised>> {
    let mut raises: By<OrderId, Raised> = BTreeMap::new();
    for row in link.all(RAISES, args![person]).await? {
        let mut f = row.fields();
        let order = f.next()?;
        let (trigger, day, words, until) = (f.next()?, f.next()?, f.next()?, f.maybe()?);
        let one = Raised { trigger, day, words, until, stamp: stamp(&mut f)? };
        raises.entry(order).or_default().push(one);
    }
    Ok(raises)
}

pub(crate) async fn raise(link: &mut Link, person: PersonId, order: OrderId, raised: &Raised) -> Stored<()> {
    let position = count(link, NEXT_RAISED, args![person, order]).await?;
    let args = args![
        person,
        order,
        position,
        raised.trigger,
        raised.day,
        raised.words,
        raised.until,
        raised.stamp.at,
        raised.stamp.by,
        raised.stamp.agency,
    ];
    RAISED.run(link, args).await.map(drop)
}

pub(crate) async fn is_raised(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    trigger: Trigger,
    day: Date,
) -> Stored<bool> {
    Ok(link.one(IS_RAISED, args![person, order, trigger, day]).await?.is_some())
}

pub(crate) async fn lower(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    trigger: Trigger,
    until: Date,
) -> Stored<u64> {
    link.run(LOWER, args![person, order, trigger, until]).await
}

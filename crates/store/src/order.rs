//! Orders with their requirements.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, args, statements},
    standing::ids,
};
use app::ports::Stored;
use domain::{
    ids::{OrderId, PersonId},
    order::{Order, Requirement, RequirementKind},
    section::Section,
};
use gate::{Label, Sealed};
use std::collections::BTreeMap;

inserts! {
    ORDER = "court_order" (person_id, id, holder_id, kind, court, offence, made, ends, ended) "";
    REQUIREMENT = "requirement" (person_id, order_id, id, kind, name, amount, unit, done, began, ended) "";
    REQUIREMENT_KIND = "requirement_kind" (code, name, unit, least, most, from_day, to_day) "";
}

statements! {
    ORDERS = by_ids!(
        "select person_id, id, holder_id, kind, court, offence, made, ends, ended from court_order where person_id",
        "order by made desc, id desc"
    );
    REQUIREMENTS = by_ids!(
        "select order_id, id, kind, name, amount, unit, done, began, ended from requirement where person_id",
        "order by id"
    );
}

pub(crate) fn order_args(order: &Order) -> Vec<Arg> {
    args![
        order.person,
        order.id,
        order.holder,
        order.kind,
        order.court,
        order.offence,
        order.made,
        order.ends,
        order.ended,
    ]
}

pub(crate) fn requirement_args(order: &Order) -> Vec<Arg> {
    order
        .requirements
        .iter()
        .flat_map(|one| {
            args![
                order.person,
                order.id,
                one.id,
                one.kind,
                one.name,
                one.amount,
                one.unit,
                one.done,
                one.began,
                one.ended,
            ]
        })
        .collect()
}

pub(crate) fn requirement_kind_args(kind: &RequirementKind) -> Vec<Arg> {
    args![kind.code, kind.name, kind.unit, kind.least, kind.most, kind.from, kind.to]
}

pub(crate) async fn orders(link: &mut Link, people: &[PersonId]) -> Stored<Vec<Sealed<Order>>> {
    let orders = plain(link, people).await?;
    Ok(orders.into_iter().map(|(label, order)| Sealed::new(label, order)).collect())
}

/// Orders with the labels that they are to be sealed under, for a larger value that holds them.
pub(crate) async fn plain(link: &mut Link, people: &[PersonId]) -> Stored<Vec<(Label, Order)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut requirements: BTreeMap<OrderId, Vec<Requirement>> = BTreeMap::new();
    for row in link.all(REQUIREMENTS, vec![ids(people)]).await? {
        let mut f = row.fields();
        let order = f.next()?;
        let requirement = Requirement {
            id: f.next()?,
            kind: f.next()?,
            name: f.next()?,
            amount: f.next()?,
            unit: f.next()?,
            done: f.next()?,
            began: f.maybe()?,
            ended: f.maybe()?,
        };
        requirements.entry(order).or_default().push(requirement);
    }
    let rows = link.all(ORDERS, vec![ids(people)]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (person, id) = (f.next()?, f.next()?);
            let order = Order {
                person,
                id,
                holder: f.next()?,
                kind: f.next()?,
                court: f.maybe()?,
                offence: f.maybe()?,
                made: f.next()?,
                ends: f.next()?,
                ended: f.maybe()?,
                requirements: requirements.remove(&id).unwrap_or_default(),
            };
            Ok((Label::own(person, Section::Court, order.holder), order))
        })
        .collect()
}

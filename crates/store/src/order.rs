//! Orders with their requirements.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Fields, Param, Read, args, statements},
    standing::ids,
};
use app::ports::Stored;
use domain::{
    ids::{AgencyId, OrderId, PersonId, RequirementId},
    order::{Order, Requirement, RequirementKind},
    order_course::{OrderCourse, OrderStage},
    section::Section,
};
use gate::{Label, Sealed};
use std::collections::HashMap;

inserts! {
    ORDER = "court_order" (
        person_id, id, holder_id, kind, court, offence, made, ends, ended,
        facts, stage, owner_agency_id, owner_account_id, supervision_began
    ) "";
    REQUIREMENT = "requirement" (person_id, order_id, id, kind, name, amount, unit, done, began, ended, provider_id) "";
    REQUIREMENT_KIND = "requirement_kind" (code, name, unit, least, most, from_day, to_day) "";
}

statements! {
    /// A row for each requirement, or one for an order without any.
    ORDERS = by_ids!(
        "select h.id, h.person_id, h.holder_id, h.kind, h.court, h.offence, h.made, h.ends, h.ended, \
         r.id, r.kind, r.name, r.amount, r.unit, r.done, r.began, r.ended from \
         (select o.person_id, o.id, o.holder_id, o.kind, o.court, o.offence, o.made, o.ends, o.ended \
         from court_order o where o.person_id",
        "order by o.made desc, o.id desc limit $2 + 0) as h \
         left join requirement r on r.person_id = h.person_id and r.order_id = h.id \
         order by h.made desc, h.id desc, r.id"
    );
}

/// The row of an order, with what follows from its course where it has one already.
pub(crate) fn order_args(order: &Order, course: Option<&OrderCourse>) -> Vec<Arg> {
    let owner = course.map(OrderCourse::owner);
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
        course.map_or(0, OrderCourse::version),
        course.map_or(OrderStage::Unallocated, OrderCourse::stage),
        owner.map(|owner| owner.agency),
        owner.and_then(|owner| owner.account),
        course.map(OrderCourse::supervision_began),
    ]
}

pub(crate) fn requirement_args(order: &Order, providers: &HashMap<RequirementId, AgencyId>) -> Vec<Arg> {
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
                providers.get(&one.id).copied(),
            ]
        })
        .collect()
}

pub(crate) fn requirement_kind_args(kind: &RequirementKind) -> Vec<Arg> {
    args![kind.code, kind.name, kind.unit, kind.least, kind.most, kind.from, kind.to]
}

pub(crate) fn orders_read(people: &[PersonId], limit: u32) -> Read {
    Read::new(ORDERS, vec![ids(people), limit.arg()])
}

pub(crate) async fn orders(link: &mut Link, people: &[PersonId], limit: u32) -> Stored<Vec<Sealed<Order>>> {
    let orders = plain(link, people, limit).await?;
    Ok(orders.into_iter().map(|(label, order)| Sealed::new(label, order)).collect())
}

/// Orders with the labels that they are to be sealed under, for a larger value that holds them.
pub(crate) async fn plain(link: &mut Link, people: &[PersonId], limit: u32) -> Stored<Vec<(Label, Order)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut orders: Vec<Order> = Vec::new();
    for row in &link.read(orders_read(people, limit)).await? {
        let mut f = row.fields();
        let id = f.next()?;
        if orders.last().is_none_or(|last| last.id != id) {
            orders.push(order(id, &mut f)?);
        } else {
            f.skip(8);
        }
        if let (Some(last), Some(requirement)) = (orders.last_mut(), requirement(&mut f)?) {
            last.requirements.push(requirement);
        }
    }
    let labelled = |order: Order| (Label::own(order.person, Section::Court, order.holder), order);
    Ok(orders.into_iter().map(labelled).collect())
}

fn order(id: OrderId, f: &mut Fields<'_>) -> Stored<Order> {
    Ok(Order {
        id,
        person: f.next()?,
        holder: f.next()?,
        kind: f.next()?,
        court: f.maybe()?,
        offence: f.maybe()?,
        made: f.next()?,
        ends: f.next()?,
        ended: f.maybe()?,
        requirements: Vec::new(),
    })
}

fn requirement(f: &mut Fields<'_>) -> Stored<Option<Requirement>> {
    let Some(id) = f.maybe()? else { return Ok(None) };
    Ok(Some(Requirement {
        id,
        kind: f.next()?,
        name: f.next()?,
        amount: f.next()?,
        unit: f.next()?,
        done: f.next()?,
        began: f.maybe()?,
        ended: f.maybe()?,
    }))
}

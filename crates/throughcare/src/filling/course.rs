//! The course of an invented order in force: allocated when it was recorded, the person inducted and the order under way as
//! the first appointments were kept; and the three-way meetings that are still to be held.

use super::{case, person::line, telling::Telling};
use anyhow::Result;
use app::{
    events::{EventKind, body},
    fill::Batch,
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    order::Order,
    order_course::{Making, OrderCourse, OrderFact},
    section::Section,
    stamp::Stamp,
};
use jiff::{SignedDuration, civil::Date};
use synth::{Appointment, Attendance, MeetingStage, Person};

/// Adds the facts of an order that `owner` carries out, and what is due of its meetings.
pub fn begin(
    person: &Person,
    order: &Order,
    recorded: Stamp,
    owner: Owner,
    telling: &mut Telling<'_>,
    batch: &mut Batch,
) -> Result<()> {
    let (kind, holder, made) = (order.kind, order.holder, order.made);
    let mut course = OrderCourse::made(Making { order: order.id, kind, holder, made, over: false });
    if let (Some(account), true) = (owner.account, owner.agency == order.holder) {
        let allocated = telling.roster.day_of(recorded.at).max(made);
        course = course.append(recorded, allocated, OrderFact::Allocated(account))?;
        for (appointment, fact) in kept(person, made).zip([OrderFact::Inducted, OrderFact::Commenced]) {
            let length = SignedDuration::from_mins(i64::from(appointment.minutes));
            let over = appointment.at.saturating_add(length).unwrap_or(appointment.at);
            let stamp = telling.stamp_of(over.max(recorded.at), appointment.account, appointment.agency)?;
            course = course.append(stamp, appointment.on.max(allocated), fact)?;
        }
    }
    for (stamp, day, fact) in course.facts() {
        let said = body::order_step(*day, fact);
        telling.tell(*stamp, kind_of(fact), Section::Court, Some(order.id.0), said);
    }
    batch.order_courses.push((order.person, course));
    Ok(())
}

/// Appointments with whoever supervises that were kept since the order was made, oldest first.
fn kept(person: &Person, made: Date) -> impl Iterator<Item = &Appointment> {
    let lead = person.lead().map(|lead| lead.account);
    person.appointments.iter().filter(move |one| {
        one.on >= made
            && Some(one.account) == lead
            && matches!(one.attendance, Attendance::Attended | Attendance::Late)
    })
}

fn kind_of(fact: &OrderFact) -> EventKind {
    match fact {
        OrderFact::Inducted => EventKind::OrderInducted,
        OrderFact::Commenced => EventKind::OrderCommenced,
        _ => EventKind::OrderAllocated,
    }
}

/// What is due: three-way meetings that lie ahead, or were due in the last fortnight.
pub fn meetings(
    person: &Person,
    order: &Order,
    recorded: Stamp,
    owner: Owner,
    telling: &Telling<'_>,
) -> Vec<Duty> {
    let mut all = Vec::new();
    let since = telling.roster.day_of(telling.roster.new_since).max(order.made);
    let open = person.meetings.iter().filter(|one| one.held.is_none());
    for one in open.filter(|one| (since..=order.ends).contains(&one.due)) {
        let kind = match one.stage {
            MeetingStage::Start => DutyKind::ThreeWayStart,
            MeetingStage::Middle => DutyKind::ThreeWayMiddle,
            MeetingStage::End => DutyKind::ThreeWayEnd,
        };
        let duty = case::due(order.person, kind, owner, one.due, order.id.0);
        let said = |day: Date| day.strftime("%-d %b %Y").to_string();
        let why = line(&format!("Order made {}, ends {}", said(order.made), said(order.ends)));
        all.push(Duty { id: telling.id(recorded.at), why, ..duty });
    }
    all
}

//! Bodies of an order's events: what changed, complete enough to rebuild it. Fields are only ever added.

use crate::{duties, events::body};
use domain::{
    cadence::Raised,
    duty::Duty,
    lead::LeadSet,
    order_end::{EndNotice, Outcome},
    order_record::{OrderRecord, Willingness},
    requirement::{Condition, RequirementFact},
};
use jiff::civil::Date;
use serde_json::{Value, json};

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn condition(shown: &Condition) -> Value {
    json!({
        "kind": shown.kind.code(), "evidence": shown.evidence.as_str(), "assessor": shown.assessor.as_str(),
        "day": shown.day.to_string(),
    })
}

/// A lead.
pub(super) fn lead(lead: &LeadSet) -> Value {
    json!({
        "activity": lead.activity.code(), "agency": lead.agency.map(|id| id.0), "account": lead.account.map(|id| id.0),
        "body": lead.body.as_str(), "reason": lead.reason.as_ref().map(ToString::to_string),
    })
}

/// An order as it was made, with what is due because of it.
pub(super) fn made(record: &OrderRecord, due: &[Duty]) -> Value {
    let mut whole = body::order(&record.order);
    let requirements: Vec<Value> = record
        .requirements
        .iter()
        .map(|one| {
            json!({
                "id": one.course.id.0, "provider": one.provider.map(|id| id.0),
                "conditions": one.conditions.iter().map(condition).collect::<Vec<_>>(),
            })
        })
        .collect();
    if let Value::Object(fields) = &mut whole {
        fields.insert("offence_day".into(), json!(day(record.dates.offence)));
        fields.insert("convicted".into(), json!(day(record.dates.convicted)));
        fields.insert("operational_ends".into(), json!(day(record.operational_ends)));
        fields.insert("nation".into(), json!(record.nation.code()));
        fields.insert("shown".into(), Value::Array(requirements));
        fields.insert("leads".into(), record.leads.iter().map(lead).collect());
        fields.insert("raised".into(), record.raised.iter().map(raised).collect());
        fields.insert("duties".into(), duties::told(due));
    }
    whole
}

/// What raised the cadence.
pub(super) fn raised(raised: &Raised) -> Value {
    json!({ "trigger": raised.trigger.code(), "day": raised.day.to_string(), "words": raised.words.as_str() })
}

/// With the leads that the step sets, where it sets any.
pub(super) fn with_leads(mut said: Value, leads: &[LeadSet]) -> Value {
    if let (Value::Object(fields), false) = (&mut said, leads.is_empty()) {
        fields.insert("leads".into(), leads.iter().map(lead).collect());
    }
    said
}

/// A step of a requirement.
pub(super) fn requirement_step(fact: &RequirementFact) -> Value {
    json!({
        "step": fact.step.code(), "day": fact.day.to_string(),
        "words": fact.words.as_ref().map(ToString::to_string),
    })
}

/// Willingness to comply.
pub(super) fn willingness(one: &Willingness) -> Value {
    json!({
        "id": one.id.0, "order": one.order.map(|id| id.0), "kind": one.kind, "willing": one.willing,
        "day": one.day.to_string(), "words": one.words.as_ref().map(ToString::to_string),
    })
}

/// What an agency was told of the end.
pub(super) fn end_notice(notice: &EndNotice) -> Value {
    json!({
        "agency": notice.agency.0, "told": notice.told.to_string(), "ends": notice.ends.to_string(),
        "contact": notice.contact.as_str(),
    })
}

/// An outcome.
pub(super) fn outcome(outcome: &Outcome) -> Value {
    json!({
        "kind": outcome.kind.code(), "answer": outcome.answer.code(), "score": outcome.score,
        "day": outcome.day.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{
        EventKind,
        replay::{Record, Told},
    };
    use domain::{
        ids::{AccountId, AgencyId, OrderId, PersonId, RequirementId},
        order::{Order, OrderKind, Requirement, Unit},
        order_course::{EndType, OrderFact},
        requirement::RequirementMove,
        stamp::Stamp,
        text::Line,
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    fn order() -> Order {
        Order {
            id: OrderId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            holder: AgencyId(Uuid::from_u128(3)),
            kind: OrderKind::Community,
            court: None,
            offence: None,
            made: date(2026, 3, 2),
            ends: date(2027, 3, 1),
            ended: None,
            requirements: vec![Requirement {
                id: RequirementId(Uuid::from_u128(4)),
                kind: "ATR".into(),
                name: "Alcohol treatment".into(),
                amount: 6,
                unit: Unit::Months,
                done: 0,
                began: None,
                ended: None,
            }],
        }
    }

    #[test]
    fn the_events_of_an_order_lead_to_its_row() {
        let (order, day) = (order(), date(2026, 5, 4));
        let other = AgencyId(Uuid::from_u128(9));
        let varied =
            OrderFact::Varied { ends: date(2027, 9, 1), reason: Line::new("On application").unwrap() };
        let taken = |step| requirement_step(&RequirementFact { step, day, words: None });
        let (subject, part) = (order.id.0, order.requirements[0].id.0);
        let events = [
            (EventKind::OrderMade, subject, body::order(&order)),
            (EventKind::RequirementStep, part, taken(RequirementMove::Refer)),
            (EventKind::RequirementStep, part, taken(RequirementMove::Accept)),
            (EventKind::RequirementStep, part, taken(RequirementMove::Commence)),
            (EventKind::RequirementProgress, part, json!({ "done": 6 })),
            (EventKind::RequirementStep, part, taken(RequirementMove::Complete)),
            (EventKind::OrderVaried, subject, body::order_step(day, &varied)),
            (EventKind::OrderTransferred, subject, body::order_step(day, &OrderFact::Transferred(other))),
            (
                EventKind::OrderEnded,
                subject,
                body::order_step(day, &OrderFact::Ended(EndType::CompletedEarly)),
            ),
        ];
        let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: order.holder };
        let told = events.iter().map(|(kind, subject, body)| Told {
            kind: *kind,
            subject: Some(*subject),
            stamp,
            body,
        });
        let record = Record::replay(order.person, told).unwrap();
        let mut expected = order.clone();
        expected.ends = date(2027, 9, 1);
        expected.holder = other;
        expected.ended = Some(day);
        expected.requirements[0] =
            Requirement { done: 6, began: Some(day), ended: Some(day), ..order.requirements[0].clone() };
        assert_eq!(record.orders[&order.id].order, expected);
    }
}

//! Bodies of events: what changed, complete enough to rebuild the record from the log.
//!
//! Stored for ever, so fields are only ever added. Codes and ids, never words of this program.

use crate::fill::LimitedAccess;
use domain::{
    account::Account,
    appointment::{self, Booking},
    audit::Audit,
    duty::Duty,
    feedback::{Feedback, FeedbackWords},
    involvement::Involvement,
    note::Note,
    order::Order,
    order_course::OrderFact,
    pathway::Need,
    person::{Communication, Contact, Identity, Name},
    referral::{Fact, Request, Told},
    risk::{RiskFlag, RiskSource},
    role::Role,
    service::Service,
    text::Prose,
};
use jiff::civil::Date;
use serde_json::{Value, json};

fn name(name: &Name) -> Value {
    json!({
        "given": name.given.as_ref().map(ToString::to_string),
        "middle": name.middle.as_ref().map(ToString::to_string),
        "family": name.family.as_str(),
    })
}

/// A person's identity, whole.
pub fn identity(identity: &Identity) -> Value {
    let identifiers: Vec<Value> = identity
        .identifiers
        .iter()
        .map(|one| json!({ "kind": one.kind.code(), "raw": one.raw, "canonical": one.canonical }))
        .collect();
    json!({
        "reference": identity.reference,
        "holder": identity.holder.0,
        "legal": name(&identity.legal),
        "known_as": identity.known_as.as_ref().map(ToString::to_string),
        "aliases": identity.aliases.iter().map(name).collect::<Vec<_>>(),
        "born": identity.born.map(|day| day.to_string()),
        "gender": identity.gender.code(),
        "identifiers": identifiers,
        "version": identity.version,
    })
}

/// Contact details, whole.
pub fn contact(contact: &Contact) -> Value {
    json!({
        "holder": contact.holder.0,
        "address": contact.address.as_ref().map(ToString::to_string),
        "postcode": contact.postcode,
        "telephone": contact.telephone.as_ref().map(ToString::to_string),
        "email": contact.email.as_ref().map(ToString::to_string),
    })
}

/// Communication needs.
pub fn communication(communication: &Communication) -> Value {
    json!({ "holder": communication.holder.0, "needs": communication.needs.as_str() })
}

/// A restriction of access: who is on the list of names.
pub fn limited_access(limited: &LimitedAccess) -> Value {
    json!({
        "named": limited.named.iter().map(|account| account.0).collect::<Vec<_>>(),
        "from": limited.from.to_string(),
    })
}

/// An account as it is made: of whom, for which agency, in which roles.
pub fn account(account: &Account) -> Value {
    json!({
        "agency": account.agency.0,
        "name": account.name.as_str(),
        "email": account.email.as_str(),
        "roles": account.roles.iter().map(Role::code).collect::<Vec<_>>(),
    })
}

/// A service that is offered.
pub fn service(service: &Service) -> Value {
    json!({
        "agency": service.agency.0, "name": service.name, "pathway": service.pathway.code(),
        "answer_in_working_days": service.answer_in_working_days,
    })
}

/// An involvement.
pub fn involvement(involvement: &Involvement) -> Value {
    json!({
        "id": involvement.id.0,
        "agency": involvement.agency.0,
        "account": involvement.account.map(|id| id.0),
        "role": involvement.role.code(),
        "leads": involvement.leads,
        "from": involvement.from.to_string(),
        "to": involvement.to.map(|day| day.to_string()),
    })
}

/// A note.
pub fn note(note: &Note) -> Value {
    json!({ "id": note.id.0, "section": note.section.code(), "text": note.text.as_str() })
}

/// An order with its requirements.
pub fn order(order: &Order) -> Value {
    let requirements: Vec<Value> = order
        .requirements
        .iter()
        .map(|one| {
            json!({
                "id": one.id.0, "kind": one.kind, "name": one.name, "amount": one.amount,
                "unit": one.unit.code(), "done": one.done,
                "began": one.began.map(|day| day.to_string()), "ended": one.ended.map(|day| day.to_string()),
            })
        })
        .collect();
    json!({
        "id": order.id.0,
        "holder": order.holder.0,
        "kind": order.kind.code(),
        "court": order.court.as_ref().map(ToString::to_string),
        "offence": order.offence.as_ref().map(ToString::to_string),
        "made": order.made.to_string(),
        "ends": order.ends.to_string(),
        "ended": order.ended.map(|day| day.to_string()),
        "requirements": requirements,
    })
}

/// A need.
pub fn need(need: &Need) -> Value {
    json!({
        "id": need.id.0, "pathway": need.pathway.code(), "level": need.level.code(),
        "detail": need.detail.as_ref().map(ToString::to_string),
    })
}

/// What is told, and one field more.
pub(crate) fn and(mut told: Value, field: &str, value: impl Into<Value>) -> Value {
    if let Some(fields) = told.as_object_mut() {
        fields.insert(field.to_owned(), value.into());
    }
    told
}

/// A risk flag.
pub fn risk(flag: &RiskFlag) -> Value {
    json!({
        "id": flag.id.0, "kind": flag.kind.code(), "detail": flag.detail.as_ref().map(ToString::to_string),
        "ended": flag.ended.map(|day| day.to_string()),
        "source": flag.upkeep.and_then(|one| one.source).map(RiskSource::code),
        "review": flag.upkeep.map(|one| one.review.to_string()),
        "reviews": flag.reviews(),
    })
}

/// An appointment as it was booked.
pub fn appointment(booking: &Booking, purpose: &str) -> Value {
    json!({
        "id": booking.id.0,
        "account": booking.account.0,
        "agency": booking.agency.0,
        "at": booking.at.to_string(),
        "day": booking.day.to_string(),
        "minutes": booking.minutes,
        "place": booking.place.as_str(),
        "purpose": purpose,
        "referral": booking.referral.map(|id| id.0),
        "told": booking.told.map(|id| id.0),
        "beside": booking.beside.map(|id| id.0),
        "replaces": booking.replaces.map(|id| id.0),
        "section": booking.section.code(),
    })
}

/// What became of an appointment.
pub fn appointment_outcome(outcome: &str, reason_given: Option<&str>) -> Value {
    json!({ "outcome": outcome, "reason_given": reason_given })
}

/// A later fact about an appointment, whole.
pub fn appointment_fact(state: appointment::State, fact: &appointment::Fact) -> Value {
    use appointment::Fact;
    match fact {
        Fact::Moved { to, asked_by, why } => json!({
            "outcome": state.code(), "to": to.0, "asked_by": asked_by.code(), "why": why.as_str(),
        }),
        Fact::CalledOff { asked_by, why } => json!({
            "outcome": state.code(), "asked_by": asked_by.code(), "why": why.as_str(),
        }),
        Fact::Recorded(outcome) => became(state, outcome),
        Fact::Corrected(why) => json!({ "outcome": state.code(), "why": why.as_str() }),
    }
}

/// What became of an appointment, whole.
fn became(state: appointment::State, outcome: &appointment::Outcome) -> Value {
    json!({
        "outcome": state.code(),
        "attendance": outcome.attendance.code(),
        "not_held": outcome.not_held.map(appointment::NotHeld::code),
        "reason_given": outcome.reason_offered.as_ref().map(ToString::to_string),
        "behaviour": outcome.behaviour.as_ref().map(ToString::to_string),
        "concern": outcome.concern.as_ref().map(ToString::to_string),
    })
}

/// A correction of what was recorded: what became of it, what was recorded before, and why.
pub fn appointment_corrected(
    (was, wrong): (appointment::State, &appointment::Outcome),
    (is, right): (appointment::State, &appointment::Outcome),
    why: &Prose,
) -> Value {
    let mut said = became(is, right);
    if let Value::Object(fields) = &mut said {
        fields.insert("why".to_owned(), json!(why.as_str()));
        fields.insert("was".to_owned(), became(was, wrong));
    }
    said
}

/// Feedback on a session, without words about treatment.
pub fn feedback(feedback: &Feedback) -> Value {
    json!({
        "id": feedback.id.0,
        "appointment": feedback.appointment.0,
        "referral": feedback.referral.0,
        "told": feedback.told.0,
        "engagement": feedback.engagement.code(),
        "fit": feedback.fit.code(),
        "progress": feedback.progress.code(),
        "standard": feedback.standard.code(),
    })
}

/// Words about treatment that came with feedback.
pub fn feedback_words(words: &FeedbackWords) -> Value {
    json!({
        "feedback": words.feedback.0, "appointment": words.appointment.0, "words": words.words.as_str(),
    })
}

/// A step of an order.
pub fn order_step(on: Date, fact: &OrderFact) -> Value {
    let mut said = json!({ "step": fact.as_move().code(), "day": on.to_string() });
    let more = match fact {
        OrderFact::Served(recipient) => json!({ "recipient": recipient.code() }),
        OrderFact::Allocated(account) => json!({ "account": account.0 }),
        OrderFact::Varied { ends, reason } => json!({ "ends": ends.to_string(), "reason": reason.as_str() }),
        OrderFact::Transferred(agency) => json!({ "agency": agency.0 }),
        OrderFact::Suspended(reason) => json!({ "reason": reason.as_str() }),
        OrderFact::Reviewed(words) => json!({ "words": words.as_ref().map(ToString::to_string) }),
        OrderFact::Ended(end) => json!({ "end": end.code() }),
        OrderFact::Inducted | OrderFact::Commenced | OrderFact::Planned | OrderFact::Resumed => json!({}),
    };
    if let (Value::Object(said), Value::Object(more)) = (&mut said, more) {
        said.extend(more);
    }
    said
}

/// AUDIT with its raw answers.
pub fn audit(audit: &Audit) -> Value {
    json!({
        "id": audit.id.0,
        "day": audit.day.to_string(),
        "mode": audit.mode.code(),
        "language": audit.language.as_str(),
        "pregnancy": audit.pregnancy.code(),
        "answers": audit.answers.as_ref().map(|answers| *answers.points()),
        "wording": audit.wording,
        "rules": audit.rules,
        "score": audit.finding.map(|finding| finding.score.points()),
        "zone": audit.finding.map(|finding| finding.zone.code()),
        "missing": audit.missing,
        "supersedes": audit.supersedes.map(|id| id.0),
    })
}

/// With what the change made due, where it made anything due.
pub fn with_duties(mut body: Value, duties: &[Duty]) -> Value {
    if let (Value::Object(fields), false) = (&mut body, duties.is_empty()) {
        fields.insert("duties".to_owned(), crate::duties::told(duties));
    }
    body
}

/// A referral as it was sent.
pub fn referral_sent(request: &Request, service: &Service) -> Value {
    json!({
        "reference": request.reference,
        "from": request.from.0,
        "made_by": request.made_by.0,
        "to": request.to.0,
        "service": request.service.0,
        "service_name": service.name,
        "agency_name": service.agency_name,
        "requirement": request.requirement.map(|id| id.0),
        "asks": request.asks.as_str(),
        "risk_to_staff": request.risk_to_staff.as_ref().map(ToString::to_string),
        "answer_by": request.answer_by.to_string(),
        "delivery_asked": request.needs.is_some(),
        "delivery_needs": request.needs.as_ref().and_then(Told::words).map(ToString::to_string),
        "delivery_kinds": request.need_kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>(),
        "protocol": request.protocol.map(|id| id.0),
    })
}

/// A later step of a referral, and by when its answer is due after it: a pause moves that day.
pub fn referral_step(fact: &Fact, answer_by: Date) -> Value {
    let mut body = json!({
        "step": fact.as_move().code(),
        "reason": fact.reason_code(),
        "words": fact.words().map(ToString::to_string),
        "answer_by": answer_by.to_string(),
    });
    let Value::Object(fields) = &mut body else { return body };
    if let Some(day) = fact.day() {
        fields.insert("day".to_owned(), json!(day.to_string()));
    }
    match fact {
        Fact::Booked { appointment, .. } => {
            fields.insert("appointment".to_owned(), json!(appointment.0));
        }
        Fact::Amended(amendment) => {
            let words = |words: &Option<domain::text::Prose>| json!(words.as_ref().map(ToString::to_string));
            fields.insert("old".to_owned(), words(&amendment.old));
            fields.insert("new".to_owned(), words(&amendment.new));
        }
        _ => {}
    }
    body
}

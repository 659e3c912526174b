//! Bodies of the events of screening: codes and ids, and what was written, complete enough to rebuild the record.

use domain::{
    consent::{Asking, ConsentFact},
    recommendation::{Outcome, Proposal, Recommendation},
    screening::{AlcoholScreen, FirstContact, NotAskedWhy, Screening},
};
use serde_json::{Value, json};

/// A first contact, with who began it and when: names nobody who was met.
pub(crate) fn contact(contact: &FirstContact) -> Value {
    json!({
        "id": contact.id.0,
        "setting": contact.setting.code(),
        "place": contact.place.as_str(),
        "day": contact.day.to_string(),
        "why_not": contact.why_not.map(NotAskedWhy::code),
        "at": contact.stamp.at.to_string(),
        "by": contact.stamp.by.0,
    })
}

/// A first contact with somebody who agreed, and whose record tells it: with its entry and what became of the alcohol screen.
pub(crate) fn contact_of(contact: &FirstContact) -> Value {
    let mut said = self::contact(contact);
    if let Value::Object(fields) = &mut said {
        fields.insert("entry".to_owned(), json!(contact.entry.map(|entry| entry.0)));
        fields.insert("alcohol".to_owned(), json!(contact.alcohol.code()));
    }
    said
}

/// What was found, but for needs and risk, which have events of their own.
pub(crate) fn screening(screening: &Screening, alcohol: AlcoholScreen) -> Value {
    let known: Vec<&str> = screening.known.iter().map(|one| one.code()).collect();
    json!({
        "id": screening.id.0,
        "contact": screening.contact.0,
        "place": screening.place.as_str(),
        "day": screening.day.to_string(),
        "suitability": screening.suitability.code(),
        "why": screening.why.as_ref().map(ToString::to_string),
        "known": known,
        "alcohol": alcohol.code(),
        "audit": screening.audit.map(|id| id.0),
    })
}

/// A recommendation as it was given.
pub(crate) fn recommendation(one: &Recommendation) -> Value {
    json!({
        "id": one.id.0,
        "screening": one.screening.0,
        "form": one.form.code(),
        "proposal": one.proposal.code(),
        "suggested": one.suggested.map(Proposal::code),
        "text": one.text.as_ref().map(ToString::to_string),
    })
}

/// What the court did.
pub(crate) fn outcome(outcome: Outcome) -> Value {
    json!({
        "outcome": outcome.of_hearing.code(),
        "made": outcome.made,
        "day": outcome.day.to_string(),
    })
}

/// A step of a consent.
pub(crate) fn consent(asking: &Asking, fact: &ConsentFact) -> Value {
    let recipients: Vec<_> = asking.recipients.iter().map(|agency| agency.0).collect();
    let sections: Vec<&str> = asking.sections.iter().map(|section| section.code()).collect();
    let mut body = json!({
        "id": asking.id.0,
        "to": asking.to.code(),
        "purpose": asking.purpose.as_str(),
        "sections": sections,
        "recipients": recipients,
    });
    let more = match fact {
        ConsentFact::Asked | ConsentFact::Refused => return body,
        ConsentFact::Withdrawn(day) => json!({ "withdrawn": day.to_string() }),
        ConsentFact::Given(taken) => json!({
            "manner": taken.manner.code(),
            "language": taken.language.as_str(),
            "interpreter": taken.interpreter.as_ref().map(ToString::to_string),
            "capacity": taken.capacity.as_ref().map(ToString::to_string),
            "until": taken.until.map(|day| day.to_string()),
        }),
    };
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    body
}

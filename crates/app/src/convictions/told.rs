//! Bodies of the events of convictions: complete enough to rebuild the record.

use domain::conviction::{ConvictionFact, Details, Ends};
use serde_json::{Value, json};

fn details(details: &Details) -> Value {
    let sentences: Vec<Value> = details
        .sentences()
        .iter()
        .map(|one| {
            json!({
                "kind": one.kind.code(),
                "months": one.term.map(domain::conviction::Term::months),
                "days": one.term.map(domain::conviction::Term::days),
                "ends": one.ends.code(),
                "end": if let Ends::On(day) = one.ends { Some(day.to_string()) } else { None },
                "runs": one.runs.code(),
                "schedule_18": one.schedule_18,
            })
        })
        .collect();
    json!({
        "offence": details.offence.as_str(),
        "court": details.court.as_ref().map(ToString::to_string),
        "day": details.day.to_string(),
        "sentenced": details.sentenced.to_string(),
        "age": details.age.code(),
        "summary_only": details.summary_only,
        "sentences": sentences,
    })
}

/// What a fact says.
pub(super) fn fact(fact: &ConvictionFact) -> Value {
    match fact {
        ConvictionFact::Recorded(recorded) => details(recorded),
        ConvictionFact::Corrected(corrected, why) => {
            json!({ "details": details(corrected), "why": why.as_str() })
        }
        ConvictionFact::Removed(why) => json!({ "why": why.as_str() }),
    }
}

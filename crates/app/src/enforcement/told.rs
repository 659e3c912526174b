//! Bodies of the events of enforcement.

use domain::failure::{Failed, FailureFact};
use jiff::civil::Date;
use serde_json::{Value, json};

/// A failure as it was recorded, and by when it is to be decided.
pub(super) fn recorded(failed: &Failed, due: Date) -> Value {
    json!({
        "id": failed.id.0, "order": failed.order.0, "appointment": failed.appointment.map(|id| id.0),
        "day": failed.day.to_string(), "what": failed.what.as_str(),
        "offered": failed.offered.as_ref().map(ToString::to_string), "decide_by": due.to_string(),
    })
}

/// A step.
pub(super) fn step(day: Date, fact: &FailureFact) -> Value {
    let mut said = json!({ "step": fact.as_move().code(), "day": day.to_string() });
    let more = match fact {
        FailureFact::Accepted(words)
        | FailureFact::Rejected(words)
        | FailureFact::Referred(words)
        | FailureFact::Voided(words)
        | FailureFact::Dropped(words)
        | FailureFact::Withdrawn(words)
        | FailureFact::Restored(words) => json!({ "words": words.as_str() }),
        FailureFact::Warned(warning) => json!({
            "circumstances": warning.circumstances.as_str(),
            "unacceptable": warning.unacceptable.as_str(),
            "liability": warning.liability.as_str(),
        }),
        FailureFact::Heard(finding, words) => {
            json!({ "finding": finding.code(), "words": words.as_ref().map(ToString::to_string) })
        }
        FailureFact::Awaited | FailureFact::Begun => json!({}),
    };
    if let (Value::Object(said), Value::Object(more)) = (&mut said, more) {
        said.extend(more);
    }
    said
}

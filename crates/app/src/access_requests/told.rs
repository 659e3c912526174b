//! Bodies of the events of requests for a copy: ids, codes, days and the words of those who worked on it. Neither the copy nor
//! what was left out of it is told.

use domain::access_request::{AccessFact, Asked};
use jiff::civil::Date;
use serde_json::{Value, json};

/// A request as it came.
pub(super) fn asked(asked: &Asked) -> Value {
    json!({
        "id": asked.id.0,
        "received": asked.received.to_string(),
        "words": asked.words.as_str(),
        "identity_known": asked.identity_known,
    })
}

/// What a fact says.
pub(super) fn fact(day: Date, fact: &AccessFact) -> Value {
    let mut said = json!({ "step": fact.as_move().code(), "day": day.to_string() });
    let more = match fact {
        AccessFact::IdentityAsked => json!({}),
        AccessFact::IdentityConfirmed(line)
        | AccessFact::Submitted(line)
        | AccessFact::Checked(line)
        | AccessFact::Given(line) => json!({ "line": line.as_str() }),
        AccessFact::Extended(words) | AccessFact::Returned(words) | AccessFact::Withdrawn(words) => {
            json!({ "words": words.as_str() })
        }
        AccessFact::Redacted(key, exemption, words) => {
            json!({ "entry": key.as_str(), "exemption": exemption.code(), "words": words.as_str() })
        }
        AccessFact::Restored(key) => json!({ "entry": key.as_str() }),
    };
    if let (Value::Object(said), Value::Object(more)) = (&mut said, more) {
        said.extend(more);
    }
    said
}

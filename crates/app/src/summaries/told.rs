//! Bodies of the events of summaries: ids, codes and the text's fingerprint. The text lies with the summary alone, so that a
//! timeline never tells a conviction that is spent by then.

use domain::{
    application::TurnedDown,
    disclosure_summary::{DisclosureSummary, SummaryFact},
};
use serde_json::{Value, json};

/// What identifies a text: two texts with the same one are the same.
pub fn fingerprint(plain: &str) -> String {
    crate::once::fingerprint(plain.as_bytes())
}

/// What was written.
pub(super) fn written(summary: &DisclosureSummary) -> Value {
    let written = &summary.written;
    // Which convictions it names, by their ids: the words of none of them.
    let names: Vec<Value> = written
        .names
        .iter()
        .map(|one| {
            json!({
                "conviction": one.conviction.0, "version": one.version, "until": one.until.map(|day| day.to_string()),
            })
        })
        .collect();
    json!({
        "recipient": written.recipient.0,
        "kind": written.kind.code(),
        "opportunity": written.opportunity.as_str(),
        "purpose": written.purpose.as_str(),
        "used_for": written.used_for.code(),
        "text": fingerprint(&written.text.plain()),
        "names": names,
    })
}

/// What a fact says.
pub(super) fn fact(fact: &SummaryFact) -> Value {
    match fact {
        SummaryFact::Shown(manner, language) => {
            json!({ "manner": manner.code(), "language": language.as_str() })
        }
        SummaryFact::Consented(consent) => json!({ "consent": consent.0 }),
        SummaryFact::Approved(found) => json!({ "words": found.as_ref().map(ToString::to_string) }),
        SummaryFact::Returned(words) | SummaryFact::Dropped(words) => json!({ "words": words.as_str() }),
        SummaryFact::Issued(last) => json!({ "last": last.to_string() }),
        SummaryFact::Heard(answer) => json!({ "answer": answer.code() }),
        SummaryFact::Declined | SummaryFact::Withdrawn => json!({}),
    }
}

/// An application that was turned down.
pub(super) fn turned_down(one: &TurnedDown) -> Value {
    json!({
        "id": one.id.0,
        "kind": one.kind.code(),
        "body": one.body.as_str(),
        "opportunity": one.opportunity.as_str(),
        "day": one.day.to_string(),
        "why": one.why.code(),
    })
}

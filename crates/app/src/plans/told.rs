//! Strands as the log and storage tell them: complete enough to rebuild them. Fields are only ever added.

use crate::events::body::and;
use domain::{
    duty::Owner,
    ids::{AccountId, AgencyId, StepId},
    plan::{Begun, Came, Outcome, PlanView, Step, StepState, StrandFact},
    text::{Line, Prose},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// How a strand began.
pub(crate) fn begun(begun: &Begun) -> Value {
    let prose = |words: &Option<Prose>| words.as_ref().map(ToString::to_string);
    json!({
        "topic": begun.topic.code(),
        "aim": begun.aim.as_str(),
        "need": prose(&begun.need),
        "strengths": prose(&begun.strengths),
        "quote": prose(&begun.quote),
    })
}

/// What the person said.
pub(crate) fn view(view: &PlanView) -> Value {
    json!({
        "view": view.view.code(),
        "words": view.words.as_ref().map(Prose::as_str),
        "day": view.day.to_string(),
    })
}

/// A fact of a strand.
pub fn fact(fact: &StrandFact) -> Value {
    let told = match fact {
        StrandFact::Agreed(step) => json!({
            "id": step.id.0,
            "words": step.words.as_str(),
            "agency": step.owner.agency.0,
            "account": step.owner.account.map(|account| account.0),
            "by_the_person": step.by_the_person,
            "due": step.due.to_string(),
        }),
        StrandFact::Done(id, words) => json!({ "id": id.0, "words": words.as_ref().map(Line::as_str) }),
        StrandFact::Dropped(id, why) => json!({ "id": id.0, "words": why.as_str() }),
        StrandFact::Moved(id, due) => json!({ "id": id.0, "due": due.to_string() }),
        StrandFact::Progress(words) => json!({ "words": words.as_str() }),
        StrandFact::Closed(came) => json!({
            "outcome": came.outcome.code(),
            "words": came.words.as_str(),
            "quote": came.quote.as_ref().map(Prose::as_str),
        }),
    };
    and(told, "step", fact.code())
}

/// Reads what [`fact`] wrote; `None` when it cannot be that.
pub fn read(told: &Value) -> Option<StrandFact> {
    let text = |field: &str| told.get(field).and_then(Value::as_str);
    let uuid = |field: &str| text(field).and_then(|id| Uuid::parse_str(id).ok());
    let line = |field: &str| Line::new(text(field)?).ok();
    let prose = |field: &str| Prose::new(text(field)?).ok();
    let id = || uuid("id").map(StepId);
    Some(match text("step")? {
        "agreed" => StrandFact::Agreed(Step {
            id: id()?,
            words: line("words")?,
            owner: Owner { agency: uuid("agency").map(AgencyId)?, account: uuid("account").map(AccountId) },
            by_the_person: told.get("by_the_person")?.as_bool()?,
            due: text("due")?.parse().ok()?,
            state: StepState::Open,
        }),
        "done" => StrandFact::Done(id()?, line("words")),
        "dropped" => StrandFact::Dropped(id()?, line("words")?),
        "moved" => StrandFact::Moved(id()?, text("due")?.parse().ok()?),
        "progress" => StrandFact::Progress(prose("words")?),
        "closed" => StrandFact::Closed(Came {
            outcome: Outcome::from_code(text("outcome")?).ok()?,
            words: prose("words")?,
            quote: prose("quote"),
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_fact_is_read_back_as_it_was_told() {
        let id = StepId(Uuid::from_u128(7));
        let line = |text: &str| Line::new(text).unwrap();
        let prose = |text: &str| Prose::new(text).unwrap();
        let step = |account| Step {
            id,
            words: line("Bid for a flat"),
            owner: Owner { agency: AgencyId(Uuid::from_u128(9)), account },
            by_the_person: true,
            due: date(2026, 12, 1),
            state: StepState::Open,
        };
        let came = |quote| Came { outcome: Outcome::Partly, words: prose("Moved in."), quote };
        for one in [
            StrandFact::Agreed(step(None)),
            StrandFact::Agreed(step(Some(AccountId(Uuid::from_u128(8))))),
            StrandFact::Done(id, None),
            StrandFact::Done(id, Some(line("He has the keys"))),
            StrandFact::Dropped(id, line("No longer needed")),
            StrandFact::Moved(id, date(2027, 1, 5)),
            StrandFact::Progress(prose("Went to the viewing.")),
            StrandFact::Closed(came(None)),
            StrandFact::Closed(came(Some(prose("My own front door.")))),
        ] {
            assert_eq!(read(&fact(&one)), Some(one));
        }
        assert_eq!(read(&json!({ "step": "agreed" })), None);
        assert_eq!(read(&json!({ "step": "vanished" })), None);
    }
}

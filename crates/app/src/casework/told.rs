//! Casework as the log and storage tell it: complete enough to rebuild it. Names of fields are only ever added.

use domain::casework::{Answer, Answers, PieceFact, PieceStep, Shape, When};
use serde_json::{Map, Value, json};

/// A fact of a piece.
pub fn fact(fact: &PieceFact) -> Value {
    let answers = fact.answers.iter().map(|(name, answer)| (name.to_owned(), json!(answer.text())));
    json!({ "step": fact.step.code(), "answers": answers.collect::<Map<_, _>>() })
}

/// Reads what [`fact`] wrote; `None` when it cannot be that.
pub fn read(told: &Value) -> Option<PieceFact> {
    let step = PieceStep::from_code(told.get("step")?.as_str()?).ok()?;
    let mut answers = Answers::default();
    for (name, text) in told.get("answers")?.as_object()? {
        let known = step.field(name).map(|field| (field.name, field.shape));
        let worked_out = step.deadline().map(|deadline| (deadline.name, Shape::Day(When::Any)));
        let (name, shape) = known.or(worked_out.filter(|(known, _)| known == name))?;
        answers = answers.with(name, Answer::parse(shape, text.as_str()?)?);
    }
    Some(PieceFact { step, answers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::AgencyId,
        text::{Line, Prose},
    };
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn every_fact_is_read_back_as_it_was_told() {
        let day = date(2026, 11, 24);
        for step in PieceStep::ALL {
            let answer = |shape| match shape {
                Shape::Line => Answer::Line(Line::new("A flat").unwrap()),
                Shape::Prose => Answer::Prose(Prose::new("One\n\ntwo").unwrap()),
                Shape::Day(_) => Answer::Day(day),
                Shape::Moment(_) => Answer::Moment(day.at(9, 30, 0, 0)),
                Shape::Choice(list) => Answer::Choice(list[list.len() - 1]),
                Shape::Agency => Answer::Agency(AgencyId(Uuid::from_u128(7))),
            };
            let mut answers = step
                .fields()
                .iter()
                .fold(Answers::default(), |all, field| all.with(field.name, answer(field.shape)));
            if let Some(deadline) = step.deadline() {
                answers = answers.with(deadline.name, Answer::Day(day));
            }
            let one = PieceFact { step: *step, answers };
            assert_eq!(read(&fact(&one)), Some(one));
        }
        for wrong in [
            json!({ "step": "vanished", "answers": {} }),
            json!({ "step": "agreement_end" }),
            json!({ "step": "agreement_end", "answers": { "whence": "there" } }),
            json!({ "step": "agreement_end", "answers": { "why": "" } }),
        ] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}

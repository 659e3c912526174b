//! Steps with their answers as the log and storage tell them: complete enough to rebuild what they belong to. Names of fields are
//! only ever added.

use domain::{
    field::{Answer, Answers, Shape, When},
    step::{Step, Taken},
};
use serde_json::{Map, Value, json};

/// A fact.
pub fn fact<S: Step>(fact: &Taken<S>) -> Value {
    let answers = fact.answers.iter().map(|(name, answer)| (name.to_owned(), json!(answer.text())));
    json!({ "step": fact.step.code(), "answers": answers.collect::<Map<_, _>>() })
}

/// Reads what [`fact`] wrote; `None` when it cannot be that.
pub fn read<S: Step>(told: &Value) -> Option<Taken<S>> {
    let step = S::parse(told.get("step")?.as_str()?)?;
    let mut answers = Answers::default();
    for (name, text) in told.get("answers")?.as_object()? {
        let known = step.field(name).map(|field| (field.name, field.shape));
        let worked_out = step.deadline().map(|deadline| (deadline.name, Shape::Day(When::Any)));
        let (name, shape) = known.or(worked_out.filter(|(known, _)| known == name))?;
        answers = answers.with(name, Answer::parse(shape, text.as_str()?)?);
    }
    Some(Taken { step, answers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        casework::PieceStep,
        ids::{AgencyId, ServiceId},
        provision::ProvisionStep,
        text::{Line, Prose},
    };
    use jiff::civil::{Date, date};
    use uuid::Uuid;

    const DAY: Date = date(2026, 11, 24);

    fn answer(shape: Shape) -> Answer {
        match shape {
            Shape::Line => Answer::Line(Line::new("A flat").unwrap()),
            Shape::Prose => Answer::Prose(Prose::new("One\n\ntwo").unwrap()),
            Shape::Day(_) => Answer::Day(DAY),
            Shape::Moment(_) => Answer::Moment(DAY.at(9, 30, 0, 0)),
            Shape::Choice(list) => Answer::Choice(list[list.len() - 1]),
            Shape::Several(list) => Answer::Several(list.to_vec()),
            Shape::Pick(_) => Answer::Pick(3),
            Shape::Agency => Answer::Agency(AgencyId(Uuid::from_u128(7))),
            Shape::Service => Answer::Service(ServiceId(Uuid::from_u128(8))),
        }
    }

    fn comes_back<S: Step>(steps: &[S]) {
        for step in steps.iter().copied() {
            let mut answers = step
                .fields()
                .iter()
                .fold(Answers::default(), |all, field| all.with(field.name, answer(field.shape)));
            if let Some(deadline) = step.deadline() {
                answers = answers.with(deadline.name, Answer::Day(DAY));
            }
            let one = Taken { step, answers };
            assert_eq!(read(&fact(&one)), Some(one));
        }
    }

    #[test]
    fn every_fact_is_read_back_as_it_was_told() {
        comes_back(PieceStep::ALL);
        comes_back(ProvisionStep::ALL);
        for wrong in [
            json!({ "step": "vanished", "answers": {} }),
            json!({ "step": "agreement_end" }),
            json!({ "step": "agreement_end", "answers": { "whence": "there" } }),
            json!({ "step": "agreement_end", "answers": { "why": "" } }),
        ] {
            assert_eq!(read::<PieceStep>(&wrong), None, "{wrong}");
        }
    }
}

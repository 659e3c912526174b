//! What the catalogue does not allow, in plain words, each at the field where it can be mended.

use crate::refusal::FieldError;
use domain::requirement::NotAllowed;
use jiff::civil::Date;

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// What is wrong, as a sentence.
pub fn sentence(wrong: &NotAllowed) -> String {
    match wrong {
        NotAllowed::Order { order } => {
            format!("{order}: no such order could be made on these dates. Check the dates")
        }
        NotAllowed::EndsFirst => "The order ends before the day it was made".to_owned(),
        NotAllowed::TooLong { order, months, latest } => {
            format!("{order}: it may last {months} months at most, until {}", day(*latest))
        }
        NotAllowed::NoRequirement { order } => format!("{order}: add at least one requirement"),
        NotAllowed::Kind { code } => {
            format!(
                "{code} could not be imposed in this kind of order on these dates. Choose another, or check the dates"
            )
        }
        NotAllowed::Twice { code } => format!("{code} is there twice. Enter it once, with the whole amount"),
        NotAllowed::Below { name, least, unit, .. } => format!("{name} must be {least} {unit} or more"),
        NotAllowed::Above { name, most, others: 0, unit, .. } => {
            format!("{name} must be {most} {unit} or less")
        }
        NotAllowed::Above { name, most, others, unit, .. } => {
            format!(
                "{name} must be {most} {unit} or less in all orders together; other orders already have {others}"
            )
        }
        NotAllowed::Beyond { name, amount, ends, .. } => {
            format!("{name} of {amount} months would run beyond the end of the order on {}", day(*ends))
        }
        NotAllowed::Excludes { name, other, .. } => format!("{name} and {other} cannot stand in one order"),
        NotAllowed::Beside { name, beside, .. } => {
            format!("{name} needs {beside} beside it in the same order")
        }
        NotAllowed::Unshown { name, condition, .. } => {
            format!("{name}: say what shows this, who assessed it and when: {condition}")
        }
        NotAllowed::ShownLate { name, condition, .. } => {
            format!("{name}: this must have been assessed by the day of the order: {condition}")
        }
    }
}

/// The field where it can be mended, and a stable code.
pub(super) fn field_error(wrong: &NotAllowed) -> FieldError {
    let (field, code) = match wrong {
        NotAllowed::Order { .. } => ("kind", "not_on"),
        NotAllowed::EndsFirst => ("ends", "too_early"),
        NotAllowed::TooLong { .. } => ("ends", "too_long"),
        NotAllowed::NoRequirement { .. } => ("requirements", "required"),
        NotAllowed::Kind { .. } => ("requirements", "not_on"),
        NotAllowed::Twice { .. } => ("requirements", "twice"),
        NotAllowed::Below { .. } => ("requirements", "below"),
        NotAllowed::Above { .. } => ("requirements", "above"),
        NotAllowed::Beyond { .. } => ("requirements", "beyond"),
        NotAllowed::Excludes { .. } => ("requirements", "excludes"),
        NotAllowed::Beside { .. } => ("requirements", "beside"),
        NotAllowed::Unshown { .. } => ("conditions", "unshown"),
        NotAllowed::ShownLate { .. } => ("conditions", "late"),
    };
    FieldError::new(field, code, sentence(wrong))
}

/// Each wrong thing at its field.
pub fn field_errors(wrong: &[NotAllowed]) -> Vec<FieldError> {
    wrong.iter().map(field_error).collect()
}

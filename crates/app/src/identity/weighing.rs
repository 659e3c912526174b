//! What speaks for two records being of one person and against, step by step, as the matcher weighs it.
//!
//! What holds: only what stands in the two records is weighed, as the one who asks was let see them. How common a name is among
//! everybody is left out, so a weight tells nothing of people of whom somebody may not know. The steps add up.

use domain::person::Identity;
use linkage::Explanation;

use crate::{App, everybody::record_of};

/// An account of two records. Weights are logarithms (base 2) of odds: each 1 doubles them, each -1 halves them.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// Before anything is compared.
    pub start: f64,
    /// What each comparison says, those that say nothing left out.
    pub steps: Vec<Step>,
    /// What it changes that comparisons are not independent: relatives share a name, and namesakes both.
    pub together: f64,
    /// All told.
    pub weight: f64,
    /// The same as a probability: 0 to 1.
    pub probability: f64,
}

/// What one comparison says.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The comparison's code: `forename`, `birth_date`, …
    pub code: String,
    /// What was compared, in words.
    pub compared: &'static str,
    /// What was found, in words.
    pub found: &'static str,
    /// How much it says.
    pub weight: f64,
}

impl Weighing {
    fn of(told: &Explanation) -> Self {
        let steps = told.fields.iter().filter_map(|field| {
            let level = field.level.as_deref()?;
            Some(Step {
                code: if field.comparison == SEVERAL {
                    "several".to_owned()
                } else {
                    field.comparison.clone()
                },
                compared: compared(&field.comparison),
                found: found(level),
                weight: field.weight,
            })
        });
        Self {
            start: told.prior,
            steps: steps.collect(),
            together: told.stories_weight,
            weight: told.weight,
            probability: told.probability,
        }
    }

    /// Whether the given names are forms of one name: Catherine and Kathryn, William and Bill.
    pub(super) fn has_forms_of_a_name(&self) -> bool {
        self.steps.iter().any(|step| step.code == "forename" && step.found == A_FORM)
    }
}

impl App {
    /// Weighs two records by what is in the two.
    pub(crate) fn weighed(&self, one: &Identity, other: &Identity) -> Option<Weighing> {
        Some(Weighing::of(&self.compared(&record_of(one), &record_of(other))?))
    }
}

/// The matcher's name for what a choice among several names costs.
const SEVERAL: &str = "several values are known";

/// That two given names are forms of one, in words.
const A_FORM: &str = "a form of the same name";

/// What a comparison compares.
fn compared(comparison: &str) -> &'static str {
    match comparison {
        "forename" => "Given name",
        "surname" => "Family name",
        "middle_name" => "Middle name",
        "sex" => "Gender",
        "birth_date" => "Date of birth",
        "pnc" => "PNC",
        "cro" => "CRO",
        "nhs_number" => "NHS number",
        "prison_number" => "Prison number",
        "crn" => "CRN",
        SEVERAL => "Several names",
        _ => "Something else",
    }
}

/// What was found, as people say it.
fn found(level: &str) -> &'static str {
    match level {
        "same" => "the same",
        "a form of it" => A_FORM,
        "initial" => "an initial of it",
        "nearly the same" => "nearly the same",
        "part of it" => "one is part of the other",
        "similar" => "somewhat alike",
        "sounds alike" => "they sound alike",
        "shares a name" => "they share a name",
        "changed places" => "given and family name have changed places",
        "nearly changed places" => "given and family name have changed places, nearly",
        "known by the middle name" => "one uses the other’s middle name",
        "day and month changed places" => "day and month have changed places",
        "one digit differs" => "one digit differs",
        "the first of January of the same year" => {
            "one says 1 January of the same year, as where only the year is known"
        }
        "two parts agree" => "two of day, month and year agree",
        "within a year" => "about a year apart at most",
        "within five years" => "five years apart at most",
        "same digits" => "the same digits",
        "one character differs" => "one character differs",
        "two characters differ" => "two characters differ",
        "differs" => "different",
        "the best of them were compared" => "those most alike were compared, so being alike says less",
        _ => "compared",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linkage::live::Live;

    #[test]
    fn whatever_the_matcher_can_say_has_words() {
        let live = Live::people();
        let ours = [
            "forename",
            "surname",
            "middle_name",
            "sex",
            "birth_date",
            "pnc",
            "cro",
            "nhs_number",
            "prison_number",
            "crn",
        ];
        let mut seen = 0;
        for comparison in live.model().comparisons.iter().filter(|own| ours.contains(&own.name.as_str())) {
            assert_ne!(compared(&comparison.name), "Something else", "{}", comparison.name);
            for level in &comparison.levels {
                assert_ne!(found(&level.name), "compared", "{}: {}", comparison.name, level.name);
            }
            seen += 1;
        }
        assert_eq!(seen, ours.len());
    }
}

//! The offender personality disorder pathway: a screen, a formulation within the time, a plan (practice catalogue, S4-08).
//!
//! What holds: whoever is screened in is owed a formulation by a day that follows from the day of the screen; a screen says whom to
//! look at more closely, and is nowhere called a diagnosis.

use super::{Answers, Choice, Course, Due, Field, PieceStep, Shape, Stage, StepRefused, When};
use crate::duty::DutyKind;
use jiff::civil::Date;

const RESULT: &[Choice] = &[("in", "To be looked at more closely"), ("out", "Nothing more for now")];
const WITH: &[Choice] = &[("yes", "Yes"), ("no", "No")];

pub(super) const SCREEN: &[Field] = &[
    Field::new("screened", Shape::Day(When::Past), "When was the screen done?", "the day of the screen"),
    Field::new("result", Shape::Choice(RESULT), "What does the screen say?", "what the screen says"),
    Field::new("basis", Shape::Prose, "What does it rest on?", "what it rests on")
        .hint("Facts. A screen is not a diagnosis, and no diagnosis is written here."),
];
pub(super) const FORMULATION: &[Field] = &[
    Field::new("formulated", Shape::Day(When::Past), "When was it done?", "the day of the formulation"),
    Field::new(
        "together",
        Shape::Choice(WITH),
        "Was it done together with the person?",
        "whether it was done with the person",
    ),
    Field::new("formulation", Shape::Prose, "What is the shared understanding?", "the shared understanding")
        .hint("How the difficulties came about, what keeps them going, and what helps."),
];
pub(super) const PLAN: &[Field] =
    &[Field::new("plan", Shape::Prose, "What is the way from here?", "the way from here")
        .hint("Which services, in which order, and who speaks to whom.")];
pub(super) const END: &[Field] = &[Field::new("why", Shape::Prose, "Why does it end?", "why it ends")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Out,
    In,
    Formulated,
    Planned,
    Ended,
}

/// One person's way on the pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    screened: Date,
    formulate_by: Date,
    stands: Stands,
}

impl Course for Way {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let day = |name| answers.day(name).ok_or(StepRefused::Missing(name));
        let stands = if answers.code("result") == Some("in") { Stands::In } else { Stands::Out };
        Ok(Self { screened: day("screened")?, formulate_by: day("formulate_by")?, stands })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::WayFormulate if answers.day("formulated").is_some_and(|day| day < self.screened) => {
                return super::rule(
                    "formulated",
                    "The formulation must be on or after the day of the screen",
                );
            }
            PieceStep::WayFormulate => self.stands = Stands::Formulated,
            PieceStep::WayPlan => self.stands = Stands::Planned,
            PieceStep::WayEnd => self.stands = Stands::Ended,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match self.stands {
            Stands::Out => Stage { code: "out", words: "Screened: nothing more for now" },
            Stands::In => Stage { code: "in", words: "Screened: formulation due" },
            Stands::Formulated => Stage { code: "formulated", words: "Formulated" },
            Stands::Planned => Stage { code: "planned", words: "Planned" },
            Stands::Ended => Stage { code: "ended", words: "Ended" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{WayEnd, WayFormulate, WayPlan};
        match self.stands {
            Stands::In => vec![WayFormulate, WayEnd],
            Stands::Formulated | Stands::Planned => vec![WayPlan, WayFormulate, WayEnd],
            Stands::Out | Stands::Ended => Vec::new(),
        }
    }

    fn dues(&self) -> Vec<Due> {
        match self.stands {
            Stands::In => vec![Due { kind: DutyKind::Formulation, by: self.formulate_by }],
            _ => Vec::new(),
        }
    }

    fn warnings(&self, today: Date) -> Vec<&'static str> {
        if self.stands == Stands::In && self.formulate_by < today {
            vec!["The time for the formulation has passed."]
        } else {
            Vec::new()
        }
    }

    fn day(&self) -> Option<Date> {
        Some(self.screened)
    }
}

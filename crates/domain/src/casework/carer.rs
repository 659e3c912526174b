//! A carer or relative who joins in (practice catalogue, S0-16).
//!
//! What holds: nobody is added without the person's recorded permission and the protective part that they play; once the permission is
//! taken back, they are no longer part of it.

use super::{Answers, Choice, Course, Field, PieceStep, Shape, Stage, StepRefused, When};
use jiff::civil::Date;

const RELATION: &[Choice] = &[
    ("partner", "Partner"),
    ("parent", "Parent"),
    ("child", "Grown-up child"),
    ("relative", "Another relative"),
    ("friend", "Friend"),
    ("mentor", "Mentor or sponsor"),
];
const HOW: &[Choice] =
    &[("written", "In writing"), ("spoken", "Spoken, and written down"), ("screen", "On screen")];
const STAGE: &[Choice] =
    &[("planning", "Planning"), ("delivery", "While the work goes on"), ("evaluation", "Looking back")];

pub(super) const BEGIN: &[Field] = &[
    Field::new("name", Shape::Line, "Who is it?", "the name"),
    Field::new(
        "relation",
        Shape::Choice(RELATION),
        "Who are they to the person?",
        "who they are to the person",
    ),
    Field::new("part", Shape::Prose, "What do they do that protects?", "what they do that protects")
        .hint("Like “he stays with her when he wants to drink”."),
    Field::new(
        "permitted",
        Shape::Day(When::Past),
        "When did the person permit it?",
        "the day of the permission",
    ),
    Field::new("how", Shape::Choice(HOW), "How did they permit it?", "how they permitted it"),
    Field::new("may_know", Shape::Prose, "What may they be told? (optional)", "what they may be told")
        .hint("Nothing, where nothing is written here.")
        .optional(),
];
pub(super) const JOINED: &[Field] = &[
    Field::new("day", Shape::Day(When::Past), "When?", "the day"),
    Field::new("stage", Shape::Choice(STAGE), "At which stage?", "at which stage"),
    Field::new("what", Shape::Line, "What did they take part in?", "what they took part in"),
];
pub(super) const WITHDRAWN: &[Field] = &[
    Field::new("withdrawn", Shape::Day(When::Past), "When did it end?", "the day"),
    Field::new("why", Shape::Line, "Why? (optional)", "why").optional(),
];

/// Somebody close who joins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carer {
    since: Date,
    over: bool,
}

impl Course for Carer {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        Ok(Self { since: answers.day("permitted").ok_or(StepRefused::Missing("permitted"))?, over: false })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        if step == PieceStep::CarerWithdrawn {
            if answers.day("withdrawn").is_some_and(|day| day < self.since) {
                return super::rule("withdrawn", "It cannot end before the day of the permission");
            }
            self.over = true;
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        if self.over {
            Stage { code: "withdrawn", words: "No longer permitted" }
        } else {
            Stage { code: "permitted", words: "Permitted by the person" }
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        if self.over { Vec::new() } else { vec![PieceStep::CarerJoined, PieceStep::CarerWithdrawn] }
    }

    fn day(&self) -> Option<Date> {
        Some(self.since)
    }
}

//! The intensive alternative to custody: an order with four strands from several providers (practice catalogue, S3-08).
//!
//! What holds: each strand has one provider, and its attendance is recorded by strand. Whom the scheme takes, by sex and age, and how
//! many it is meant to begin in a year, are rows of the partnership's.

use super::{Answers, Choice, Course, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use jiff::civil::Date;

const STRANDS: &[Choice] = &[
    ("harm", "Awareness of victims and restorative justice"),
    ("work", "Work and training"),
    ("outreach", "Behaviour and outreach"),
    ("family", "Family support"),
];
const CAME: &[Choice] =
    &[("yes", "Came"), ("excused", "Did not come, with a good reason"), ("no", "Did not come")];

pub(super) const BEGIN: &[Field] = &[
    Field::new("start", Shape::Day(When::Any), "When does it begin?", "the day on which it begins"),
    Field::new(
        "harm",
        Shape::Agency,
        "Who provides awareness of victims and restorative justice?",
        "the provider",
    ),
    Field::new("work", Shape::Agency, "Who provides work and training?", "the provider"),
    Field::new("outreach", Shape::Agency, "Who provides behaviour and outreach?", "the provider"),
    Field::new("family", Shape::Agency, "Who provides family support?", "the provider"),
];
pub(super) const PROVIDER: &[Field] = &[
    Field::new("strand", Shape::Choice(STRANDS), "Which strand?", "the strand"),
    Field::new("provider", Shape::Agency, "Who provides it now?", "the provider"),
];
pub(super) const ATTENDED: &[Field] = &[
    Field::new("strand", Shape::Choice(STRANDS), "Which strand?", "the strand"),
    Field::new("day", Shape::Day(When::Past), "Which day?", "the day"),
    Field::new("came", Shape::Choice(CAME), "Did they come?", "whether they came"),
];
pub(super) const END: &[Field] = &[
    Field::new("ended", Shape::Day(When::Past), "When did it end?", "the day"),
    Field::new("why", Shape::Prose, "What came of it?", "what came of it"),
];

/// Somebody on the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Intensive {
    start: Date,
    /// Sessions of each strand that were recorded, and how many of them were attended, in the order of [`STRANDS`].
    sessions: [(u32, u32); 4],
    over: bool,
}

impl Course for Intensive {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let start = answers.day("start").ok_or(StepRefused::Missing("start"))?;
        Ok(Self { start, sessions: [(0, 0); 4], over: false })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::IntensiveAttended => {
                if answers.day("day").is_some_and(|day| day < self.start) {
                    return rule("day", "The day must be on or after the day on which it began");
                }
                let strand = answers.code("strand").ok_or(StepRefused::Missing("strand"))?;
                let at = STRANDS.iter().position(|(code, _)| *code == strand);
                let counted = at.and_then(|at| self.sessions.get_mut(at));
                let (all, came) = counted.ok_or(StepRefused::Missing("strand"))?;
                *all = all.saturating_add(1);
                *came = came.saturating_add(u32::from(answers.code("came") == Some("yes")));
            }
            PieceStep::IntensiveEnd if answers.day("ended").is_some_and(|day| day < self.start) => {
                return rule("ended", "It cannot end before the day on which it began");
            }
            PieceStep::IntensiveEnd => self.over = true,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        if self.over {
            Stage { code: "ended", words: "Ended" }
        } else {
            Stage { code: "begun", words: "Under way" }
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{IntensiveAttended, IntensiveEnd, IntensiveProvider};
        if self.over { Vec::new() } else { vec![IntensiveAttended, IntensiveProvider, IntensiveEnd] }
    }

    fn warnings(&self, _: Date) -> Vec<&'static str> {
        if !self.over && self.sessions.iter().any(|(all, _)| *all == 0) {
            vec!["A strand has no session yet."]
        } else {
            Vec::new()
        }
    }

    fn listed(&self) -> Vec<String> {
        let line = |((_, words), (all, came)): (&Choice, &(u32, u32))| {
            format!("{words}: came {came} of {all} times")
        };
        STRANDS.iter().zip(&self.sessions).map(line).collect()
    }

    fn day(&self) -> Option<Date> {
        Some(self.start)
    }
}

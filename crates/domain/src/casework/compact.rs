//! The agreement signed with the person: what is offered, what is expected, what they want themself (practice catalogue, S3-30).
//!
//! What holds: nothing is signed while the person's own words are missing; new wording is signed anew; what is not kept, by either
//! side, leads to a review and to nothing else.

use super::{Answers, Choice, Course, Due, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use crate::duty::DutyKind;
use jiff::civil::Date;

const HOW: &[Choice] = &[
    ("paper", "On paper"),
    ("screen", "On screen"),
    ("aloud", "Read out, and agreed in front of a witness"),
];
const SIDE: &[Choice] = &[("person", "The person"), ("us", "Us")];
const CAME: &[Choice] = &[("goes_on", "It goes on as it is"), ("changes", "It is to be worded anew")];
const WHO: &[Choice] = &[("councillor", "A councillor"), ("media", "The media"), ("other", "Somebody else")];

/// What is written in it.
pub(super) const WORDING: &[Field] = &[
    Field::new("offered", Shape::Prose, "What is offered?", "what is offered")
        .hint("The support that we give, and who gives it."),
    Field::new("expected", Shape::Prose, "What is expected?", "what is expected")
        .hint("What the person does, in plain words."),
    Field::new(
        "if_not",
        Shape::Prose,
        "What happens if something is not kept?",
        "what happens if something is not kept",
    )
    .hint("On either side. We talk it over first."),
    Field::new(
        "own",
        Shape::Prose,
        "What do they want themself? (optional until it is signed)",
        "what they want themself",
    )
    .hint("Written by the person, or in their own words.")
    .optional(),
    Field::new(
        "tenancy",
        Shape::Line,
        "Is there a tenancy whose terms stand above it? (optional)",
        "the tenancy",
    )
    .optional(),
    Field::new("work", Shape::Line, "Is there a job whose terms stand above it? (optional)", "the job")
        .optional(),
];
pub(super) const SIGNING: &[Field] = &[
    Field::new("signed", Shape::Day(When::Past), "When was it signed?", "the day on which it was signed"),
    Field::new("how", Shape::Choice(HOW), "How did the person sign?", "how the person signed"),
    Field::new("for_us", Shape::Line, "Who signed for us?", "who signed for us"),
];
pub(super) const DEPARTURE: &[Field] = &[
    Field::new("day", Shape::Day(When::Past), "When was that?", "the day"),
    Field::new("side", Shape::Choice(SIDE), "Who did not keep it?", "who did not keep it"),
    Field::new("what", Shape::Prose, "What was not kept?", "what was not kept"),
    Field::new("explained", Shape::Prose, "What do they say of it? (optional)", "what they say of it")
        .optional(),
];
pub(super) const REVIEW: &[Field] = &[
    Field::new("day", Shape::Day(When::Past), "When was it talked over?", "the day"),
    Field::new("came", Shape::Choice(CAME), "What came of it?", "what came of it"),
    Field::new("words", Shape::Prose, "What was said?", "what was said"),
];
pub(super) const OUTSIDE: &[Field] = &[
    Field::new("day", Shape::Day(When::Past), "When was that?", "the day"),
    Field::new("who", Shape::Choice(WHO), "Who got in touch?", "who got in touch"),
    Field::new("name", Shape::Line, "For whom do they speak?", "for whom they speak")
        .hint("A ward, or a newspaper."),
    Field::new("what", Shape::Prose, "What did they want?", "what they wanted"),
    Field::new("answer", Shape::Prose, "What was answered? (optional)", "what was answered")
        .hint("Nothing about anybody is given to the media.")
        .optional(),
];
pub(super) const END: &[Field] = &[Field::new("why", Shape::Prose, "Why does it end?", "why it ends")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Draft,
    Signed,
    ToReview(Date),
    Ended,
}

/// An agreement with the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Compact {
    own: bool,
    stands: Stands,
}

fn has_own(answers: &Answers) -> bool {
    answers.get("own").is_some()
}

impl Course for Compact {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        Ok(Self { own: has_own(answers), stands: Stands::Draft })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::CompactWord => *self = Self { own: has_own(answers), stands: Stands::Draft },
            PieceStep::CompactSign if !self.own => {
                return rule(
                    "signed",
                    "What they want themself is missing. Change the wording first, in the person’s own words",
                );
            }
            PieceStep::CompactDeparture => {
                let by = answers.day("review_by").ok_or(StepRefused::Missing("review_by"))?;
                // Of several, what was not kept first is talked over first.
                self.stands = Stands::ToReview(match self.stands {
                    Stands::ToReview(sooner) => sooner.min(by),
                    _ => by,
                });
            }
            PieceStep::CompactReview if answers.code("came") == Some("changes") => {
                self.stands = Stands::Draft;
            }
            PieceStep::CompactSign | PieceStep::CompactReview => self.stands = Stands::Signed,
            PieceStep::CompactEnd => self.stands = Stands::Ended,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match self.stands {
            Stands::Draft => Stage { code: "draft", words: "Not signed" },
            Stands::Signed => Stage { code: "signed", words: "Signed" },
            Stands::ToReview(_) => Stage { code: "review", words: "To be talked over" },
            Stands::Ended => Stage { code: "ended", words: "Ended" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{
            CompactDeparture, CompactEnd, CompactOutside, CompactReview, CompactSign, CompactWord,
        };
        match self.stands {
            Stands::Draft => vec![CompactSign, CompactWord, CompactOutside, CompactEnd],
            Stands::Signed => vec![CompactDeparture, CompactReview, CompactWord, CompactOutside, CompactEnd],
            Stands::ToReview(_) => vec![CompactReview, CompactDeparture, CompactOutside, CompactEnd],
            Stands::Ended => Vec::new(),
        }
    }

    fn dues(&self) -> Vec<Due> {
        match self.stands {
            Stands::ToReview(by) => vec![Due { kind: DutyKind::CompactReview, by }],
            _ => Vec::new(),
        }
    }

    fn warnings(&self, _: Date) -> Vec<&'static str> {
        if self.own || self.stands == Stands::Ended {
            Vec::new()
        } else {
            vec!["It cannot be signed yet: what the person wants themself is missing."]
        }
    }
}

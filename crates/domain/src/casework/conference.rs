//! Restorative conferences, and family conferences, which are held apart from them (practice catalogue, S3-15).
//!
//! What holds: a restorative conference has no day before the person harmed and the person themself have each said that they are
//! willing, and loses it when either takes that back; whoever was harmed is not asked to a family conference, and is nowhere named.

use super::{Answers, Choice, Course, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use jiff::civil::Date;

const WILLING: &[Choice] =
    &[("willing", "Willing"), ("not_willing", "Not willing"), ("withdrawn", "Was willing, and is no longer")];
const HARMED_OR: &[Choice] = &[
    ("harmed", "The person harmed"),
    ("person", "The person"),
    ("supporter", "Somebody who supports one of them"),
    ("worker", "Somebody at work"),
];
const FAMILY: &[Choice] = &[
    ("person", "The person"),
    ("relative", "A relative"),
    ("carer", "A carer or friend"),
    ("worker", "Somebody at work"),
];
const SAID_HOW: &[Choice] =
    &[("met", "When we met"), ("telephone", "By telephone"), ("written", "In writing")];

macro_rules! willingness {
    ($who:expr) => {
        &[
            Field::new("who", Shape::Choice($who), "Who?", "who it is"),
            Field::new("known_as", Shape::Line, "In which part? (optional)", "in which part")
                .hint("Like “his sister”. Whoever was harmed is not named here.")
                .optional(),
            Field::new("said", Shape::Choice(WILLING), "What did they say?", "what they said"),
            Field::new("how", Shape::Choice(SAID_HOW), "How did they say it?", "how they said it"),
            Field::new("day", Shape::Day(When::Past), "When?", "the day"),
        ]
    };
}

pub(super) const BEGIN: &[Field] = &[
    Field::new("about", Shape::Prose, "What is it for?", "what it is for"),
    Field::new("leads", Shape::Line, "Who leads it?", "who leads it")
        .hint("The facilitator, and how they were trained."),
];
pub(super) const RESTORATIVE_WILLING: &[Field] = willingness!(HARMED_OR);
pub(super) const FAMILY_WILLING: &[Field] = willingness!(FAMILY);
pub(super) const SET: &[Field] = &[
    Field::new("when", Shape::Moment(When::Ahead), "When is it?", "when it is"),
    Field::new("where", Shape::Line, "Where?", "where it is"),
];
pub(super) const HELD: &[Field] = &[
    Field::new("held", Shape::Day(When::Past), "When was it held?", "the day"),
    Field::new("agreed", Shape::Prose, "What was agreed? (optional)", "what was agreed").optional(),
    Field::new("after", Shape::Prose, "How are those who came? (optional)", "how they are").optional(),
];
pub(super) const END: &[Field] = &[Field::new("why", Shape::Prose, "Why does it end?", "why it ends")];

/// Whose word there must be before there is a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    harmed: bool,
    person: bool,
}

/// What both kinds of conference share.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Conference {
    willing: Asked,
    set: Option<Date>,
    called_off: bool,
    over: Option<bool>, // whether it was held
}

impl Conference {
    const fn new() -> Self {
        Self { willing: Asked { harmed: false, person: false }, set: None, called_off: false, over: None }
    }

    fn hears(&mut self, answers: &Answers, restorative: bool) {
        let willing = answers.code("said") == Some("willing");
        match answers.code("who") {
            Some("harmed") => self.willing.harmed = willing,
            Some("person") => self.willing.person = willing,
            _ => {}
        }
        if self.set.is_some() && !self.may_be_set(restorative) {
            self.set = None;
            self.called_off = true;
        }
    }

    const fn may_be_set(&self, restorative: bool) -> bool {
        self.willing.person && (self.willing.harmed || !restorative)
    }

    fn gets_a_day(&mut self, answers: &Answers) -> Result<(), StepRefused> {
        self.set = Some(answers.day("when").ok_or(StepRefused::Missing("when"))?);
        self.called_off = false;
        Ok(())
    }

    const fn stage(&self) -> Stage {
        match (self.over, self.set, self.called_off) {
            (Some(true), ..) => Stage { code: "held", words: "Held" },
            (Some(false), ..) => Stage { code: "ended", words: "Ended without it" },
            (None, Some(_), _) => Stage { code: "set", words: "It has a day" },
            (None, None, true) => {
                Stage { code: "called_off", words: "Called off: somebody is no longer willing" }
            }
            (None, None, false) => Stage { code: "asking", words: "Asking who is willing" },
        }
    }

    fn moves(&self, willing: PieceStep, set: PieceStep, held: PieceStep, end: PieceStep) -> Vec<PieceStep> {
        match (self.over, self.set) {
            (Some(_), _) => Vec::new(),
            (None, Some(_)) => vec![held, willing, set, end],
            (None, None) => vec![willing, set, end],
        }
    }
}

/// A restorative conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Restorative(Conference);

impl Course for Restorative {
    fn begin(_: &Answers) -> Result<Self, StepRefused> {
        Ok(Self(Conference::new()))
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::RestorativeWilling => self.0.hears(answers, true),
            PieceStep::RestorativeSet if !self.0.willing.harmed => {
                return rule(
                    "when",
                    "It has no day before the person harmed has said that they are willing. Record what they said first",
                );
            }
            PieceStep::RestorativeSet if !self.0.willing.person => {
                return rule(
                    "when",
                    "It has no day before the person has said that they are willing. Record that first",
                );
            }
            PieceStep::RestorativeSet => self.0.gets_a_day(answers)?,
            PieceStep::RestorativeHeld => self.0.over = Some(true),
            PieceStep::RestorativeEnd => self.0.over = Some(false),
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        self.0.stage()
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{RestorativeEnd, RestorativeHeld, RestorativeSet, RestorativeWilling};
        self.0.moves(RestorativeWilling, RestorativeSet, RestorativeHeld, RestorativeEnd)
    }

    fn day(&self) -> Option<Date> {
        self.0.set
    }
}

/// A family conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FamilyConference(Conference);

impl Course for FamilyConference {
    fn begin(_: &Answers) -> Result<Self, StepRefused> {
        Ok(Self(Conference::new()))
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::FamilyWilling => self.0.hears(answers, false),
            PieceStep::FamilySet if !self.0.willing.person => {
                return rule(
                    "when",
                    "It has no day before the person has said that they are willing. Record that first",
                );
            }
            PieceStep::FamilySet => self.0.gets_a_day(answers)?,
            PieceStep::FamilyHeld => self.0.over = Some(true),
            PieceStep::FamilyEnd => self.0.over = Some(false),
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        self.0.stage()
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{FamilyEnd, FamilyHeld, FamilySet, FamilyWilling};
        self.0.moves(FamilyWilling, FamilySet, FamilyHeld, FamilyEnd)
    }

    fn day(&self) -> Option<Date> {
        self.0.set
    }
}

//! Work with the police beside hospitals and against anti-social behaviour (practice catalogue, S1-18).
//!
//! What holds: a handover has the time at which somebody came, the risk that both sides agreed, and the time at which they left; a case
//! of anti-social behaviour says when there was a screen, advice and a referral, and whether it came to court in the end.

use super::{Answers, Choice, Course, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use jiff::civil::{Date, DateTime};

const RISK: &[Choice] = &[("low", "Low"), ("medium", "Medium"), ("high", "High")];
const OUT: &[Choice] = &[
    ("admitted", "Admitted"),
    ("assessed_home", "Assessed, and went home"),
    ("assessed_custody", "Assessed, and went back to custody"),
    ("not_seen", "Left before they were seen"),
];
const COURT: &[Choice] = &[("no", "It did not come to court"), ("yes", "It came to court")];

pub(super) const ARRIVED: &[Field] = &[
    Field::new("hospital", Shape::Line, "Which emergency department, or place of safety?", "the place"),
    Field::new("arrived", Shape::Moment(When::Past), "When did they come?", "when they came"),
    Field::new("risk", Shape::Choice(RISK), "Which risk did both sides agree?", "the risk that was agreed"),
    Field::new("risk_words", Shape::Prose, "What does it rest on?", "what it rests on"),
    Field::new("agreed_with", Shape::Line, "With whom was it agreed?", "with whom it was agreed")
        .hint("By role, like “nurse in charge”."),
];
pub(super) const LEFT: &[Field] = &[
    Field::new("left", Shape::Moment(When::Past), "When did it end?", "when it ended"),
    Field::new("outcome", Shape::Choice(OUT), "What came of it?", "what came of it"),
    Field::new("next", Shape::Prose, "What is next? (optional)", "what is next").optional(),
];
pub(super) const CASE: &[Field] = &[
    Field::new("began", Shape::Day(When::Past), "When did it begin?", "the day on which it began"),
    Field::new("what", Shape::Prose, "What happens?", "what happens").hint("Facts: what, where, how often."),
];
pub(super) const SCREENED: &[Field] = &[
    Field::new("screened", Shape::Day(When::Past), "When was the screen?", "the day of the screen"),
    Field::new("screen_says", Shape::Line, "What does it say?", "what it says"),
];
pub(super) const ADVISED: &[Field] = &[
    Field::new("advised", Shape::Day(When::Past), "When was advice given?", "the day of the advice"),
    Field::new("advice", Shape::Line, "What was said?", "what was said"),
];
pub(super) const REFERRED: &[Field] = &[
    Field::new("referred", Shape::Day(When::Past), "When were they referred?", "the day of the referral"),
    Field::new("to", Shape::Line, "To whom?", "to whom"),
];
pub(super) const CLOSED: &[Field] = &[
    Field::new("court", Shape::Choice(COURT), "Did it come to court later?", "whether it came to court"),
    Field::new("closed", Shape::Day(When::Past), "When was that, or when was it closed?", "the day"),
    Field::new("words", Shape::Prose, "What came of it? (optional)", "what came of it").optional(),
];

/// A handover between the police and a hospital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hospital {
    arrived: DateTime,
    over: bool,
}

impl Course for Hospital {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let arrived = answers.moment("arrived").ok_or(StepRefused::Missing("arrived"))?;
        Ok(Self { arrived, over: false })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        if step == PieceStep::HospitalLeft {
            if answers.moment("left").is_some_and(|left| left < self.arrived) {
                return rule("left", "It cannot end before they came");
            }
            self.over = true;
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        if self.over {
            Stage { code: "left", words: "Handed over" }
        } else {
            Stage { code: "there", words: "Still there" }
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        if self.over { Vec::new() } else { vec![PieceStep::HospitalLeft] }
    }

    fn day(&self) -> Option<Date> {
        Some(self.arrived.date())
    }
}

/// A case of anti-social behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nuisance {
    seen: Date,
    screened: bool,
    advised: bool,
    referred: bool,
    court: Option<bool>,
}

impl Course for Nuisance {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let seen = answers.day("began").ok_or(StepRefused::Missing("began"))?;
        Ok(Self { seen, screened: false, advised: false, referred: false, court: None })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::NuisanceScreen => self.screened = true,
            PieceStep::NuisanceAdvise => self.advised = true,
            PieceStep::NuisanceRefer => self.referred = true,
            PieceStep::NuisanceClose => self.court = Some(answers.code("court") == Some("yes")),
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match self.court {
            Some(true) => Stage { code: "court", words: "Came to court" },
            Some(false) => Stage { code: "settled", words: "Closed without court" },
            None if self.referred => Stage { code: "referred", words: "Referred" },
            None if self.advised => Stage { code: "advised", words: "Advised" },
            None if self.screened => Stage { code: "screened", words: "Screened" },
            None => Stage { code: "seen", words: "Seen" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{NuisanceAdvise, NuisanceClose, NuisanceRefer, NuisanceScreen};
        match self.court {
            Some(_) => Vec::new(),
            None => vec![NuisanceScreen, NuisanceAdvise, NuisanceRefer, NuisanceClose],
        }
    }

    fn warnings(&self, _: Date) -> Vec<&'static str> {
        if self.court.is_none() && !self.screened { vec!["There was no screen yet."] } else { Vec::new() }
    }

    fn day(&self) -> Option<Date> {
        Some(self.seen)
    }
}

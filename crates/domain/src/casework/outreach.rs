//! Going out to somebody until they are reached, and the alert when several services do not reach them.
//!
//! What holds: whoever did not reach somebody says when they try next; where visits need two workers, a visit names both; an alert
//! says that several services have lost touch and never which, and ends when somebody was reached or says why not.

use super::{Answer, Answers, Choice, Course, Due, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use crate::duty::DutyKind;
use jiff::civil::Date;

const TWO: &[Choice] = &[("yes", "Yes"), ("no", "No")];
const HOW: &[Choice] = &[
    ("call", "Call"),
    ("text", "Text message"),
    ("letter", "Letter"),
    (VISIT, "Visit"),
    ("elsewhere", "A place that they chose"),
];
const VISIT: &str = "visit";
const REACHED: &str = "reached";
const CAME: &[Choice] = &[
    (REACHED, "Reached"),
    ("no_answer", "No answer"),
    ("not_in", "Nobody there"),
    ("returned", "The letter came back"),
];
const ENDS: &[Choice] = &[
    ("engaged", "They take part now"),
    ("elsewhere", "Somebody else is in touch with them"),
    ("not_wanted", "They do not want it"),
    ("not_reached", "They were not reached"),
];

pub(super) const BEGIN: &[Field] = &[
    Field::new("why", Shape::Prose, "What is it for?", "what it is for"),
    Field::new("safe", Shape::Prose, "How may they be reached safely?", "how they may be reached safely")
        .hint("Which number, at what times, who else may hear. What must not be said or left behind."),
    Field::new("two", Shape::Choice(TWO), "Do visits need two workers?", "whether visits need two workers"),
    Field::new("next", Shape::Day(When::Ahead), "When is the first attempt?", "the day of the next attempt"),
];
pub(super) const TRY: &[Field] = &[
    Field::new("day", Shape::Day(When::Past), "When was it?", "the day"),
    Field::new("how", Shape::Choice(HOW), "How?", "how you tried"),
    Field::new("came", Shape::Choice(CAME), "What came of it?", "what came of it"),
    Field::new("who", Shape::Line, "Who went? (optional)", "who went")
        .hint("For a visit with two, both.")
        .optional(),
    Field::new("words", Shape::Prose, "What else is there to know? (optional)", "what there is to know")
        .optional(),
    Field::new(
        "next",
        Shape::Day(When::Ahead),
        "When is the next attempt? (optional)",
        "the day of the next attempt",
    )
    .hint("It must be there where they were not reached.")
    .optional(),
];
pub(super) const END: &[Field] = &[
    Field::new("ends", Shape::Choice(ENDS), "How does it end?", "how it ends"),
    Field::new("end_words", Shape::Prose, "What is next for them? (optional)", "what is next").optional(),
];
pub(super) const RAISED: &[Field] = &[Field::new(
    "noticed",
    Shape::Day(When::Past),
    "When was it noticed?",
    "the day on which it was noticed",
)];
pub(super) const TRIED: &[Field] = &[
    Field::new("tried", Shape::Day(When::Past), "When did you try?", "the day"),
    Field::new("what", Shape::Prose, "What did you try?", "what you tried"),
    Field::new("again", Shape::Day(When::Ahead), "When do you try next?", "the day on which you try next"),
];
pub(super) const HEARD: &[Field] = &[
    Field::new("heard", Shape::Day(When::Past), "When were they reached?", "the day"),
    Field::new("words", Shape::Prose, "What do they need now?", "what they need now"),
];
pub(super) const CLOSED: &[Field] =
    &[Field::new("why_ended", Shape::Prose, "Why is nothing more tried?", "why nothing more is tried")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Begun,
    Unanswered,
    Reached,
    Ended,
}

/// Outreach to somebody; `CARE` where a treatment service goes, of which not everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outreach<const CARE: bool> {
    two: bool,
    day: Option<Date>,
    next: Option<Date>,
    attempts: Vec<String>,
    stands: Stands,
}

impl<const CARE: bool> Outreach<CARE> {
    fn attempt(&mut self, answers: &Answers) -> Result<(), StepRefused> {
        let text = |name: &'static str| answers.get(name).map(Answer::text);
        let (day, came) = (answers.day("day").ok_or(StepRefused::Missing("day"))?, answers.code("came"));
        if self.two && answers.code("how") == Some(VISIT) && text("who").is_none() {
            return rule("who", "Visits need two workers. Say who the two were");
        }
        let reached = came == Some(REACHED);
        self.next = answers.day("next");
        if !reached && self.next.is_none() {
            return rule("next", "They were not reached. Say when the next attempt is, or end the outreach");
        }
        let words = |list: &[Choice], code: Option<&str>| {
            list.iter().find(|(known, _)| Some(*known) == code).map_or("", |(_, words)| *words)
        };
        let (how, came) = (words(HOW, answers.code("how")), words(CAME, came));
        self.attempts.push(format!("{day}: {how}. {came}"));
        // What is recorded late changes nothing about how it stands.
        if self.day.is_none_or(|last| day >= last) {
            self.day = Some(day);
            self.stands = if reached { Stands::Reached } else { Stands::Unanswered };
        }
        Ok(())
    }
}

impl<const CARE: bool> Course for Outreach<CARE> {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let next = answers.day("next").ok_or(StepRefused::Missing("next"))?;
        let two = answers.code("two") == Some("yes");
        Ok(Self { two, day: None, next: Some(next), attempts: Vec::new(), stands: Stands::Begun })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::OutreachTry | PieceStep::CareTry => self.attempt(answers),
            _ => {
                self.stands = Stands::Ended;
                Ok(())
            }
        }
    }

    fn stage(&self) -> Stage {
        match self.stands {
            Stands::Begun => Stage { code: "begun", words: "Not tried yet" },
            Stands::Unanswered => Stage { code: "unanswered", words: "Not reached" },
            Stands::Reached => Stage { code: "reached", words: "Reached" },
            Stands::Ended => Stage { code: "ended", words: "Ended" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        match (self.stands, CARE) {
            (Stands::Ended, _) => Vec::new(),
            (_, true) => vec![PieceStep::CareTry, PieceStep::CareEnd],
            (_, false) => vec![PieceStep::OutreachTry, PieceStep::OutreachEnd],
        }
    }

    fn dues(&self) -> Vec<Due> {
        let kind = if CARE { DutyKind::NextCareAttempt } else { DutyKind::NextAttempt };
        let open = self.stands != Stands::Ended;
        self.next.filter(|_| open).map(|by| Due { kind, by }).into_iter().collect()
    }

    fn listed(&self) -> Vec<String> {
        self.attempts.clone()
    }

    fn day(&self) -> Option<Date> {
        self.day
    }
}

/// An alert that several services have lost touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Silence {
    noticed: Date,
    by: Date,
    over: Option<bool>,
}

impl Course for Silence {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let day = |name| answers.day(name).ok_or(StepRefused::Missing(name));
        Ok(Self { noticed: day("noticed")?, by: day("reach_by")?, over: None })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::SilenceTried => self.by = answers.day("again").ok_or(StepRefused::Missing("again"))?,
            PieceStep::SilenceHeard => self.over = Some(true),
            PieceStep::SilenceClosed => self.over = Some(false),
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match self.over {
            None => Stage { code: "open", words: "Not reached" },
            Some(true) => Stage { code: "heard", words: "Reached" },
            Some(false) => Stage { code: "closed", words: "Closed without reaching them" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        match self.over {
            None => vec![PieceStep::SilenceHeard, PieceStep::SilenceTried, PieceStep::SilenceClosed],
            Some(_) => Vec::new(),
        }
    }

    fn dues(&self) -> Vec<Due> {
        if self.over.is_none() { vec![Due { kind: DutyKind::MakeContact, by: self.by }] } else { Vec::new() }
    }

    fn day(&self) -> Option<Date> {
        Some(self.noticed)
    }
}

//! Meetings about the protection of others and of the person (MAPPA, MARAC), with the person's own statement (practice catalogue,
//! S4-09).
//!
//! What holds: the statement is kept as it was given and never changed, a further one stands beside it; each action has one lead and a
//! day; the whole lies under safeguarding, and nobody else is told that there is such a meeting.

use super::{Answers, Choice, Course, Due, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use crate::duty::DutyKind;
use jiff::civil::Date;

const MEETING: &[Choice] = &[
    ("mappa_1", "MAPPA level 1"),
    ("mappa_2", "MAPPA level 2"),
    ("mappa_3", "MAPPA level 3"),
    ("marac", "MARAC"),
];
const GIVEN: &[Choice] = &[
    ("written", "Written by the person"),
    ("dictated", "Written down word for word"),
    ("spoken", "To be spoken there"),
];

pub(super) const BEGIN: &[Field] = &[
    Field::new("meeting", Shape::Choice(MEETING), "Which meeting?", "which meeting it is"),
    Field::new("when", Shape::Moment(When::Any), "When is it?", "when it is"),
    Field::new("where", Shape::Line, "Where?", "where it is"),
    Field::new("why", Shape::Prose, "Why is it held?", "why it is held"),
];
pub(super) const MOVE: &[Field] = &[
    Field::new("when", Shape::Moment(When::Any), "When is it now?", "when it is"),
    Field::new("where", Shape::Line, "Where?", "where it is"),
];
pub(super) const STATEMENT: &[Field] = &[
    Field::new("statement", Shape::Prose, "What does the person want the meeting to know?", "the statement")
        .hint("In their own words, unedited. Spelling and all."),
    Field::new("given", Shape::Choice(GIVEN), "How was it given?", "how it was given"),
    Field::new("day", Shape::Day(When::Past), "When?", "the day"),
];
pub(super) const HELD: &[Field] = &[
    Field::new("held", Shape::Day(When::Past), "When was it held?", "the day"),
    Field::new("decided", Shape::Prose, "What was decided?", "what was decided"),
    Field::new(
        "answered",
        Shape::Prose,
        "What is the person told of it? (optional)",
        "what the person is told",
    )
    .optional(),
];
pub(super) const ACTION: &[Field] = &[
    Field::new("action", Shape::Line, "What is to be done?", "what is to be done"),
    Field::new("lead", Shape::Agency, "Which agency leads on it?", "the agency that leads on it"),
    Field::new("by", Shape::Day(When::Ahead), "By when?", "the day by which it is done"),
];
pub(super) const DONE: &[Field] = &[
    Field::new("number", Shape::Line, "Which action?", "the number of the action")
        .hint("Its number in the list, like 1."),
    Field::new("came", Shape::Line, "What came of it?", "what came of it"),
];
pub(super) const END: &[Field] = &[Field::new("why_ended", Shape::Prose, "Why does it end?", "why it ends")];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Action {
    words: String,
    by: Date,
    done: bool,
}

/// What the person wants the meeting to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statement {
    /// Of a MARAC whoever it is about is not told, since that would put somebody in danger: nobody asks them.
    NotAsked,
    Awaited,
    Given,
}

/// A meeting about protection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protection {
    when: Date,
    statement: Statement,
    held: bool,
    actions: Vec<Action>,
    over: bool,
}

impl Course for Protection {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        let when = answers.day("when").ok_or(StepRefused::Missing("when"))?;
        let statement =
            if answers.code("meeting") == Some("marac") { Statement::NotAsked } else { Statement::Awaited };
        Ok(Self { when, statement, held: false, actions: Vec::new(), over: false })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::ProtectionMove => {
                self.when = answers.day("when").ok_or(StepRefused::Missing("when"))?;
            }
            PieceStep::ProtectionStatement => self.statement = Statement::Given,
            PieceStep::ProtectionHeld => self.held = true,
            PieceStep::ProtectionAction => {
                let by = answers.day("by").ok_or(StepRefused::Missing("by"))?;
                let words = answers.get("action").ok_or(StepRefused::Missing("action"))?.text();
                self.actions.push(Action { words, by, done: false });
            }
            PieceStep::ProtectionDone => {
                let number = answers.get("number").and_then(|number| number.text().parse::<usize>().ok());
                let at = number.and_then(|number| number.checked_sub(1));
                match at.and_then(|at| self.actions.get_mut(at)).filter(|action| !action.done) {
                    Some(action) => action.done = true,
                    None => return rule("number", "Enter the number of an action that is still to be done"),
                }
            }
            PieceStep::ProtectionEnd if self.actions.iter().any(|action| !action.done) => {
                return rule("why_ended", "Actions are still to be done. Say what came of each first");
            }
            PieceStep::ProtectionEnd => self.over = true,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match (self.over, self.held) {
            (true, _) => Stage { code: "ended", words: "Ended" },
            (false, true) => Stage { code: "held", words: "Held" },
            (false, false) => Stage { code: "called", words: "Called" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{
            ProtectionAction, ProtectionDone, ProtectionEnd, ProtectionHeld, ProtectionMove,
            ProtectionStatement,
        };
        match (self.over, self.held) {
            (true, _) => Vec::new(),
            (false, true) => vec![ProtectionAction, ProtectionDone, ProtectionEnd],
            (false, false) => vec![ProtectionStatement, ProtectionHeld, ProtectionMove, ProtectionEnd],
        }
    }

    fn dues(&self) -> Vec<Due> {
        let open = self.actions.iter().filter(|action| !action.done);
        open.map(|action| Due { kind: DutyKind::ProtectionAction, by: action.by }).collect()
    }

    fn warnings(&self, today: Date) -> Vec<&'static str> {
        let mut said = Vec::new();
        if self.statement == Statement::Awaited && !self.over && !self.held {
            said.push("The person has not been asked yet what they want the meeting to know, or it is not recorded.");
        }
        if !self.over && !self.held && self.when < today {
            said.push("Its day has passed. Record what was decided, or its new day.");
        }
        said
    }

    fn listed(&self) -> Vec<String> {
        let line = |(at, action): (usize, &Action)| {
            let state = if action.done { "done".to_owned() } else { format!("by {}", action.by) };
            format!("{}. {}: {state}", at.saturating_add(1), action.words)
        };
        self.actions.iter().enumerate().map(line).collect()
    }

    fn day(&self) -> Option<Date> {
        Some(self.when)
    }
}

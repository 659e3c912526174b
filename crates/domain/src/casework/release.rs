//! The way out of prison: who leads, an appointment in the community, the gate, a bed, the first 48 hours (practice catalogue,
//! S1-19); and, apart from it, the doctor and prescriptions.
//!
//! What holds: short sentences have the same as long ones; nothing asks whether somebody drinks; an appointment counts where it is on
//! or after the day of release, and no longer when that day moves past it. Health lies in a section of its own.

use super::{Answers, Choice, Course, Due, Field, PieceStep, Shape, Stage, StepRefused, When, rule};
use crate::duty::DutyKind;
use jiff::{ToSpan, civil::Date};

const LENGTH: &[Choice] = &[("short", "Under 12 months"), ("long", "12 months or more")];
const KEPT: &[Choice] = &[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")];
const SCRIPT: &[Choice] =
    &[("none", "There is none"), ("goes_on", "It goes on without a gap"), ("gap", "There would be a gap")];

pub(super) const RELEASE: &[Field] = &[
    Field::new("release", Shape::Day(When::Any), "When is the release?", "the day of release"),
    Field::new("prison", Shape::Line, "From which prison?", "the prison"),
    Field::new("length", Shape::Choice(LENGTH), "How long is the sentence?", "how long the sentence is"),
    Field::new("lead", Shape::Agency, "Which agency leads?", "the agency that leads"),
];
pub(super) const DAY: &[Field] = &[
    Field::new("release", Shape::Day(When::Any), "When is the release now?", "the day of release"),
    Field::new("why_moved", Shape::Line, "Why has it moved?", "why it has moved"),
];
pub(super) const LEAD: &[Field] =
    &[Field::new("lead", Shape::Agency, "Which agency leads now?", "the agency that leads")];
pub(super) const MEETING: &[Field] = &[
    Field::new(
        "met",
        Shape::Day(When::Past),
        "When was the meeting before release?",
        "the day of the meeting",
    ),
    Field::new("said", Shape::Prose, "What was agreed with the person?", "what was agreed"),
];
pub(super) const APPOINTMENT: &[Field] = &[
    Field::new(
        "when",
        Shape::Moment(When::Any),
        "When is the first appointment in the community?",
        "when the appointment is",
    ),
    Field::new("with", Shape::Line, "With whom?", "with whom"),
    Field::new("where", Shape::Line, "Where?", "where it is"),
];
pub(super) const GATE: &[Field] = &[
    Field::new("gate", Shape::Line, "Who meets them at the gate?", "who meets them at the gate")
        .hint("Or “nobody: they do not want it”."),
    Field::new("travel", Shape::Line, "How do they travel? (optional)", "how they travel").optional(),
];
pub(super) const BED: &[Field] = &[
    Field::new(
        "bed",
        Shape::Line,
        "Where do they sleep on the first night?",
        "where they sleep on the first night",
    ),
    Field::new("after_that", Shape::Line, "And after that? (optional)", "where they live after that")
        .optional(),
];
pub(super) const HOURS: &[Field] = &[Field::new(
    "hours",
    Shape::Prose,
    "What happens in the first 48 hours?",
    "what happens in the first 48 hours",
)
.hint("Money, telephone, keys, who rings when.")];
pub(super) const RELEASED: &[Field] = &[
    Field::new("released", Shape::Day(When::Past), "When were they released?", "the day of release"),
    Field::new(
        "met_at_gate",
        Shape::Choice(KEPT),
        "Were they met at the gate?",
        "whether they were met at the gate",
    ),
    Field::new("bed_taken", Shape::Choice(KEPT), "Did they sleep there?", "whether they slept there"),
    Field::new(
        "kept",
        Shape::Choice(KEPT),
        "Did they keep the first appointment?",
        "whether they kept the appointment",
    ),
    Field::new("words", Shape::Prose, "What else is to be known? (optional)", "what else is to be known")
        .optional(),
];
pub(super) const HEALTH: &[Field] = &[
    Field::new("release", Shape::Day(When::Any), "When is the release?", "the day of release"),
    Field::new("gp", Shape::Line, "With which doctor are they registered outside? (optional)", "the doctor")
        .optional(),
    Field::new(
        "script",
        Shape::Choice(SCRIPT),
        "Does a prescription go on?",
        "whether a prescription goes on",
    ),
    Field::new(
        "passed_on",
        Shape::Prose,
        "What was passed on, and to whom? (optional)",
        "what was passed on",
    )
    .optional(),
];
pub(super) const SETTLED: &[Field] = &[Field::new(
    "settled",
    Shape::Day(When::Past),
    "Since when is it settled?",
    "the day since which it is settled",
)];

/// The first appointment is within this of the release, or nobody sees the person in the first 48 hours.
const FIRST_DAYS: i8 = 2;

/// How long the sentence is: under 12 months, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Short,
    Long,
}

/// The way out of prison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    day: Date,
    book_by: Date,
    length: Length,
    appointment: Option<Date>,
    gate: bool,
    bed: bool,
    over: bool,
}

fn day(answers: &Answers, name: &'static str) -> Result<Date, StepRefused> {
    answers.day(name).ok_or(StepRefused::Missing(name))
}

impl Course for Release {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        Ok(Self {
            day: day(answers, "release")?,
            book_by: day(answers, "book_by")?,
            length: if answers.code("length") == Some("short") { Length::Short } else { Length::Long },
            appointment: None,
            gate: false,
            bed: false,
            over: false,
        })
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::ReleaseMove => {
                self.day = day(answers, "release")?;
                self.book_by = day(answers, "book_by")?;
                self.appointment = self.appointment.filter(|booked| *booked >= self.day);
            }
            PieceStep::ReleaseBook => {
                let booked = day(answers, "when")?;
                if booked < self.day {
                    return rule("when", "The appointment must be on or after the day of release");
                }
                self.appointment = Some(booked);
            }
            PieceStep::ReleaseGate => self.gate = true,
            PieceStep::ReleaseBed => self.bed = true,
            PieceStep::ReleaseDone => self.over = true,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        let (code, words) = match (self.length, self.appointment.is_some()) {
            (Length::Short, true) => ("short_booked", "Under 12 months, appointment booked"),
            (Length::Short, false) => ("short_unbooked", "Under 12 months, no appointment yet"),
            (Length::Long, true) => ("long_booked", "12 months or more, appointment booked"),
            (Length::Long, false) => ("long_unbooked", "12 months or more, no appointment yet"),
        };
        Stage { code, words: if self.over { "Released" } else { words } }
    }

    fn moves(&self) -> Vec<PieceStep> {
        use PieceStep::{
            ReleaseBed, ReleaseBook, ReleaseDone, ReleaseGate, ReleaseHours, ReleaseLead, ReleaseMeet,
            ReleaseMove,
        };
        if self.over {
            return Vec::new();
        }
        // What is missing comes first.
        let missing = [
            (ReleaseBook, self.appointment.is_none()),
            (ReleaseBed, !self.bed),
            (ReleaseGate, !self.gate),
            (ReleaseHours, false),
            (ReleaseMeet, false),
            (ReleaseMove, false),
            (ReleaseLead, false),
            (ReleaseDone, false),
        ];
        let (first, rest): (Vec<_>, Vec<_>) = missing.into_iter().partition(|(_, missing)| *missing);
        first.into_iter().chain(rest).map(|(step, _)| step).collect()
    }

    fn dues(&self) -> Vec<Due> {
        let mut dues = Vec::new();
        if !self.over && self.appointment.is_none() {
            dues.push(Due { kind: DutyKind::ReleaseAppointment, by: self.book_by });
        }
        if !self.over && !self.bed {
            dues.push(Due { kind: DutyKind::ReleaseBed, by: self.book_by });
        }
        dues
    }

    fn warnings(&self, _: Date) -> Vec<&'static str> {
        if self.over {
            return Vec::new();
        }
        let mut said = Vec::new();
        match self.appointment {
            None => said.push("No appointment in the community is booked."),
            Some(booked) if booked > self.day.saturating_add(FIRST_DAYS.days()) => {
                said.push("Nobody sees them in the first 48 hours: the first appointment is later.");
            }
            Some(_) => {}
        }
        if !self.bed {
            said.push("No bed is found for the first night.");
        }
        if !self.gate {
            said.push("It is not settled who meets them at the gate.");
        }
        said
    }

    fn day(&self) -> Option<Date> {
        Some(self.day)
    }
}

/// The doctor and prescriptions on the way out of prison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReleaseHealth {
    day: Date,
    gp: bool,
    gap: bool,
    over: bool,
}

impl ReleaseHealth {
    fn said(answers: &Answers) -> Result<Self, StepRefused> {
        let gap = answers.code("script") == Some("gap");
        Ok(Self { day: day(answers, "release")?, gp: answers.get("gp").is_some(), gap, over: false })
    }
}

impl Course for ReleaseHealth {
    fn begin(answers: &Answers) -> Result<Self, StepRefused> {
        Self::said(answers)
    }

    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
        match step {
            PieceStep::ReleaseHealthChange => *self = Self::said(answers)?,
            PieceStep::ReleaseHealthSettle if self.gap || !self.gp => {
                return rule(
                    "settled",
                    "Say first with which doctor they are, and that no prescription has a gap",
                );
            }
            PieceStep::ReleaseHealthSettle => self.over = true,
            _ => {}
        }
        Ok(())
    }

    fn stage(&self) -> Stage {
        match (self.over, self.gap || !self.gp) {
            (true, _) => Stage { code: "settled", words: "Settled" },
            (false, true) => Stage { code: "open", words: "Something is missing" },
            (false, false) => Stage { code: "ready", words: "Ready for the release" },
        }
    }

    fn moves(&self) -> Vec<PieceStep> {
        if self.over {
            Vec::new()
        } else {
            vec![PieceStep::ReleaseHealthChange, PieceStep::ReleaseHealthSettle]
        }
    }

    fn dues(&self) -> Vec<Due> {
        let missing = !self.over && (self.gap || !self.gp);
        missing.then_some(Due { kind: DutyKind::ReleaseHealth, by: self.day }).into_iter().collect()
    }

    fn warnings(&self, _: Date) -> Vec<&'static str> {
        let mut said = Vec::new();
        if !self.over && !self.gp {
            said.push("They are registered with no doctor outside.");
        }
        if !self.over && self.gap {
            said.push("There would be a gap in a prescription.");
        }
        said
    }

    fn day(&self) -> Option<Date> {
        Some(self.day)
    }
}

//! A body with seats: a board, or those who commission something together, area by area (practice catalogue, S4-08 and S4-09).
//!
//! What holds: seats are numbered from 1 on and never taken away; each is held by somebody since a day, or empty; an empty seat is
//! told, and so is a body on which nobody sits for those who use its services.

use super::{Choice, ProvisionStep};
use crate::{
    field::{Answers, Field, Shape, When},
    ids::AgencyId,
    step::{StepRefused as Refused, rule},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Areas of one body at most.
const MOST_AREAS: usize = 50;
/// Seats of one body at most.
const MOST_SEATS: usize = 200;
/// Rows of a training plan at most.
const MOST_TRAINING: usize = 100;
/// Whoever speaks for those who use services.
const SERVICE_USER: &str = "service_user";

const SEATS: &[Choice] = &[
    ("chair", "Chair"),
    ("health_commissioner", "Co-commissioner for health"),
    ("justice_commissioner", "Co-commissioner for prisons and probation"),
    (SERVICE_USER, "Service user representative"),
    ("carer", "Carer representative"),
    ("member", "Member"),
];
const EACH: &[Choice] = &[("yes", "Yes, one in each area"), ("no", "No, one for the whole")];

pub(super) const BODY: &[Field] = &[
    Field::new("name", Shape::Line, "What is it called?", "what it is called"),
    Field::new("purpose", Shape::Prose, "What does it decide or run?", "what it decides or runs"),
    Field::new("began", Shape::Day(When::Any), "Since when?", "the day on which it began"),
    Field::new("areas", Shape::Prose, "Which areas does it have? (optional)", "the areas")
        .hint("One on each line. Leave it empty where it works as one.")
        .optional(),
];
pub(super) const SEAT: &[Field] = &[
    Field::new("seat", Shape::Choice(SEATS), "Which seat?", "which seat it is"),
    Field::new(
        "each",
        Shape::Choice(EACH),
        "Is there one in each area?",
        "whether there is one in each area",
    ),
];
pub(super) const FILL: &[Field] = &[
    Field::new("number", Shape::Pick("seats"), "Which seat?", "a seat"),
    Field::new("agency", Shape::Agency, "For which agency? (optional)", "an agency").optional(),
    Field::new("who", Shape::Line, "Which post?", "the post").hint(
        "Like “Head of health in justice”. For a service user representative, only what they agreed that all staff may read.",
    ),
    Field::new("since", Shape::Day(When::Past), "Since when?", "the day since which they hold it"),
];
pub(super) const VACATE: &[Field] = &[
    Field::new("number", Shape::Pick("seats"), "Which seat?", "a seat"),
    Field::new("from", Shape::Day(When::Past), "From which day?", "the day from which it is empty"),
];
pub(super) const TRAINING: &[Field] = &[
    Field::new("what", Shape::Line, "Which training?", "which training it is"),
    Field::new("whom", Shape::Line, "For whom?", "whom it is for").hint("Teams or professions, not names."),
];
pub(super) const TRAINED: &[Field] = &[
    Field::new("number", Shape::Pick("training"), "Which training?", "a training"),
    Field::new("given", Shape::Day(When::Past), "When was it given?", "the day on which it was given"),
];
pub(super) const END: &[Field] = &[Field::new("why", Shape::Prose, "Why does it end?", "why it ends")];

/// Who holds a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// For which agency, where it is for one.
    pub agency: Option<AgencyId>,
    /// The post.
    pub who: String,
    /// Since when.
    pub since: Date,
}

/// A seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// What it is.
    pub kind: Choice,
    /// In which area, where each has one.
    pub area: Option<String>,
    /// Who holds it; `None` where it is empty.
    pub held: Option<Held>,
}

impl Seat {
    /// "North: Co-commissioner for health".
    pub fn words(&self) -> String {
        match &self.area {
            Some(area) => format!("{area}: {}", self.kind.1),
            None => self.kind.1.to_owned(),
        }
    }
}

/// A row of the training plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// What.
    pub what: String,
    /// For whom.
    pub whom: String,
    /// When it was given.
    pub given: Option<Date>,
}

/// A body as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    areas: Vec<String>,
    seats: Vec<Seat>,
    training: Vec<Training>,
    began: Date,
    train_by: Date,
    ended: bool,
}

/// The lines that are not empty; one that stands twice is refused.
fn areas(answers: &Answers) -> Result<Vec<String>, Refused> {
    let text = answers.get("areas").map(crate::field::Answer::text).unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let areas: Vec<String> = lines.map(str::to_owned).collect();
    let different: BTreeSet<String> = areas.iter().map(|area| area.to_lowercase()).collect();
    if areas.len() > MOST_AREAS {
        return rule("areas", "There can be 50 areas at most");
    }
    if different.len() != areas.len() {
        return rule("areas", "Each area must have a name of its own");
    }
    Ok(areas)
}

impl Body {
    pub(super) fn begin(answers: &Answers) -> Result<Self, Refused> {
        let day = |name| answers.day(name).ok_or(Refused::Missing(name));
        Ok(Self {
            areas: areas(answers)?,
            seats: Vec::new(),
            training: Vec::new(),
            began: day("began")?,
            train_by: day("train_by")?,
            ended: false,
        })
    }

    pub(super) fn take(&mut self, step: ProvisionStep, answers: &Answers) -> Result<(), Refused> {
        match step {
            ProvisionStep::BodySeat => self.add_seats(answers),
            ProvisionStep::BodyFill => self.fill(answers),
            ProvisionStep::BodyVacate => self.vacate(answers),
            ProvisionStep::BodyTraining => self.plan(answers),
            ProvisionStep::BodyTrained => self.trained(answers),
            ProvisionStep::BodyEnd => {
                self.ended = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add_seats(&mut self, answers: &Answers) -> Result<(), Refused> {
        let kind = *answers.several("seat").first().ok_or(Refused::Missing("seat"))?;
        let areas: Vec<Option<String>> = match answers.code("each") {
            Some("yes") if self.areas.is_empty() => return rule("each", "This body has no areas. Select No"),
            Some("yes") => self.areas.iter().cloned().map(Some).collect(),
            _ => vec![None],
        };
        if self.seats.len() + areas.len() > MOST_SEATS {
            return rule("seat", "A body has 200 seats at most");
        }
        self.seats.extend(areas.into_iter().map(|area| Seat { kind, area, held: None }));
        Ok(())
    }

    fn seat(&mut self, answers: &Answers) -> Result<&mut Seat, Refused> {
        let number = answers.number("number").ok_or(Refused::Missing("number"))?;
        let seat = usize::from(number).checked_sub(1).and_then(|at| self.seats.get_mut(at));
        seat.map_or_else(|| rule("number", "Select a seat of this body"), Ok)
    }

    fn fill(&mut self, answers: &Answers) -> Result<(), Refused> {
        let since = answers.day("since").ok_or(Refused::Missing("since"))?;
        if since < self.began {
            return rule("since", "Nobody holds a seat before the body began");
        }
        let who = answers.get("who").ok_or(Refused::Missing("who"))?.text();
        self.seat(answers)?.held = Some(Held { agency: answers.agency("agency"), who, since });
        Ok(())
    }

    fn vacate(&mut self, answers: &Answers) -> Result<(), Refused> {
        let from = answers.day("from").ok_or(Refused::Missing("from"))?;
        let seat = self.seat(answers)?;
        match &seat.held {
            None => return rule("number", "Nobody holds this seat"),
            Some(held) if from < held.since => {
                return rule("from", "The day must be on or after the day since which the seat is held");
            }
            Some(_) => seat.held = None,
        }
        Ok(())
    }

    fn plan(&mut self, answers: &Answers) -> Result<(), Refused> {
        let text = |name| answers.get(name).map(crate::field::Answer::text).ok_or(Refused::Missing(name));
        if self.training.len() >= MOST_TRAINING {
            return rule("what", "A training plan has 100 rows at most");
        }
        self.training.push(Training { what: text("what")?, whom: text("whom")?, given: None });
        Ok(())
    }

    fn trained(&mut self, answers: &Answers) -> Result<(), Refused> {
        let number = answers.number("number").ok_or(Refused::Missing("number"))?;
        let row = usize::from(number).checked_sub(1).and_then(|at| self.training.get_mut(at));
        let Some(row) = row else { return rule("number", "Select a row of the training plan") };
        row.given = answers.day("given");
        Ok(())
    }

    pub(super) const fn is_over(&self) -> bool {
        self.ended
    }

    pub(super) fn moves(&self) -> Vec<ProvisionStep> {
        use ProvisionStep::{BodyEnd, BodyFill, BodySeat, BodyTrained, BodyTraining, BodyVacate};
        let filled = self.seats.iter().any(|seat| seat.held.is_some());
        let all = [
            (!self.seats.is_empty(), BodyFill),
            (true, BodySeat),
            (filled, BodyVacate),
            (true, BodyTraining),
            (self.training.iter().any(|row| row.given.is_none()), BodyTrained),
            (true, BodyEnd),
        ];
        if self.ended {
            return Vec::new();
        }
        all.into_iter().filter_map(|(open, step)| open.then_some(step)).collect()
    }

    /// Its seats: the first has number 1.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// Its areas.
    pub fn areas(&self) -> &[String] {
        &self.areas
    }

    /// Its training plan: the first row has number 1.
    pub fn training(&self) -> &[Training] {
        &self.training
    }

    /// The day by which all training of the plan is to be given.
    pub const fn train_by(&self) -> Date {
        self.train_by
    }

    /// Seats of those who commission together: two in each area make a pair.
    pub fn commissioners(&self) -> usize {
        self.seats.iter().filter(|seat| seat.kind.0.ends_with("_commissioner")).count()
    }

    /// Seats that nobody holds.
    pub fn empty(&self) -> usize {
        self.seats.iter().filter(|seat| seat.held.is_none()).count()
    }

    pub(super) fn warnings(&self, today: Date) -> Vec<String> {
        let mut said = Vec::new();
        if self.ended {
            return said;
        }
        let mut speak = self.seats.iter().filter(|seat| seat.kind.0 == SERVICE_USER).peekable();
        if speak.peek().is_none() {
            said.push("There is no seat for a service user representative.".to_owned());
        } else if speak.all(|seat| seat.held.is_none()) {
            said.push("Nobody holds the seat of the service user representative.".to_owned());
        }
        match self.empty() {
            0 => {}
            1 => said.push("1 seat is empty.".to_owned()),
            empty => said.push(format!("{empty} seats are empty.")),
        }
        let late = self.training.iter().filter(|row| row.given.is_none()).count();
        if late > 0 && self.train_by < today {
            said.push(format!(
                "The time for training has passed: {late} of {} not given.",
                self.training.len()
            ));
        }
        said
    }
}

//! What a step asks, as data: forms, the API, storage and the history of what goes on read the same list.

use crate::{
    ids::{AgencyId, ServiceId},
    text::{Line, Prose},
};
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What stands between the codes of several choices where they are kept and sent.
pub const BETWEEN: &str = ",";

/// Which days a field takes, seen from the day on which it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Any.
    Any,
    /// Today or in the past.
    Past,
    /// Today or later.
    Ahead,
}

/// One answer of a closed list: its code, and the words that a page shows.
pub type Choice = (&'static str, &'static str);

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// Several lines.
    Prose,
    /// A day.
    Day(When),
    /// A day and a time, as clocks in London show it.
    Moment(When),
    /// One of a closed list.
    Choice(&'static [Choice]),
    /// Any of a closed list, one at least.
    Several(&'static [Choice]),
    /// One of what there are several of already, by its number from 1 on; the word says of what.
    Pick(&'static str),
    /// An agency of the partnership.
    Agency,
    /// A service of one's own agency.
    Service,
}

/// One field of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in forms, the API and storage. Never changes once released.
    pub name: &'static str,
    /// The question.
    pub asks: &'static str,
    /// What is asked for, as it completes "Enter …" or "Select …".
    pub what: &'static str,
    /// What helps to answer it.
    pub hint: &'static str,
    /// What kind of answer.
    pub shape: Shape,
    /// Whether it must be answered.
    pub must: bool,
}

impl Field {
    /// A field that must be answered.
    pub const fn new(name: &'static str, shape: Shape, asks: &'static str, what: &'static str) -> Self {
        Self { name, asks, what, hint: "", shape, must: true }
    }

    /// With words that help.
    #[must_use]
    pub const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// It may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { must: false, ..self }
    }
}

/// The answer to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One line.
    Line(Line),
    /// Several lines.
    Prose(Prose),
    /// A day.
    Day(Date),
    /// A day and a time in London.
    Moment(DateTime),
    /// One of a closed list.
    Choice(Choice),
    /// Several of a closed list, in the order of the list.
    Several(Vec<Choice>),
    /// A number from 1 on.
    Pick(u16),
    /// An agency.
    Agency(AgencyId),
    /// A service.
    Service(ServiceId),
}

impl Answer {
    /// Reads the text of an answer, as storage keeps it and programs send it; `None` where the shape does not take it.
    pub fn parse(shape: Shape, text: &str) -> Option<Self> {
        Some(match shape {
            Shape::Line => Self::Line(Line::new(text).ok()?),
            Shape::Prose => Self::Prose(Prose::new(text).ok()?),
            Shape::Day(_) => Self::Day(text.parse().ok()?),
            Shape::Moment(_) => Self::Moment(text.parse().ok()?),
            Shape::Choice(list) => Self::Choice(*list.iter().find(|(code, _)| *code == text)?),
            Shape::Several(list) => Self::Several(several(list, text)?),
            Shape::Pick(_) => Self::Pick(text.parse().ok().filter(|number| *number > 0)?),
            Shape::Agency => Self::Agency(AgencyId(Uuid::parse_str(text).ok()?)),
            Shape::Service => Self::Service(ServiceId(Uuid::parse_str(text).ok()?)),
        })
    }

    /// The text under which it is kept and sent.
    pub fn text(&self) -> String {
        match self {
            Self::Line(line) => line.to_string(),
            Self::Prose(prose) => prose.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(moment) => moment.strftime("%Y-%m-%dT%H:%M").to_string(),
            Self::Choice((code, _)) => (*code).to_owned(),
            Self::Several(choices) => choices.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(BETWEEN),
            Self::Pick(number) => number.to_string(),
            Self::Agency(agency) => agency.to_string(),
            Self::Service(service) => service.to_string(),
        }
    }
}

/// Those of a closed list whose codes stand in the text; `None` where there are none, or one that the list has not.
fn several(list: &'static [Choice], text: &str) -> Option<Vec<Choice>> {
    let codes: BTreeSet<&str> = text.split(BETWEEN).collect();
    let chosen: Vec<Choice> = list.iter().filter(|(code, _)| codes.contains(code)).copied().collect();
    (chosen.len() == codes.len()).then_some(chosen)
}

/// The answers of one step, by the names of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<&'static str, Answer>);

impl Answers {
    /// With one more.
    #[must_use]
    pub fn with(mut self, name: &'static str, answer: Answer) -> Self {
        self.0.insert(name, answer);
        self
    }

    /// The answer to a field.
    pub fn get(&self, name: &str) -> Option<&Answer> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        self.0.iter().map(|(name, answer)| (*name, answer))
    }

    /// The day that answers a field; of a moment its day.
    pub fn day(&self, name: &str) -> Option<Date> {
        match self.get(name)? {
            Answer::Day(day) => Some(*day),
            Answer::Moment(moment) => Some(moment.date()),
            _ => None,
        }
    }

    /// The moment that answers a field.
    pub fn moment(&self, name: &str) -> Option<DateTime> {
        match self.get(name)? {
            Answer::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The code that answers a field.
    pub fn code(&self, name: &str) -> Option<&'static str> {
        match self.get(name)? {
            Answer::Choice((code, _)) => Some(code),
            _ => None,
        }
    }

    /// The number that answers a field.
    pub fn number(&self, name: &str) -> Option<u16> {
        match self.get(name)? {
            Answer::Pick(number) => Some(*number),
            _ => None,
        }
    }

    /// The service that answers a field.
    pub fn service(&self, name: &str) -> Option<ServiceId> {
        match self.get(name)? {
            Answer::Service(service) => Some(*service),
            _ => None,
        }
    }

    /// What was chosen of a closed list.
    pub fn several(&self, name: &str) -> &[Choice] {
        match self.get(name) {
            Some(Answer::Several(chosen)) => chosen,
            Some(Answer::Choice(one)) => std::slice::from_ref(one),
            _ => &[],
        }
    }

    /// The agency that answers a field.
    pub fn agency(&self, name: &str) -> Option<AgencyId> {
        match self.get(name)? {
            Answer::Agency(agency) => Some(*agency),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const YES_OR_NO: &[Choice] = &[("yes", "Yes"), ("no", "No")];

    #[test]
    fn every_answer_is_read_back_as_it_is_kept() {
        let moment = date(2026, 11, 24).at(9, 30, 0, 0);
        for (shape, answer) in [
            (Shape::Line, Answer::Line(Line::new("A flat").unwrap())),
            (Shape::Prose, Answer::Prose(Prose::new("One\n\ntwo").unwrap())),
            (Shape::Day(When::Any), Answer::Day(date(2026, 2, 28))),
            (Shape::Moment(When::Past), Answer::Moment(moment)),
            (Shape::Choice(YES_OR_NO), Answer::Choice(YES_OR_NO[1])),
            (Shape::Several(YES_OR_NO), Answer::Several(YES_OR_NO.to_vec())),
            (Shape::Pick("seats"), Answer::Pick(12)),
            (Shape::Agency, Answer::Agency(AgencyId(Uuid::from_u128(7)))),
            (Shape::Service, Answer::Service(ServiceId(Uuid::from_u128(8)))),
        ] {
            assert_eq!(Answer::parse(shape, &answer.text()), Some(answer));
        }
    }

    #[test]
    fn what_a_shape_does_not_take_is_no_answer() {
        for (shape, text) in [
            (Shape::Line, " "),
            (Shape::Prose, ""),
            (Shape::Day(When::Any), "2026-02-30"),
            (Shape::Moment(When::Any), "half past nine"),
            (Shape::Choice(YES_OR_NO), "perhaps"),
            (Shape::Several(YES_OR_NO), ""),
            (Shape::Several(YES_OR_NO), "yes,perhaps"),
            (Shape::Pick("seats"), "0"),
            (Shape::Agency, "probation"),
            (Shape::Service, "probation"),
        ] {
            assert_eq!(Answer::parse(shape, text), None, "{text}");
        }
    }
}

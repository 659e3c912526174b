//! An order with everything that is kept about it: its course, its requirements' courses, leads, cadence and end.
//!
//! One value, so that one opening of the court section gives a page all of it. Failures to comply are kept apart: they lie
//! in another section.

use crate::{
    cadence::Raised,
    ids::{AgencyId, OrderId, PersonId, RequirementId, WillingnessId},
    lead::{LeadSet, Nation},
    order::{Order, Requirement},
    order_course::OrderCourse,
    order_end::Outcome,
    requirement::{Condition, LawDates, RequirementCourse},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

/// One requirement as it is kept beside its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementRecord {
    /// Its course.
    pub course: RequirementCourse,
    /// The agency that gives it, where that is another than the order's.
    pub provider: Option<AgencyId>,
    /// What was shown for it.
    pub conditions: Vec<Condition>,
}

/// What the person keeps when the order ends, in their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// What is going well.
    pub going_well: Prose,
    /// What goes on, and with whom.
    pub goes_on: Prose,
    /// What to do when it gets hard.
    pub if_hard: Prose,
    /// Whom to turn to.
    pub contact: Line,
    /// Who wrote it down with them, when.
    pub stamp: Stamp,
}

/// Whether somebody said that they are willing to comply: apart from consent to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Willingness {
    /// Its id.
    pub id: WillingnessId,
    /// Whose.
    pub person: PersonId,
    /// For which order, where there is one already.
    pub order: Option<OrderId>,
    /// For which kind of requirement.
    pub kind: String,
    /// What they said.
    pub willing: bool,
    /// On which day.
    pub day: Date,
    /// In which words.
    pub words: Option<Prose>,
    /// Who recorded it, when, for which agency.
    pub stamp: Stamp,
}

/// An order with all that is kept about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRecord {
    /// The order and its requirements.
    pub order: Order,
    /// The dates by which law applies.
    pub dates: LawDates,
    /// Until when a suspended sentence can be activated.
    pub operational_ends: Option<Date>,
    /// The variant of the delivery model.
    pub nation: Nation,
    /// Its course.
    pub course: OrderCourse,
    /// Its requirements' courses, in the order of its requirements.
    pub requirements: Vec<RequirementRecord>,
    /// Leads, as they were set one after another.
    pub leads: Vec<LeadSet>,
    /// What raised the cadence of meetings.
    pub raised: Vec<Raised>,
    /// What was reached.
    pub outcomes: Vec<Outcome>,
    /// What the person keeps.
    pub handover: Option<Handover>,
}

impl OrderRecord {
    /// One requirement with its record.
    pub fn requirement(&self, id: RequirementId) -> Option<(&Requirement, &RequirementRecord)> {
        self.order.requirements.iter().zip(&self.requirements).find(|(one, _)| one.id == id)
    }

    /// What raises the cadence on `day`, the latest first.
    pub fn raised_on(&self, day: Date) -> Vec<&Raised> {
        let mut raised: Vec<&Raised> = self.raised.iter().filter(|one| one.holds_on(day)).collect();
        raised.sort_by_key(|one| std::cmp::Reverse(one.day));
        raised
    }

    /// The day supervision began.
    pub fn supervision_began(&self) -> Date {
        self.course.supervision_began()
    }
}

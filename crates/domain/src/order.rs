//! Court orders, licences and their requirements. Kinds and limits are dated catalogue data, never code.

use crate::{
    codes,
    ids::{AgencyId, OrderId, PersonId, RequirementId},
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// What the court or the release laid on a person (orders.md, section 1).
    OrderKind {
        Community = "community", "Community order";
        Suspended = "suspended", "Suspended sentence order";
        Licence = "licence", "Licence";
        PostSentence = "post_sentence", "Post-sentence supervision";
    }
}

codes! {
    /// What an amount counts.
    Unit {
        Hours = "hours", "hours";
        Days = "days", "days";
        Months = "months", "months";
    }
}

codes! {
    /// Where an order stands, derived from its dates.
    OrderState {
        Pending = "pending", "Not yet begun";
        InForce = "in_force", "In force";
        Ended = "ended", "Ended";
    }
}

/// One row of the requirement catalogue, with the days on which it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementKind {
    /// Its code, for example `ATR`.
    pub code: String,
    /// Its name, for example "Alcohol treatment requirement".
    pub name: String,
    /// What its amount counts.
    pub unit: Unit,
    /// Least amount, if the law sets one.
    pub least: Option<u32>,
    /// Most, if the law sets one.
    pub most: Option<u32>,
    /// First day on which it may be imposed.
    pub from: Date,
    /// Last day, if it has gone.
    pub to: Option<Date>,
}

/// An amount that the catalogue's law on that day does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverLimit {
    /// Below the least.
    #[error("{code} is at least {least}")]
    Below {
        /// The kind's code.
        code: String,
        /// The least amount allowed.
        least: u32,
    },
    /// Above the most.
    #[error("{code} is at most {most}")]
    Above {
        /// The kind's code.
        code: String,
        /// The most allowed.
        most: u32,
    },
    /// Not available on that day.
    #[error("{code} could not be imposed on {day}")]
    NotOn {
        /// The kind's code.
        code: String,
        /// The day asked about.
        day: Date,
    },
}

impl RequirementKind {
    /// Whether the law on `day` allows `amount` of this kind.
    ///
    /// # Errors
    /// [`OverLimit`] names the limit that is broken.
    pub fn allows(&self, amount: u32, day: Date) -> Result<(), OverLimit> {
        let code = || self.code.clone();
        if day < self.from || self.to.is_some_and(|to| day > to) {
            return Err(OverLimit::NotOn { code: code(), day });
        }
        match (self.least, self.most) {
            (Some(least), _) if amount < least => Err(OverLimit::Below { code: code(), least }),
            (_, Some(most)) if amount > most => Err(OverLimit::Above { code: code(), most }),
            _ => Ok(()),
        }
    }
}

/// One requirement of an order; its kind comes from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// Catalogue code.
    pub kind: String,
    /// Catalogue name.
    pub name: String,
    /// How much was ordered.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// How much is done.
    pub done: u32,
    /// When it began, once it has.
    pub began: Option<Date>,
    /// When it ended, once it has.
    pub ended: Option<Date>,
}

/// An order with its requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Whose.
    pub person: PersonId,
    /// The agency that holds this record.
    pub holder: AgencyId,
    /// What it is.
    pub kind: OrderKind,
    /// The court that made it. A summary leaves it out.
    pub court: Option<Line>,
    /// What it was made for, in plain words. A summary leaves it out.
    pub offence: Option<Line>,
    /// The day it was made.
    pub made: Date,
    /// The day it is to end.
    pub ends: Date,
    /// The day it did end, if before.
    pub ended: Option<Date>,
    /// What it requires.
    pub requirements: Vec<Requirement>,
}

impl Order {
    /// Where the order stands on `day`.
    pub fn state_on(&self, day: Date) -> OrderState {
        if self.ended.is_some_and(|ended| ended <= day) || self.ends < day {
            OrderState::Ended
        } else if day < self.made {
            OrderState::Pending
        } else {
            OrderState::InForce
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn unpaid_work() -> RequirementKind {
        RequirementKind {
            code: "UPW".into(),
            name: "Unpaid work".into(),
            unit: Unit::Hours,
            least: Some(40),
            most: Some(300),
            from: date(2020, 12, 1),
            to: None,
        }
    }

    #[test]
    fn orders_section_3_limits_hold_on_the_catalogues_days() {
        let upw = unpaid_work();
        let day = date(2026, 3, 2);
        assert_eq!(upw.allows(40, day), Ok(()));
        assert_eq!(upw.allows(300, day), Ok(()));
        assert!(matches!(upw.allows(39, day), Err(OverLimit::Below { least: 40, .. })));
        assert!(matches!(upw.allows(301, day), Err(OverLimit::Above { most: 300, .. })));
        assert!(matches!(upw.allows(100, date(2020, 11, 30)), Err(OverLimit::NotOn { .. })));
    }
}

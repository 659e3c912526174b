//! Orders and their requirements in words.

use crate::kit::{Tag, Tone};
use domain::order::{OrderState, Requirement, Unit};

/// "60 of 80 hours".
pub(crate) fn done(requirement: &Requirement) -> String {
    format!("{} of {}", requirement.done, amount(requirement))
}

/// "80 hours", "1 month".
pub(crate) fn amount(requirement: &Requirement) -> String {
    let one = match requirement.unit {
        Unit::Hours => "hour",
        Unit::Days => "day",
        Unit::Months => "month",
    };
    crate::words::count(u64::from(requirement.amount), one, requirement.unit.words())
}

/// Where an order stands.
pub(crate) fn state_tag(state: OrderState) -> Tag {
    let tone = match state {
        OrderState::Pending => Tone::Soon,
        OrderState::InForce => Tone::Active,
        OrderState::Ended => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

//! Risk flags: raised with how they are known, told at once to whoever must hear of them, and looked at again by a day.
//!
//! What holds: a flag always has an owner, who owes its review, and is ended by the agency that raised it alone. What was said at
//! a review stays in the log.

mod list;
mod raise;
mod review;

pub use list::{OpenedRisk, RiskLine, RisksPart, risk, risks};
pub(crate) use raise::{NewFlag, raise_flag};
pub use raise::{RaiseRisk, raise};
pub use review::{Found, ReviewRisk, review};

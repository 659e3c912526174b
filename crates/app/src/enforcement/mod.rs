//! Failures to comply: recorded by whoever saw them, decided by the offender manager, enforced by the statutory rule.
//!
//! What a provider records is evidence; whether it is acceptable is never theirs to say. The rule of twelve months is
//! [`domain::enforcement`]'s; what is due by when follows from where the failure stands, each time it changes.

mod corrected;
mod decide;
mod open;
mod record;
mod told;

pub use corrected::{failure_restored, failure_withdrawn};
pub use decide::{Step, Stepped, step};
pub use open::{FailureView, OpenedFailure, StepLine, failure};
pub use record::{Absence, NewFailure, failure_recorded, record};

use crate::refusal::Refusal;
use domain::failure::FailureRefused;

impl From<FailureRefused> for Refusal {
    fn from(refused: FailureRefused) -> Self {
        Self::NotNow(match refused {
            FailureRefused::Move { from, step } => {
                format!("This failure stands at “{from}”, which does not allow: {step}.")
            }
            FailureRefused::MustRefer => {
                "A warning was given on this order within the last twelve months: it must be referred."
                    .to_owned()
            }
            FailureRefused::TooEarly => "Nothing can be decided before it happened.".to_owned(),
        })
    }
}

//! Disclosures that were a mistake: anybody of staff reports one, the information governance lead of their agency keeps the register,
//! and where the agency has left, that of whoever keeps its records (`departures::keeping`).
//!
//! What holds: the hours count from becoming aware; what was decided about the commissioner and about the people concerned is kept
//! with its reason, a later decision beside the earlier; whoever is told finds it among their receipts. Events tell codes and days,
//! no words: these stand in the register, which goes with the record that it is about. Mistakes are of the agency's own conduct,
//! so the register rests on the role.

mod register;
mod report;
mod step;

pub use register::{OneMistake, Register, mistake, register, told_to, undecided};
pub use report::{Report, report};
pub use step::step;

use crate::refusal::Refusal;
use domain::mistake::MistakeRefused;

impl From<MistakeRefused> for Refusal {
    fn from(refused: MistakeRefused) -> Self {
        match refused {
            MistakeRefused::Closed => Self::not_now("report", "Closed"),
            MistakeRefused::NotReady => Self::NotNow(
                "Before it is closed, assess the risk, and decide about the commissioner and about the people concerned."
                    .to_owned(),
            ),
            MistakeRefused::Late => {
                Self::field("late", "required", "The 72 hours are over: say why this is decided late")
            }
            MistakeRefused::Missing => Self::field("what", "required", "Select what you found"),
        }
    }
}

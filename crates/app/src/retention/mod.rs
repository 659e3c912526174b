//! Retention: how long an agency keeps records, what stops their disposal, and disposing of them by two people.
//!
//! What holds: an agency disposes of what it recorded, and of what one recorded that has left and whose records it keeps
//! (`departures::keeping`), each under that one's own schedules, and of nothing else; two people of the agency that keeps it decide:
//! whoever proposed does not confirm, and confirming asks for the second factor; whether a record is due is worked out again in the
//! transaction that disposes of it, in which nobody places a hold. What is gone is found by nobody: its address is answered as one
//! of nothing. The lists are of the agency's own keeping, so they rest on the role, and tell records by their reference alone; a record whose access is limited, or from which the
//! reader is barred, is on none of them.

mod certificate;
mod dispose;
mod hold;
mod journal;
mod list;
mod schedule;

pub use certificate::{Certified, disposal};
pub use dispose::{carry_out, end_work, propose, refuse};
pub use hold::{HoldStep, hold};
pub use journal::{repeat, said, told};
pub use list::{Due, HeldRecord, Place, RetentionList, list, record};
pub(crate) use schedule::code_of;
pub use schedule::{SetSchedule, schedules, set_schedule};

pub use crate::departures::Kept;

use crate::{Cx, refusal::Refusal};
use domain::{
    ids::{AgencyId, HoldId, PersonId},
    retention::{Assessment, Holding, Stop},
};

/// What stops a disposal, in a sentence.
fn stopped(stops: &[Stop]) -> Refusal {
    let words: Vec<&str> = stops.iter().map(|stop| stop.words()).collect();
    Refusal::NotNow(format!("This record cannot be disposed of now: {}.", words.join("; ").to_lowercase()))
}

/// Which of the records of one person that the viewer's agency keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// What it recorded itself.
    Own,
    /// What this agency recorded, which has left.
    Of(AgencyId),
    /// What this hold is on.
    Held(HoldId),
}

impl From<Option<AgencyId>> for Which {
    fn from(of: Option<AgencyId>) -> Self {
        of.map_or(Self::Own, Self::Of)
    }
}

impl Cx<'_> {
    /// Which agency recorded it, among those whose records the viewer's keeps. Any other is as absent.
    async fn kept_record(&mut self, person: PersonId, which: Which) -> Result<Kept, Refusal> {
        let of = match which {
            Which::Own => None,
            Which::Of(agency) => Some(agency),
            Which::Held(hold) => Some(self.tx.held_by(person, hold).await?.ok_or(Refusal::NotFound)?),
        };
        self.keeps_of(of).await
    }

    /// What an agency holds about somebody, and what follows from its schedules. Absent and closed are alike.
    async fn held(&mut self, kept: &Kept, person: PersonId) -> Result<(Holding, Assessment), Refusal> {
        let (filter, today) = (self.visible(), self.today());
        let is_held = self.tx.is_held(&filter, kept.agency, today, person).await?;
        let found = self.assessed(kept, &[person]).await?.into_iter().next();
        found.filter(|_| is_held).ok_or(Refusal::NotFound)
    }

    /// The same of several, in order, without asking whether they are open to the viewer.
    async fn assessed(
        &mut self,
        kept: &Kept,
        people: &[PersonId],
    ) -> Result<Vec<(Holding, Assessment)>, Refusal> {
        let (agency, kind, today) = (kept.agency, kept.kind, self.today());
        let rows = self.tx.schedules(kind, agency).await?;
        let holdings = self.tx.holdings(agency, today, people).await?;
        Ok(holdings
            .into_iter()
            .map(|holding| {
                let assessment = holding.assess(kind, agency, &rows, today);
                (holding, assessment)
            })
            .collect())
    }
}

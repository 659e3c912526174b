//! Retention: how long an agency keeps records, what stops their disposal, and disposing of them by two people.
//!
//! What holds: an agency disposes of what it holds and of nothing else; whoever proposed does not confirm, and confirming asks for
//! the second factor; whether a record is due is worked out again in the transaction that disposes of it, in which nobody places
//! a hold. What is gone is found by nobody: its address is answered as one of nothing. The lists are of the agency's own keeping,
//! so they rest on the role, and tell records by their reference alone; a record whose access is limited, or from which the
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
pub use list::{HeldRecord, RetentionList, list, record};
pub(crate) use schedule::code_of;
pub use schedule::{SetSchedule, schedules, set_schedule};

use crate::{Cx, refusal::Refusal};
use domain::{
    ids::PersonId,
    retention::{Assessment, Holding, Stop},
};

/// What stops a disposal, in a sentence.
fn stopped(stops: &[Stop]) -> Refusal {
    let words: Vec<&str> = stops.iter().map(|stop| stop.words()).collect();
    Refusal::NotNow(format!("This record cannot be disposed of now: {}.", words.join("; ").to_lowercase()))
}

impl Cx<'_> {
    /// What the viewer's agency holds about somebody, and what follows from the schedules. Absent and closed are alike.
    async fn held(&mut self, person: PersonId) -> Result<(Holding, Assessment), Refusal> {
        let (filter, today) = (self.visible(), self.today());
        let is_held = self.tx.is_held(&filter, today, person).await?;
        let found = self.assessed(&[person]).await?.into_iter().next();
        found.filter(|_| is_held).ok_or(Refusal::NotFound)
    }

    /// The same of several, in order, without asking whether they are open to the viewer.
    async fn assessed(&mut self, people: &[PersonId]) -> Result<Vec<(Holding, Assessment)>, Refusal> {
        let (agency, kind, today) = (self.agency(), self.viewer.agency_kind, self.today());
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

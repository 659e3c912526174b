//! Duties as use-cases open and close them, in the transaction of the change that they follow from.

use crate::{Cx, refusal::Refusal};
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::PersonId,
    text::Line,
};
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// What is to be opened; the id comes from the use-case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDuty {
    /// On whose record.
    pub person: PersonId,
    /// What.
    pub kind: DutyKind,
    /// Who owes it.
    pub owner: Owner,
    /// By which day.
    pub due: Date,
    /// What it follows from.
    pub subject: Uuid,
    /// Why now, in words for the owner.
    pub why: Option<Line>,
}

impl Cx<'_> {
    /// Opens duties; they commit with the change that they follow from. Gives them as they were opened, for the event.
    pub async fn open_duties(&mut self, new: Vec<NewDuty>) -> Result<Vec<Duty>, Refusal> {
        let duties: Vec<Duty> = new
            .into_iter()
            .map(|one| Duty {
                id: self.id(),
                person: one.person,
                kind: one.kind,
                owner: one.owner,
                due: one.due,
                subject: one.subject,
                why: one.why,
            })
            .collect();
        let stamp = self.stamp();
        self.tx.open_duties(&duties, &stamp).await?;
        Ok(duties)
    }

    /// Opens one duty.
    pub async fn open_duty(&mut self, new: NewDuty) -> Result<(), Refusal> {
        self.open_duties(vec![new]).await.map(drop)
    }

    /// Closes the open duties of these kinds that follow from `subject`; answers how many there were.
    pub async fn close_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        closing: Closing,
    ) -> Result<u64, Refusal> {
        let stamp = self.stamp();
        Ok(self.tx.close_duties(person, subject, kinds, closing, &stamp).await?)
    }

    /// The viewer, as the owner of a duty.
    pub const fn myself(&self) -> Owner {
        Owner { agency: self.viewer.agency, account: Some(self.viewer.account) }
    }
}

/// Duties as an event's body tells them.
pub fn told(duties: &[Duty]) -> Value {
    duties
        .iter()
        .map(|duty| {
            json!({
                "id": duty.id.0,
                "kind": duty.kind.code(),
                "due": duty.due.to_string(),
                "agency": duty.owner.agency.0,
                "account": duty.owner.account.map(|account| account.0),
                "subject": duty.subject,
            })
        })
        .collect()
}

//! All versions as they were read last, with the edition by which one knows whether they still are.
//!
//! What holds: only what a reading transaction saw is kept, since a writing one may yet be undone; one that is of another edition
//! than the database is never shown.

use crate::{Cx, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::{State, Version},
    ids::AgreementId,
};
use std::sync::{Arc, Mutex, PoisonError};

/// Agencies that one partnership has at most.
const AGENCIES: u32 = 1_000;

/// Where they are kept.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<Option<(i64, Arc<Vec<Version>>)>>);

impl Cx<'_> {
    /// Every version of every agreement. Only for use-cases that write nothing about agreements.
    pub(super) async fn agreement_versions(&mut self) -> Result<Arc<Vec<Version>>, Refusal> {
        let edition = self.tx.agreements_edition().await?;
        let shelf = &self.app.kept.agreements.0;
        let kept = shelf.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((of, versions)) = kept
            && of == edition
        {
            return Ok(versions);
        }
        let read = Arc::new(self.tx.versions().await?);
        *shelf.lock().unwrap_or_else(PoisonError::into_inner) = Some((edition, Arc::clone(&read)));
        Ok(read)
    }

    /// The versions of one agreement, oldest first, as they are in this transaction.
    pub(super) async fn versions_of(&mut self, id: AgreementId) -> Result<Vec<Version>, Refusal> {
        let all = self.tx.versions().await?;
        Ok(all.into_iter().filter(|one| one.agreement == id).collect())
    }

    /// The agencies of the partnership, by name.
    pub(super) async fn partners(&mut self) -> Result<Vec<Agency>, Refusal> {
        let partnership = self.app.partnership;
        let lines = self.tx.agencies(AGENCIES).await?;
        let agency = |line: crate::ports::AgencyLine| Agency {
            id: line.id,
            partnership,
            name: line.name,
            kind: line.kind,
        };
        Ok(lines.into_iter().map(agency).collect())
    }
}

/// The newest of these versions, which alone may be written.
pub(super) fn newest(versions: Vec<Version>) -> Result<Version, Refusal> {
    versions.into_iter().max_by_key(|one| one.number).ok_or(Refusal::NotFound)
}

/// Whether the parties are still at work on it.
pub(super) const fn is_open(state: State) -> bool {
    matches!(state, State::Draft | State::UnderReview)
}

//! The versions that use-cases work with: all of them as they are in memory, or those of one agreement as a transaction sees them.

use crate::{Cx, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::{State, Version},
    ids::AgreementId,
};
use std::sync::Arc;

/// Agencies that one partnership has at most.
const AGENCIES: u32 = 1_000;

impl Cx<'_> {
    /// Every version of every agreement: those in memory where they are still of the database's edition. Only for use-cases that
    /// write nothing about agreements, since what a writing one sees may yet be undone.
    pub(crate) async fn agreement_versions(&mut self) -> Result<Arc<[Version]>, Refusal> {
        let edition = self.tx.agreements_edition().await?;
        if self.app.agreed.versions().0 != edition {
            self.renew().await?;
        }
        Ok(self.app.agreed.versions().1)
    }

    /// The versions of one agreement, oldest first, as they are in this transaction.
    pub(super) async fn versions_of(&mut self, id: AgreementId) -> Result<Vec<Version>, Refusal> {
        let all = self.tx.versions().await?;
        Ok(all.into_iter().filter(|one| one.agreement == id).collect())
    }

    /// The agencies of the partnership, by name.
    pub(crate) async fn partners(&mut self) -> Result<Vec<Agency>, Refusal> {
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

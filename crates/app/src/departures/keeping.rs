//! The agencies whose records one's agency keeps: its own, and those of each that has left and whose records came to it.
//!
//! What holds: this is the one answer to that question, for whatever an agency does with records for another; it goes by the last
//! days alone and waits for no sweep. An agency that has left keeps nothing, its own included. Keeping opens nobody's record: what
//! it is asked for rests on a role, and reads what that role needs of the agency's own records.

use super::MOST;
use crate::{Cx, refusal::Refusal};
use domain::{
    agency::AgencyKind,
    departure::{Left, kept_by},
    ids::AgencyId,
};

/// An agency whose records are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub agency: AgencyId,
    /// Of which kind: how long records are kept goes by that.
    pub kind: AgencyKind,
    /// Its name and its last day, where it has left; `None` for one's own.
    pub left: Option<Left>,
}

impl From<&Left> for Kept {
    fn from(left: &Left) -> Self {
        Self { agency: left.agency, kind: left.kind, left: Some(left.clone()) }
    }
}

impl Cx<'_> {
    /// The agencies whose records the viewer's agency keeps: its own first, then the others by their last days.
    pub(crate) async fn keeps(&mut self) -> Result<Vec<Kept>, Refusal> {
        let (own, kind, today) = (self.agency(), self.viewer.agency_kind, self.today());
        let left = self.tx.left(today, MOST).await?;
        let here = !left.iter().any(|one| one.agency == own);
        let own_records = here.then_some(Kept { agency: own, kind, left: None });
        Ok(own_records.into_iter().chain(kept_by(own, &left).map(Kept::from)).collect())
    }

    /// One of them; the viewer's own, unless another is named. Any other agency is as absent.
    pub(crate) async fn keeps_of(&mut self, of: Option<AgencyId>) -> Result<Kept, Refusal> {
        let wanted = of.unwrap_or_else(|| self.agency());
        let keeps = self.keeps().await?;
        keeps.into_iter().find(|one| one.agency == wanted).ok_or(Refusal::NotFound)
    }
}

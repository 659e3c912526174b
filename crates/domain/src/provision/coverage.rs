//! Which stages of somebody’s way services cover, intervention by intervention (practice catalogue, S1-19).

use super::{INTERVENTIONS, Offer, STAGES};
use crate::ids::ServiceId;

/// The matrix of stages and interventions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// For each of [`INTERVENTIONS`], for each of [`STAGES`], the services that do it there.
    pub cells: Vec<Vec<Vec<ServiceId>>>,
}

impl Coverage {
    /// What these services cover together.
    pub fn of(offers: &[&Offer]) -> Self {
        let doing = |intervention: &str, stage: &str| {
            let does = |offer: &&&Offer| offer.stages(intervention).iter().any(|(code, _)| *code == stage);
            offers.iter().filter(does).map(|offer| offer.service()).collect::<Vec<_>>()
        };
        let row = |intervention: &str| STAGES.iter().map(|(stage, _)| doing(intervention, stage)).collect();
        Self { cells: INTERVENTIONS.iter().map(|(intervention, _)| row(intervention)).collect() }
    }

    /// Cells that no service covers.
    pub fn empty(&self) -> usize {
        self.cells.iter().flatten().filter(|cell| cell.is_empty()).count()
    }

    /// All cells.
    pub fn all(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }

    /// At which stages nothing at all is done, by their place in [`STAGES`].
    pub fn bare(&self) -> Vec<usize> {
        let nothing = |stage: &usize| self.cells.iter().all(|row| row.get(*stage).is_none_or(Vec::is_empty));
        (0..STAGES.len()).filter(nothing).collect()
    }
}

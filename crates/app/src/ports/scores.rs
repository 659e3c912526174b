//! Scores of reoffending. One is sealed under risk, held by the agency that recorded it.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::ReoffendingScore,
};
use gate::Sealed;

/// Ports for scores.
#[async_trait]
pub trait Scores {
    /// Writes a score.
    async fn add_score(&mut self, score: &ReoffendingScore) -> Stored<()>;

    /// A person's scores, newest first.
    async fn scores(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<ReoffendingScore>>>;

    /// One score.
    async fn score(&mut self, id: ScoreId) -> Stored<Option<Sealed<ReoffendingScore>>>;
}

//! Scores of reoffending. One is sealed under risk, held by the agency that recorded it.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::ReoffendingScore,
};
use gate::Sealed;
use jiff::{Timestamp, civil::Date};

/// Where a score stands among those of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScorePlace {
    /// The day of its assessment.
    pub assessed: Date,
    /// When it was recorded.
    pub at: Timestamp,
    /// Its id.
    pub id: ScoreId,
}

/// Ports for scores.
#[async_trait]
pub trait Scores {
    /// Writes a score.
    async fn add_score(&mut self, score: &ReoffendingScore) -> Stored<()>;

    /// A person's scores past `after`, newest first, each with its place.
    async fn scores(
        &mut self,
        person: PersonId,
        after: Option<ScorePlace>,
        limit: u32,
    ) -> Stored<Vec<(ScorePlace, Sealed<ReoffendingScore>)>>;

    /// One score.
    async fn score(&mut self, id: ScoreId) -> Stored<Option<Sealed<ReoffendingScore>>>;
}

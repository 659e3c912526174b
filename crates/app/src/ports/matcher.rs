//! What the matcher was taught, and the decisions that teach it.

use super::Stored;
use async_trait::async_trait;
use domain::{identity_review::IdentityReview, ids::PersonId, stamp::Stamp};

/// The matcher's figures as somebody had them kept: one of a row, the last of which holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Its place in the row, from 1.
    pub position: i64,
    /// The figures, as `app::identity` writes them; `None` for those that the matcher begins with.
    pub figures: Option<String>,
    /// Decisions that taught it: how many said the same person, and how many different people.
    pub labels: (i64, i64),
    /// Who had it kept, and when.
    pub stamp: Stamp,
}

/// Ports for the matcher's figures.
#[async_trait]
pub trait Matcher {
    /// The figures that hold; `None` while nobody has taught the matcher anything.
    async fn matcher_figures(&mut self) -> Stored<Option<Figures>>;

    /// Keeps figures, which hold from now on; `false`, and nothing written, when somebody came first.
    async fn put_matcher_figures(&mut self, figures: &Figures) -> Stored<bool>;

    /// What was decided about pairs whose first record comes after `after`, in order, of at most `most` such records. Nobody has
    /// asked the gate: for sums, never for showing.
    async fn decided_after(&mut self, after: PersonId, most: u32) -> Stored<Vec<IdentityReview>>;
}

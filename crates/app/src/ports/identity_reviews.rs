//! What was decided about two records that may be of one person.

use super::Stored;
use async_trait::async_trait;
use domain::{identity_review::IdentityReview, ids::PersonId};

/// Ports for identity review. A review names two people: it is shown only to who may know of both, which is for the caller
/// to see to.
#[async_trait]
pub trait IdentityReviews {
    /// What was decided about a person and others, at most `most` decisions.
    async fn identity_reviews(&mut self, person: PersonId, most: u32) -> Stored<Vec<IdentityReview>>;

    /// Writes the last decision of a review; `false`, and nothing written, when somebody decided since.
    async fn append_identity_decision(&mut self, review: &IdentityReview) -> Stored<bool>;
}

//! What the partnership has beside people: bodies with seats, and what services do. It is about no person.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{PartnershipId, ProvisionId},
    provision::{Provision, ProvisionState},
};

/// Ports for provision.
#[async_trait]
pub trait Provisions {
    /// Writes one as it begins; answers whether its service, where it is about one, had no other that goes on.
    async fn add_provision(&mut self, partnership: PartnershipId, one: &Provision) -> Stored<bool>;

    /// Those of a partnership, oldest first: all, or those that stand so.
    async fn provisions(
        &mut self,
        partnership: PartnershipId,
        state: Option<ProvisionState>,
        limit: u32,
    ) -> Stored<Vec<Provision>>;

    /// One of a partnership.
    async fn provision(&mut self, partnership: PartnershipId, id: ProvisionId) -> Stored<Option<Provision>>;

    /// Writes the last fact of one that has `seen` facts; answers whether it had so many.
    async fn append_provision_fact(&mut self, seen: i64, after: &Provision) -> Stored<bool>;
}

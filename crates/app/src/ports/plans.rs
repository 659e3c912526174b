//! Plans: strands with their facts, and what the person said.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{PersonId, PlanViewId, StrandId},
    plan::{Begun, PlanView, Strand, StrandFact, StrandState},
    stamp::Stamp,
};
use gate::Sealed;

/// Ports for plans. A strand is sealed under its topic's section, a view under the plan.
#[async_trait]
pub trait Plans {
    /// Writes a strand as it begins.
    async fn add_strand(&mut self, begun: &Begun) -> Stored<()>;

    /// A person's strands that stand so, past `after`, newest first, each with its place.
    async fn strands(
        &mut self,
        person: PersonId,
        state: StrandState,
        after: Option<StrandId>,
        limit: u32,
    ) -> Stored<Vec<(StrandId, Sealed<Strand>)>>;

    /// One strand.
    async fn strand(&mut self, id: StrandId) -> Stored<Option<Sealed<Strand>>>;

    /// Writes the next fact of a strand that has `seen` facts; answers whether it had so many.
    async fn append_strand_fact(
        &mut self,
        seen: i64,
        after: &Strand,
        stamp: &Stamp,
        fact: &StrandFact,
    ) -> Stored<bool>;

    /// Writes what the person said.
    async fn add_plan_view(&mut self, view: &PlanView) -> Stored<()>;

    /// What a person said, past `after`, newest first, each with its place.
    async fn plan_views(
        &mut self,
        person: PersonId,
        after: Option<PlanViewId>,
        limit: u32,
    ) -> Stored<Vec<(PlanViewId, Sealed<PlanView>)>>;
}

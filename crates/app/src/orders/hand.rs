//! What changes hands with an order: when it is allocated, or goes to another agency.
//!
//! What is owed because of the order goes with it, and what is owed because of another order stays. What is about the person
//! as a whole goes along, unless the former owner still answers for them by another order. What is an agency's own work stays with it
//! when the order goes to another: whoever owes it keeps sight of the person until it is done.

use crate::{Cx, refusal::Refusal};
use domain::{duty::Owner, ids::DutyId, order_record::OrderRecord};

impl Cx<'_> {
    /// Hands what `from` owes because of an order to `to`.
    pub(super) async fn hand_on(
        &mut self,
        record: &OrderRecord,
        from: Owner,
        to: Owner,
    ) -> Result<(), Refusal> {
        let (person, order, today) = (record.order.person, record.order.id, self.today());
        let others = self.tx.orders_in_force(person, today).await?;
        // A team answers for the person while anybody of its agency does.
        let stays = others
            .iter()
            .filter(|one| one.id != order && one.owner.agency == from.agency)
            .any(|one| from.account.is_none() || one.owner == from);
        let owed = self.tx.duties_by_order(person, from.agency).await?;
        let goes: Vec<DutyId> = owed
            .into_iter()
            .filter(|one| one.account == from.account && one.order.map_or(!stays, |of| of == order))
            .filter(|one| from.agency == to.agency || !one.kind.is_own_work())
            .map(|one| one.duty)
            .collect();
        self.hand_over_duties(person, goes, from, to).await
    }
}

//! The people on whose team the viewer is.

use super::about::newest_of;
use crate::{App, Cx, ports::Ahead, refusal::Refusal};
use domain::{
    ids::PersonId,
    order::{Order, OrderState},
    person::Identity,
    risk::RiskFlag,
    section::Purpose,
};
use gate::{Action, Viewer};

/// One page of a caseload.
#[derive(Debug, Clone)]
pub struct Caseload {
    /// The people.
    pub rows: Vec<CaseloadRow>,
    /// How many there are in all.
    pub size: u64,
    /// Where the next page begins.
    pub next: Option<PersonId>,
}

/// One person of a caseload.
#[derive(Debug, Clone)]
pub struct CaseloadRow {
    /// Who.
    pub identity: Identity,
    /// Age today, where known.
    pub age: Option<i16>,
    /// The order in force, if the viewer may see one.
    pub order: Option<Order>,
    /// Risks in force.
    pub risks: Vec<RiskFlag>,
}

/// A page of the viewer's caseload.
pub async fn caseload(
    app: &App,
    viewer: &Viewer,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Caseload, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a caseload").await?;
    cx.permit_role(Action::SeeCaseload)?;
    let caseload = cx.caseload(after, limit).await?;
    cx.answer(caseload).await
}

impl Cx<'_> {
    /// A page of the viewer's caseload, in three statements.
    pub(crate) async fn caseload(
        &mut self,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Caseload, Refusal> {
        let (filter, today, account) = (self.visible(), self.today(), self.viewer.account);
        let page = self.tx.caseload(&filter, account, after, limit.saturating_add(1), today).await?;
        let (mut listed, size) = page;
        let more = listed.len() > limit as usize;
        listed.truncate(limit as usize);
        let next = listed.last().filter(|_| more).map(|one| one.standing.person);
        let (standings, identities) = self.open_listed(listed);
        let ids: Vec<PersonId> = standings.keys().copied().collect();
        let rows = newest_of(&ids);
        self.tx.ahead(&[Ahead::Orders(&ids, rows), Ahead::Risks(&ids, today, rows)]).await?;
        let mut orders = self.orders_of(&ids, &standings).await?;
        let mut risks = self.risks_of(&ids, &standings).await?;
        let rows = identities
            .into_iter()
            .map(|identity| {
                let mine = orders.remove(&identity.person).unwrap_or_default();
                CaseloadRow {
                    age: identity.age_on(today),
                    order: mine.into_iter().find(|order| order.state_on(today) == OrderState::InForce),
                    risks: risks.remove(&identity.person).unwrap_or_default(),
                    identity,
                }
            })
            .collect();
        Ok(Caseload { rows, size, next })
    }
}

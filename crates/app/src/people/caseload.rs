//! The people on whose team the viewer is.

use crate::{App, refusal::Refusal};
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
    let (filter, today) = (cx.visible(), cx.today());
    let mut ids = cx.tx.caseload(&filter, viewer.account, after, limit.saturating_add(1), today).await?;
    let size = cx.tx.caseload_size(&filter, viewer.account, today).await?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    let next = if more { ids.last().copied() } else { None };
    let standings = cx.standings_of(ids.iter().copied()).await?;
    let mut identities = cx.identities_of(&ids, &standings).await?;
    let mut orders = cx.orders_of(&ids, &standings).await?;
    let mut risks = cx.risks_of(&ids, &standings).await?;
    let rows = ids
        .iter()
        .filter_map(|id| {
            let identity = identities.remove(id)?;
            let mine = orders.remove(id).unwrap_or_default();
            Some(CaseloadRow {
                age: identity.age_on(today),
                order: mine.into_iter().find(|order| order.state_on(today) == OrderState::InForce),
                risks: risks.remove(id).unwrap_or_default(),
                identity,
            })
        })
        .collect();
    cx.answer(Caseload { rows, size, next }).await
}

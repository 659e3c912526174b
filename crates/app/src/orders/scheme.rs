//! Schemes: whether somebody may be put into one, with the reasons. It decides nothing and keeps nothing.

use crate::{App, refusal::Refusal};
use domain::{
    eligibility::{Candidate, Eligibility, Scheme},
    ids::OrderId,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The schemes, by name.
pub async fn schemes(app: &App, viewer: &Viewer) -> Result<Vec<Scheme>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "list schemes").await?;
    cx.permit_role(Action::RecordOrder)?;
    let schemes = cx.tx.schemes().await?;
    cx.answer(schemes).await
}

/// Puts an order and what is known of its person to the rules of a scheme.
pub async fn assess(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    scheme: &str,
    start: Option<Date>,
    facts: BTreeMap<String, bool>,
) -> Result<(Scheme, Eligibility), Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "assess for a scheme").await?;
    let (_, record) = cx.order_to(order, None, Action::CarryOutOrder).await?;
    let schemes = cx.tx.schemes().await?;
    let Some(scheme) = schemes.into_iter().find(|one| one.code == scheme) else {
        return Err(Refusal::field("scheme", "unknown", "Select a scheme"));
    };
    let candidate = Candidate {
        order: record.order.kind,
        disposal: record.order.made,
        start: start.unwrap_or_else(|| cx.today()),
        requirements: record.order.requirements.iter().map(|one| one.kind.clone()).collect(),
        facts,
    };
    let answer = scheme.assess(&candidate);
    cx.answer((scheme, answer)).await
}

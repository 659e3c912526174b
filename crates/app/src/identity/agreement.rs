//! How far those who review identities agree, and how much waits for them.
//!
//! Only pairs and records that the viewer may know of are counted: each of the decisions counted is one that the viewer can open,
//! so that no figure, nor the difference of two, tells of anybody else. Partnership-wide figures would need a threshold and could
//! still be differenced with these.

use crate::{App, ports::ReviewedPairs, refusal::Refusal};
use domain::section::Purpose;
use gate::{Action, Viewer};

/// What the figures say.
#[derive(Debug, Clone, Copy)]
pub struct AgreementView(pub ReviewedPairs);

/// The figures, of what the viewer may know of.
pub async fn agreement(app: &App, viewer: &Viewer) -> Result<AgreementView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see how far reviewers of identities agree").await?;
    cx.permit_role(Action::ReviewIdentity)?;
    let (filter, today) = (cx.visible(), cx.today());
    let reviewed = cx.tx.reviewed(&filter, today).await?;
    cx.answer(AgreementView(reviewed)).await
}

//! What a party says of an agreement while it is under review.

use super::{told, versions::newest};
use crate::{App, Once, events::EventKind, refusal::Refusal};
use domain::{
    agreement::{About, Remark, State},
    ids::{AgreementId, RemarkId},
    section::Purpose,
    text::Prose,
};
use gate::{Action, Viewer};

/// A remark to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddRemark {
    /// On which agreement: on its newest version.
    pub agreement: AgreementId,
    /// About what.
    pub about: About,
    /// In words.
    pub words: Prose,
}

/// Adds a remark of the viewer's party.
///
/// # Errors
/// [`Refusal::NotNow`] unless it is under review; [`Refusal::Role`] for those who speak for no party.
pub async fn remark(
    app: &App,
    viewer: &Viewer,
    command: AddRemark,
    once: Option<&Once>,
) -> Result<RemarkId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "remark on an agreement").await?;
    cx.permit_role(Action::SignAgreement)?;
    let id: RemarkId = cx.id();
    if let Some(before) = cx.makes(once, id.0).await? {
        return cx.answer(RemarkId(before)).await;
    }
    let version = newest(cx.versions_of(command.agreement).await?)?;
    let today = cx.today();
    if !cx.sees(&version, today) {
        return Err(Refusal::NotFound);
    }
    if !cx.speaks(&version) {
        return Err(Refusal::Role(Action::SignAgreement));
    }
    let state = version.state(today);
    if state != State::UnderReview {
        return Err(Refusal::not_now("agreement", state.words()));
    }
    if let About::Clause(number) = command.about
        && !version.terms.clauses.iter().any(|clause| clause.number == number)
    {
        return Err(Refusal::field("about", "unknown", "Select what the remark is about"));
    }
    let remark = Remark {
        id,
        agreement: version.agreement,
        number: version.number,
        about: command.about,
        words: command.words,
        stamp: cx.stamp(),
    };
    cx.tx.insert_remark(&remark).await?;
    let event = cx.agreement_event(EventKind::AgreementRemarked, &version, told::remark(&remark));
    cx.append(event);
    cx.answer(id).await
}

//! One look as its reviewer reads it, and what the review found.

use super::list::title;
use crate::{App, events::EventKind, ports::ReviewedLook, refusal::Refusal};
use domain::{
    ids::LedgerId,
    look_review::{LookReview, Verdict},
    section::Purpose,
    text::Prose,
};
use gate::{Action, Viewer};
use serde_json::json;
use std::collections::BTreeSet;

/// Records of one look that are told.
const PEOPLE: u32 = 200;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneLook {
    /// The look.
    pub look: ReviewedLook,
    /// The agreements that it rests on, with their versions.
    pub under: Vec<String>,
    /// Whether the reader may review it: it is not their own, and nobody has.
    pub may_review: bool,
}

/// Reads one look of one's own agency's staff.
pub async fn look(app: &App, viewer: &Viewer, id: LedgerId) -> Result<OneLook, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read a look for review").await?;
    cx.permit_role(Action::ReviewLooks)?;
    let by = cx.asked_by();
    let look = cx.tx.look_for_review(by, id, PEOPLE).await?.ok_or(Refusal::NotFound)?;
    let versions = cx.app.agreed.versions().1;
    let cited: BTreeSet<_> = look.people.iter().flat_map(|one| one.under.iter().copied()).collect();
    let under = cited.into_iter().map(|(id, number)| format!("{}, version {number}", title(&versions, id)));
    let under = under.collect();
    let may_review = look.review.is_none() && look.by_account != viewer.account;
    cx.answer(OneLook { look, under, may_review }).await
}

/// Writes down what a review found.
///
/// # Errors
/// [`Refusal::NotNow`] for a look of one's own, and for one that was reviewed before.
pub async fn review(
    app: &App,
    viewer: &Viewer,
    id: LedgerId,
    verdict: Verdict,
    words: Prose,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "review a look").await?;
    cx.permit_role(Action::ReviewLooks)?;
    let by = cx.asked_by();
    let look = cx.tx.look_for_review(by, id, 1).await?.ok_or(Refusal::NotFound)?;
    if look.by_account == viewer.account {
        return Err(Refusal::NotNow("Somebody else reviews what you looked at yourself.".to_owned()));
    }
    let review = LookReview { look: id, agency: by.agency, verdict, words, stamp: cx.stamp() };
    if !cx.tx.add_look_review(&review).await? {
        return Err(Refusal::NotNow("This look has been reviewed.".to_owned()));
    }
    let body = json!({ "verdict": verdict.code(), "words": review.words.as_str() });
    let event = cx.partnership_event(EventKind::LookReviewed, id.0, body);
    cx.append(event);
    cx.answer(()).await
}

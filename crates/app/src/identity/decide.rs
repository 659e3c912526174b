//! Somebody decides whether two records are of one person, with a reason, or takes that back.
//!
//! Whether a second person is asked follows from the two records alone, whichever of them the decision begins with, and whether or not
//! anything still speaks for their being one: a decider who could choose the side would choose whether somebody looks after them.
//!
//! Invariant: the decision and the event in each record's chain commit together. What an event tells is for the log alone:
//! whoever reads one of the records need not be one to know of the other.

use crate::{
    App,
    events::{BLIND, EventKind},
    refusal::Refusal,
};
use domain::{
    hearing::Evidence,
    identity_review::{Decided, IdentityReview, Pair, ReviewState, Verdict},
    ids::PersonId,
    section::{Purpose, Section},
    text::Line,
};
use gate::Viewer;
use serde_json::json;

/// What is decided about two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideIdentity {
    /// The person whose identity is reviewed.
    pub person: PersonId,
    /// The other record.
    pub other: PersonId,
    /// How many decisions about the two the writer saw.
    pub seen: i64,
    /// What is decided.
    pub verdict: Verdict,
    /// Why.
    pub reason: Line,
}

/// How two records stand after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewedNow {
    /// How they stand.
    pub state: ReviewState,
    /// How many decisions are kept.
    pub version: i64,
}

/// Decides.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody of whom the viewer may not know, and for one whom nothing makes like the person and
/// about whom nobody has decided; [`Refusal::Stale`] when somebody decided since the writer looked; [`Refusal::NotNow`] for who
/// has decided already, where somebody else is asked.
pub async fn decide(app: &App, viewer: &Viewer, command: DecideIdentity) -> Result<ReviewedNow, Refusal> {
    app.know_everybody().await?;
    let mut cx =
        app.write(viewer, Purpose::Supervision, "decide whether two records are of one person").await?;
    let (person, other) = (command.person, command.other);
    let (_, identity, _) = cx.reviewed(person).await?;
    let standing = cx.standing(other).await?;
    if !cx.visible().shows(&standing) {
        return Err(Refusal::NotFound);
    }
    let pair = Pair::new(person, other).ok_or(Refusal::NotFound)?;
    let before = cx.reviews(person).await?.into_iter().find(|one| one.pair == pair);
    let evidence = app.between(&identity, &cx.identity(&standing).await?);
    if before.is_none() && !Evidence::speaks(&evidence) {
        return Err(Refusal::NotFound);
    }
    let before = before.unwrap_or_else(|| IdentityReview::open(pair));
    if before.version() != command.seen {
        return Err(Refusal::Stale { seen: command.seen, now: before.version() });
    }
    let told: Vec<&str> = evidence.iter().copied().map(Evidence::code).collect();
    let mut body = json!({
        "pair": [pair.first().0, pair.second().0], "verdict": command.verdict.code(),
        "reason": command.reason.as_str(), "evidence": told,
    });
    let (verdict, reason, stamp) = (command.verdict, command.reason, cx.stamp());
    let after = before.append(Decided { verdict, reason, evidence, stamp })?;
    if let Some(fields) = body.as_object_mut() {
        fields.insert("state".to_owned(), after.state().code().into());
        if after.ends_blind() {
            fields.insert(BLIND.to_owned(), true.into());
        }
    }
    if !cx.tx.append_identity_decision(&after).await? {
        return Err(Refusal::Stale { seen: command.seen, now: after.version() });
    }
    let events = [person, other]
        .map(|whose| cx.event(whose, EventKind::IdentityReviewed, Section::Identity, body.clone()))
        .into();
    cx.append_all(events);
    cx.answer(ReviewedNow { state: after.state(), version: after.version() }).await
}

//! Reading a person's summaries, and one of them: its text only while it says no more than may be told.

use super::{ROWS, action_of, told::fingerprint};
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    codes,
    disclosure_summary::{DisclosureSummary, Recipient, SummaryMove, Text},
    ids::{PersonId, SummaryId},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Viewer};

codes! {
    /// Why a text is shown no longer.
    Closed {
        Over = "over", "It is over: it was not gone on with, or its last day has passed.";
        Outdated = "outdated", "The convictions on the record have changed since it was written, or one of them is now spent.";
        ConsentEnded = "consent_ended", "The person’s consent is not in force.";
    }
}

/// One summary in a list: no word of its text.
#[derive(Debug, Clone)]
pub struct SummaryLine {
    /// The summary.
    pub summary: DisclosureSummary,
    /// The body's name.
    pub body: String,
}

/// A person's summaries.
#[derive(Debug, Clone)]
pub struct SummariesPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Summaries, newest first.
    pub summaries: Vec<SummaryLine>,
    /// Whether the viewer may write another.
    pub may_write: bool,
}

/// One summary as its reader may see it.
#[derive(Debug, Clone)]
pub struct OpenedSummary {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The summary. Its text is not for showing: see `text`.
    pub summary: DisclosureSummary,
    /// The body that it is for.
    pub recipient: Option<Recipient>,
    /// The text, or why it is shown no longer.
    pub text: Result<Text, Closed>,
    /// What identifies the text.
    pub fingerprint: String,
    /// What the viewer may do.
    pub moves: Vec<SummaryMove>,
    /// Whether there is a letter to print.
    pub has_letter: bool,
    /// Names of staff.
    pub names: Names,
}

/// Reads a person's summaries.
pub async fn summaries(app: &App, viewer: &Viewer, person: PersonId) -> Result<SummariesPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read summaries").await?;
    let standing = cx.standing(person).await?;
    cx.permit_summaries(&standing)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.summaries(person, ROWS).await?;
    let opened = cx.open_all(&standing, sealed);
    let agency = cx.agency();
    let bodies = cx.tx.recipients(agency, super::recipients::MOST).await?;
    let named = |one: &DisclosureSummary| {
        let found = bodies.iter().find(|body| body.id == one.written.recipient);
        found.map_or_else(|| one.written.kind.words().to_owned(), |body| body.name.to_string())
    };
    let summaries =
        opened.into_iter().map(|summary| SummaryLine { body: named(&summary), summary }).collect();
    let may_write = cx.permit(Action::WriteSummary, &standing, None).is_ok();
    cx.answer(SummariesPart { person: identity, glance, summaries, may_write }).await
}

/// Reads one summary.
pub async fn summary(app: &App, viewer: &Viewer, id: SummaryId) -> Result<OpenedSummary, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a summary").await?;
    let (standing, summary) = cx.summary_read(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let holder = summary.written.stamp.agency;
    let recipient = cx.tx.recipient(holder, summary.written.recipient).await?;
    let holds = cx.consent_holds(&standing, &summary).await?;
    let still_true = cx.still_true(&summary).await;
    let today = cx.today();
    let closed = match (&still_true, holds) {
        _ if !summary.state().is_alive() => Some(Closed::Over),
        _ if summary.issued().is_some_and(|(_, last)| last < today) => Some(Closed::Over),
        (_, false) => Some(Closed::ConsentEnded),
        (Err(Refusal::NotNow(_)), _) => Some(Closed::Outdated),
        (Err(_), _) => return Err(still_true.err().unwrap_or(Refusal::NotFound)),
        (Ok(()), true) => None,
    };
    let accounts = summary.facts().iter().map(|(stamp, _)| stamp.by).chain([summary.author()]);
    let accounts: Vec<_> = accounts.collect();
    let names = cx.names(accounts, []).await?;
    let moves = summary
        .state()
        .moves()
        .filter(|step| cx.permit(action_of(*step), &standing, None).is_ok())
        .filter(|step| *step != SummaryMove::Approve || summary.author() != viewer.account)
        .filter(|step| closed.is_none() || !goes_on(*step))
        .collect();
    let fingerprint = fingerprint(&summary.written.text.plain());
    let text = closed.map_or_else(|| Ok(summary.written.text.clone()), Err);
    let has_letter = text.is_ok() && summary.issued().is_some();
    cx.answer(OpenedSummary {
        person: identity,
        glance,
        summary,
        recipient,
        text,
        fingerprint,
        moves,
        has_letter,
        names,
    })
    .await
}

/// Whether a step leads on towards the letter, so that a text which is shown no longer does not take it.
const fn goes_on(step: SummaryMove) -> bool {
    matches!(step, SummaryMove::Show | SummaryMove::Consent | SummaryMove::Approve | SummaryMove::Issue)
}

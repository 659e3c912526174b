//! The letter: a model of its own, which pages, and later documents, put into a form.

use crate::{App, refusal::Refusal};
use domain::{
    disclosure_summary::{SummaryState, Text},
    ids::SummaryId,
    section::Purpose,
    text::{Line, Prose},
};
use gate::Viewer;
use jiff::civil::Date;

/// A letter as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The agency that writes, by name.
    pub agency: String,
    /// To whom there.
    pub contact: Line,
    /// To which body.
    pub body: Line,
    /// Where to.
    pub address: Prose,
    /// The day it was issued.
    pub issued: Date,
    /// Its last day.
    pub last: Date,
    /// The exact text that was shown, agreed to and approved.
    pub text: Text,
    /// Who signs: its author.
    pub signed: String,
}

/// The letter of a summary that was issued, for as long as it counts.
///
/// # Errors
/// [`Refusal::NotNow`] for one that is not issued, has expired, is outdated, or whose consent was taken back: a letter is
/// not printed again then.
pub async fn letter(app: &App, viewer: &Viewer, id: SummaryId) -> Result<Letter, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "print the letter of a summary").await?;
    let (standing, summary) = cx.summary_read(id).await?;
    let Some((stamp, last)) = summary.issued().filter(|_| summary.state() == SummaryState::Issued) else {
        return Err(Refusal::not_now("summary", summary.state().words()));
    };
    if !cx.consent_holds(&standing, &summary).await? {
        return Err(Refusal::NotNow(
            "The person’s consent to this summary is not in force, so its letter is not printed again."
                .to_owned(),
        ));
    }
    cx.still_true(&summary).await?;
    let written = &summary.written;
    let recipient = cx.tx.recipient(written.stamp.agency, written.recipient).await?;
    let recipient = recipient.ok_or_else(|| crate::cx::missing("the body of a summary"))?;
    let names = cx.names([summary.author()], [written.stamp.agency]).await?;
    let letter = Letter {
        agency: names.agency(written.stamp.agency),
        contact: recipient.contact,
        body: recipient.name,
        address: recipient.address,
        issued: app.day_of(stamp.at),
        last,
        text: written.text.clone(),
        signed: names.account(summary.author()),
    };
    cx.answer(letter).await
}

//! Summaries for employers, landlords, colleges and voluntary bodies: written, shown, agreed to, approved, issued.
//!
//! What holds: the text that is kept is the text that was shown before it was kept; it names the convictions that are not
//! spent on the day, and no others; a conviction that is corrected, recorded or spent since stops every further step and the
//! text is shown no longer. Consent to it is an ordinary consent, so taking it back anywhere stops the letter.

mod figures;
mod letter;
mod open;
mod recipients;
mod steps;
mod told;
mod turned_down;
mod write;

pub use figures::{SummaryFigures, figures};
pub use letter::{Letter, letter};
pub use open::{Closed, OpenedSummary, SummariesPart, SummaryLine, summaries, summary};
pub use recipients::{NewRecipient, add_recipient, recipients};
pub use steps::{SummaryStep, SummaryStepped, approvers, step};
pub use told::fingerprint;
pub use turned_down::{RecordTurnedDown, TurnedDownPart, record_turned_down, turned_down};
pub use write::{Preview, WriteSummary, Writing, preview, write, writing};

use crate::{Cx, convictions::determined, refusal::Refusal};
use domain::{
    conviction::Conviction,
    disclosure_summary::{DisclosureSummary, Named, SummaryMove, SummaryRefused},
    ids::{PersonId, SummaryId},
    rehabilitation::{Use, Verdict},
};
use gate::{Action, Standing};

/// Summaries of one person that are read.
const ROWS: u32 = 50;

impl From<SummaryRefused> for Refusal {
    fn from(refused: SummaryRefused) -> Self {
        match refused {
            SummaryRefused::Move { from, .. } => Self::not_now("summary", from.words()),
            SummaryRefused::OwnWork => {
                Self::NotNow("You wrote this summary, so somebody else approves it.".to_owned())
            }
            SummaryRefused::ExceptionsOpen => Self::field(
                "words",
                "required",
                "Exceptions may apply to this use: write what you found when you checked them",
            ),
        }
    }
}

/// The action behind a move.
pub(crate) const fn action_of(step: SummaryMove) -> Action {
    match step {
        SummaryMove::Approve | SummaryMove::Return => Action::ApproveSummary,
        SummaryMove::Show
        | SummaryMove::Consent
        | SummaryMove::Decline
        | SummaryMove::Issue
        | SummaryMove::Withdraw
        | SummaryMove::Drop
        | SummaryMove::Hear => Action::WriteSummary,
    }
}

/// The text says what it should no longer: the convictions have changed since it was written.
pub(crate) fn outdated() -> Refusal {
    Refusal::NotNow(
        "The convictions on the record have changed since this summary was written, or one of them is now spent. Write a new one."
            .to_owned(),
    )
}

impl Cx<'_> {
    /// Whether the viewer may read summaries about somebody: to write them, or to approve what others wrote.
    pub(crate) fn permit_summaries(&self, standing: &Standing) -> Result<(), Refusal> {
        let (write, approve) = (Action::WriteSummary, Action::ApproveSummary);
        self.permit(write, standing, None).or_else(|refused| {
            // The role that may neither is told so; whoever may one of them elsewhere is told nothing.
            let approves = self.permit(approve, standing, None);
            if self.permit_role(write).is_ok() { approves.map_err(|_| refused) } else { approves }
        })
    }

    /// One summary that the viewer may read. One that is absent takes the same way as one out of reach.
    pub(crate) async fn summary_read(
        &mut self,
        id: SummaryId,
    ) -> Result<(Standing, DisclosureSummary), Refusal> {
        let found = self.tx.summary(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        self.permit_summaries(&standing)?;
        let sealed = found.ok_or(Refusal::NotFound)?;
        let summary = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, summary))
    }

    /// What a summary of today names: every conviction that is not spent, in the order of their ids.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] when one cannot be determined: it is neither told nor left out.
    pub(crate) async fn unspent(&mut self, person: PersonId, used_for: Use) -> Result<Vec<Named>, Refusal> {
        let all = self.convictions_for_rules(person).await?;
        let today = self.today();
        let mut named = Vec::new();
        for one in determined(self, &all, today, used_for).await? {
            let until = match one.verdict {
                Verdict::Spent { .. } => continue,
                Verdict::Unspent { until } => until,
                Verdict::Unclear(why) => {
                    return Err(Refusal::NotNow(format!(
                        "It cannot be said whether every conviction on the record is spent: {why}. Correct it first."
                    )));
                }
            };
            let version = all.iter().find(|known| known.id == one.conviction).map_or(0, Conviction::version);
            named.push(Named { conviction: one.conviction, version, until });
        }
        named.sort_unstable();
        Ok(named)
    }

    /// Whether the text of a summary says today what it should: refuses as outdated when it does not.
    pub(crate) async fn still_true(&mut self, summary: &DisclosureSummary) -> Result<(), Refusal> {
        let written = &summary.written;
        if !summary.may_be_read(self.today())
            || self.unspent(written.person, written.used_for).await? != written.names
        {
            return Err(outdated());
        }
        Ok(())
    }

    /// Whether the consent that a summary rests on holds today; `true` before there is one.
    pub(crate) async fn consent_holds(
        &mut self,
        standing: &Standing,
        summary: &DisclosureSummary,
    ) -> Result<bool, Refusal> {
        let Some(id) = summary.consent() else { return Ok(true) };
        let Some(sealed) = self.tx.consent(id).await? else { return Ok(false) };
        let today = self.today();
        Ok(self.open(standing, sealed).opened().is_some_and(|consent| consent.holds_on(today)))
    }
}

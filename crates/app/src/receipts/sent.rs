//! What was sent about a person: referrals, handovers, and letters to employers and landlords.

use super::Telling;
use crate::{Cx, refusal::Refusal};
use domain::{codes, ids::AgencyId, receipt::sending_is_told};
use gate::{Action, Standing};
use jiff::civil::Date;

/// Rows read of each kind.
const ROWS: u32 = 50;
/// Bodies of an agency that are looked through for a name.
const BODIES: u32 = 500;

codes! {
    /// As what something was sent.
    SentAs {
        Referral = "referral", "A referral";
        Handover = "handover", "A handover to probation";
        Letter = "letter", "A letter that you agreed to";
    }
}

/// Something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The day.
    pub day: Date,
    /// As what.
    pub sent_as: SentAs,
    /// Who sent it, by name.
    pub from: String,
    /// To whom, by name.
    pub to: String,
    /// Until when it counts, where that was said.
    pub until: Option<Date>,
}

impl Cx<'_> {
    /// What was sent about the person, as far as the viewer may know of it and the person is told, the latest first.
    pub(super) async fn sent(
        &mut self,
        standing: &Standing,
        telling: &Telling,
    ) -> Result<Vec<Sending>, Refusal> {
        let mut sent = self.referrals_sent(standing, telling).await?;
        sent.extend(self.handovers_sent(standing, telling).await?);
        sent.extend(self.letters_sent(standing, telling).await?);
        sent.sort_by(|one, other| other.day.cmp(&one.day).then(one.to.cmp(&other.to)));
        Ok(sent)
    }

    fn tells(telling: &Telling, day: Date, ends: [AgencyId; 2]) -> bool {
        let limited = telling.was_limited(day);
        ends.iter().all(|agency| sending_is_told(&telling.rules, day, telling.kind(*agency), limited))
    }

    async fn referrals_sent(
        &mut self,
        standing: &Standing,
        telling: &Telling,
    ) -> Result<Vec<Sending>, Refusal> {
        let sealed = self.tx.referrals_of(standing.person, ROWS).await?;
        let opened = self.open_all(standing, sealed);
        let mut sent = Vec::new();
        for referral in &opened {
            let Some((stamp, _)) = referral.facts().first() else { continue };
            let (day, from, to) = (self.app.day_of(stamp.at), referral.request.from, referral.request.to);
            if Self::tells(telling, day, [from, to]) {
                let (from, to) = (telling.name(from), telling.name(to));
                sent.push(Sending { day, sent_as: SentAs::Referral, from, to, until: None });
            }
        }
        Ok(sent)
    }

    async fn handovers_sent(
        &mut self,
        standing: &Standing,
        telling: &Telling,
    ) -> Result<Vec<Sending>, Refusal> {
        let sealed = self.tx.case_handovers_of(standing.person, ROWS).await?;
        let opened = self.open_all(standing, sealed);
        let mut sent = Vec::new();
        for handover in &opened {
            let (day, offer) = (self.app.day_of(handover.offer.stamp.at), &handover.offer);
            if Self::tells(telling, day, [offer.from, offer.to]) {
                let (from, to) = (telling.name(offer.from), telling.name(offer.to));
                sent.push(Sending { day, sent_as: SentAs::Handover, from, to, until: None });
            }
        }
        Ok(sent)
    }

    /// Letters lie among the notes of the agency that wrote them; only who may read summaries is told of them here.
    async fn letters_sent(
        &mut self,
        standing: &Standing,
        telling: &Telling,
    ) -> Result<Vec<Sending>, Refusal> {
        let may = [Action::WriteSummary, Action::ApproveSummary];
        if may.into_iter().all(|action| self.permit(action, standing, None).is_err()) {
            return Ok(Vec::new());
        }
        let sealed = self.tx.summaries(standing.person, ROWS).await?;
        let opened = self.open_all(standing, sealed);
        let own = self.agency();
        let bodies = self.tx.recipients(own, BODIES).await?;
        let mut sent = Vec::new();
        for summary in &opened {
            let Some((stamp, last)) = summary.issued() else { continue };
            let (day, agency) = (self.app.day_of(stamp.at), stamp.agency);
            if !Self::tells(telling, day, [agency, agency]) {
                continue;
            }
            let body = bodies.iter().find(|body| body.id == summary.written.recipient);
            let kind = summary.written.kind.words();
            let to = body.map_or_else(|| kind.to_owned(), |body| body.name.to_string());
            let from = telling.name(agency);
            sent.push(Sending { day, sent_as: SentAs::Letter, from, to, until: Some(last) });
        }
        Ok(sent)
    }
}

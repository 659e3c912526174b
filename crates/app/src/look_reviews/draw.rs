//! Drawing the share of a month's looks that an agreement's terms say.

use crate::{App, Cx, events::EventKind, ports::Place, refusal::Refusal};
use domain::{
    ids::{AgreementId, LedgerId},
    look_review::{Sample, is_drawn},
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};
use serde_json::json;
use std::collections::BTreeMap;

/// Rows read at once.
const READ: u32 = 2_000;

/// Draws from a month's looks of one's own agency under an agreement, and writes down what was drawn.
///
/// # Errors
/// [`Refusal::Invalid`] for an agreement that does not bind the agency, or a month that is not over; [`Refusal::NotNow`] for one
/// that was drawn before.
pub async fn draw(
    app: &App,
    viewer: &Viewer,
    agreement: AgreementId,
    month: Date,
) -> Result<Sample, Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "draw looks for review").await?;
    cx.permit_role(Action::ReviewLooks)?;
    let (month, ends) = (month.first_of_month(), month.first_of_month().saturating_add(1.month()));
    if ends > cx.today() {
        return Err(Refusal::field("month", "not-over", "Choose a month that is over"));
    }
    let versions = cx.app.agreed.versions().1;
    let found = cx.drawable(&versions).into_iter().find(|one| one.agreement == agreement);
    let unknown = || Refusal::field("agreement", "unknown", "Select an agreement from the list");
    let per_cent = found.ok_or_else(unknown)?.per_cent;
    let (looks, drawn) = cx.drawn_of(agreement, per_cent, (month, ends)).await?;
    let sample = Sample {
        agency: cx.agency(),
        agreement,
        month,
        per_cent,
        looks,
        drawn: u32::try_from(drawn.len()).unwrap_or(u32::MAX),
        stamp: cx.stamp(),
    };
    if !cx.tx.add_sample(&sample, &drawn).await? {
        return Err(Refusal::NotNow("The share of that month has been drawn before.".to_owned()));
    }
    let body = json!({
        "month": month.to_string(), "per_cent": per_cent, "looks": looks, "drawn": sample.drawn,
    });
    let event = cx.partnership_event(EventKind::LooksDrawn, agreement.0, body);
    cx.append(event);
    cx.answer(sample).await
}

impl Cx<'_> {
    /// How many looks of the month cite the agreement, and which of them are drawn.
    async fn drawn_of(
        &mut self,
        agreement: AgreementId,
        per_cent: u8,
        (month, ends): (Date, Date),
    ) -> Result<(u32, Vec<LedgerId>), Refusal> {
        let (by, between) = (self.asked_by(), (self.midnight(month), self.midnight(ends)));
        // A look at several people is one look; it may cite the agreement for any of them.
        let mut cites: BTreeMap<LedgerId, bool> = BTreeMap::new();
        let mut after: Option<Place> = None;
        loop {
            let mut rows = self.tx.citing_looks(by, between, after, READ).await?;
            let end = rows.len() < READ as usize;
            if !end && let Some((last, _)) = rows.last().cloned() {
                // The page may end within a look, which is then read whole with the next one.
                rows.retain(|(place, _)| *place != last);
            }
            for (place, cited) in &rows {
                let one = cites.entry(LedgerId(place.id)).or_default();
                *one = *one || cited.iter().any(|(id, _)| *id == agreement);
            }
            after = rows.last().map(|(place, _)| *place);
            if end || rows.is_empty() {
                break;
            }
        }
        let citing: Vec<LedgerId> = cites.into_iter().filter_map(|(id, cites)| cites.then_some(id)).collect();
        let looks = u32::try_from(citing.len()).unwrap_or(u32::MAX);
        Ok((looks, citing.into_iter().filter(|id| is_drawn(*id, agreement, per_cent)).collect()))
    }
}

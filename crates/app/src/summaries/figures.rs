//! How often applications were turned down and why, and what came of summaries: counts of the viewer's agency.

use crate::{
    App,
    ports::{Heard, SummaryTally},
    refusal::Refusal,
};
use domain::section::Purpose;
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};

/// The counts of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryFigures {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Applications that were turned down, by kind of body and reason.
    pub turned_down: Vec<SummaryTally>,
    /// Summaries that were issued, by kind of body and what came of them.
    pub heard: Vec<Heard>,
}

/// Counts of the year that ends today.
pub async fn figures(app: &App, viewer: &Viewer) -> Result<SummaryFigures, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "count applications and summaries").await?;
    cx.permit_role(Action::SeeSummaryFigures)?;
    let (filter, today, agency) = (cx.visible(), cx.today(), cx.agency());
    let from = today.saturating_sub(1.year()).tomorrow().unwrap_or(today);
    let turned_down = cx.tx.turned_down_tallies(&filter, agency, (from, today), today).await?;
    let heard = cx.tx.summary_tallies(&filter, agency, (from, today), today).await?;
    cx.answer(SummaryFigures { from, until: today, turned_down, heard }).await
}

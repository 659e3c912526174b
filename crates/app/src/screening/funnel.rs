//! The funnel of one's own team: by court and period, persons and attendances apart.
//!
//! The counts are the viewer's own agency's alone, however small: nothing here goes across agencies. Who is closed to the viewer,
//! whose access is limited to others, is not counted.

use crate::{App, ports::FunnelLine, refusal::Refusal};
use domain::{funnel::Counts, section::Purpose};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What was counted in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Place by place.
    pub lines: Vec<FunnelLine>,
    /// Over all places; whoever came to two of them is one person here.
    pub total: Counts,
}

/// Opens the funnel.
pub async fn funnel(app: &App, viewer: &Viewer, from: Date, until: Date) -> Result<Funnel, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "funnel of screening").await?;
    cx.permit_role(Action::SeeFunnel)?;
    if until < from {
        return Err(Refusal::field("until", "before", "The last day must not be before the first"));
    }
    // A list of a day to come asks nobody yet.
    let counted = until.min(cx.today());
    let (lines, persons) = cx.tx.funnel(cx.asked_by(), from, counted).await?;
    let mut total = lines.iter().fold(Counts::default(), |sum, line| sum.and(line.counts));
    total.persons = persons;
    total.repeat = total.screened.saturating_sub(persons);
    cx.answer(Funnel { from, until, lines, total }).await
}

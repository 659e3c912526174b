//! What has not begun: the list for a team manager, and the agency's share beside that of the study.

use crate::{
    App,
    people::Names,
    ports::{AfterStart, LateStart, StartQuery},
    refusal::Refusal,
};
use domain::{
    person::Identity,
    section::Purpose,
    start_delay::{Share, StartBand, band, began_by},
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// One row of the list.
#[derive(Debug, Clone)]
pub struct LateRow {
    /// What has not begun.
    pub late: LateStart,
    /// Whose.
    pub person: Identity,
    /// How late it is.
    pub band: StartBand,
}

/// One page of what has not begun.
#[derive(Debug, Clone)]
pub struct LateStarts {
    /// As of which day.
    pub day: Date,
    /// Its rows, longest first.
    pub rows: Vec<LateRow>,
    /// The agency's share.
    pub share: Share,
    /// The share of the study, in per cent.
    pub benchmark: u16,
    /// Late from so many months.
    pub late_months: u16,
    /// Very late from so many months.
    pub very_late_months: u16,
    /// Where the next page begins.
    pub next: AfterStart,
    /// Names of those to whom orders are allocated.
    pub names: Names,
}

/// What had not begun as of `day` in orders that the viewer's agency holds.
pub async fn late_starts(
    app: &App,
    viewer: &Viewer,
    day: Option<Date>,
    after: AfterStart,
    limit: u32,
) -> Result<LateStarts, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "what has not begun").await?;
    cx.permit_role(Action::SeeLateStarts)?;
    let today = cx.today();
    let day = day.unwrap_or(today);
    if day > today {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    let timings = cx.tx.timings().await?;
    let months = |code| timings.on(code, day).map(|row| row.count);
    let (late_months, very_late_months) =
        (months(TimingCode::StartLate)?, months(TimingCode::StartVeryLate)?);
    let query = StartQuery {
        agency: cx.agency(),
        day,
        late: began_by(day, late_months),
        very_late: began_by(day, very_late_months),
        after,
        limit: limit.saturating_add(1),
    };
    let filter = cx.visible();
    let sealed = cx.tx.late_starts(&filter, &query, today).await?;
    let share = cx.tx.start_share(&filter, &query, today).await?;
    let (standings, identities) = cx.people(sealed.iter().map(|one| one.label().person)).await?;
    let mut found: Vec<LateStart> = Vec::with_capacity(sealed.len());
    for one in sealed {
        let Some(standing) = standings.get(&one.label().person) else { continue };
        found.extend(cx.open(standing, one).opened());
    }
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().map(|one| (one.supervision_began, one.requirement));
    let names = cx.names(found.iter().filter_map(|one| one.allocated), []).await?;
    let benchmark = timings.on(TimingCode::StartBenchmark, day)?.count;
    let mut rows = Vec::with_capacity(found.len());
    for late in found {
        let Some(person) = identities.get(&late.person).cloned() else { continue };
        let band = band(late.supervision_began, None, day, &timings)?;
        rows.push(LateRow { late, person, band });
    }
    let next = last.filter(|_| more);
    cx.answer(LateStarts { day, rows, share, benchmark, late_months, very_late_months, next, names }).await
}

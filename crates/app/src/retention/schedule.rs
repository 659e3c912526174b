//! How long records are kept: the rows that count for an agency, and a row of its own in place of what holds for its kind.

use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    ids::AgencyId,
    retention::{AfterPeriod, CountsFrom, RecordKind, Schedule},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// The most months there are in a period: a hundred years.
const MOST_MONTHS: u16 = 1200;

/// A row of the agency's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetSchedule {
    /// Which records.
    pub record: RecordKind,
    /// Counted from when.
    pub counts_from: CountsFrom,
    /// For how many months.
    pub months: u16,
    /// What follows then.
    pub action: AfterPeriod,
    /// The first day on which it counts.
    pub from: Date,
    /// Where it is written.
    pub source: Line,
}

/// What tells a row of an agency's own from all others.
pub(crate) fn code_of(agency: AgencyId, record: RecordKind, counts_from: CountsFrom, from: Date) -> String {
    format!("{agency}/{}/{}/{from}", record.code(), counts_from.code())
}

/// The rows for the viewer's agency, of every day.
pub async fn schedules(app: &App, viewer: &Viewer) -> Result<Vec<Schedule>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "see how long records are kept").await?;
    cx.permit_role(Action::SeeRetention)?;
    let (kind, agency) = (cx.viewer.agency_kind, cx.agency());
    let rows = cx.tx.schedules(kind, agency).await?;
    cx.answer(rows).await
}

/// Sets a row of the viewer's agency's own, from a day on.
///
/// # Errors
/// [`Refusal::Invalid`] for a period without months or above a hundred years, and a day in the past; [`Refusal::NotNow`] where a
/// row begins on that day already.
pub async fn set_schedule(app: &App, viewer: &Viewer, command: SetSchedule) -> Result<Schedule, Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "set how long records are kept").await?;
    cx.permit_role(Action::SetRetention)?;
    if command.months == 0 || command.months > MOST_MONTHS {
        return Err(Refusal::field("months", "range", "Enter a number of months from 1 to 1200"));
    }
    if command.from < cx.today() {
        return Err(Refusal::field("from", "past", "Enter today or a later day"));
    }
    let SetSchedule { record, counts_from, months, action, from, source } = command;
    let agency = cx.agency();
    let code = Line::new(&code_of(agency, record, counts_from, from))
        .map_err(|_| crate::cx::missing("the code of a schedule"))?;
    let kind = cx.viewer.agency_kind;
    let one = Schedule {
        code,
        kind,
        agency: Some(agency),
        record,
        counts_from,
        months,
        action,
        from,
        until: None,
        source,
        from_memory: false,
    };
    if !cx.tx.add_schedule(&one).await? {
        return Err(Refusal::NotNow("A schedule for these records begins on that day already.".to_owned()));
    }
    let body = json!({
        "kind": kind.code(), "record": record.code(), "counts_from": counts_from.code(), "months": months, "action": action.code(),
        "from": from.to_string(), "source": one.source.as_str(),
    });
    let event = cx.partnership_event(EventKind::ScheduleSet, agency.0, body);
    cx.append(event);
    cx.answer(one).await
}

//! Reading a failure with the history of its order: which warnings count, until when, and what may be done.

use super::decide::action_of;
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    enforcement::{WarningWindow, breach_by, evidence_by, warning_window},
    failure::{Failure, FailureFact, FailureMove},
    ids::FailureId,
    order::Order,
    person::Identity,
    section::Purpose,
    stamp::Stamp,
};
use gate::Viewer;
use jiff::civil::Date;

/// One step of a failure's history, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// What happened.
    pub fact: FailureFact,
    /// On which day.
    pub day: Date,
    /// Who, when.
    pub stamp: Stamp,
    /// Who, by name.
    pub by: String,
}

/// One failure of the order.
#[derive(Debug, Clone)]
pub struct FailureView {
    /// The failure.
    pub failure: Failure,
    /// The agency that recorded it, by name.
    pub source: String,
    /// Who there.
    pub by: String,
    /// Its history.
    pub steps: Vec<StepLine>,
    /// What warnings of the same order mean for it.
    pub window: WarningWindow,
}

/// One failure as its reader may see it, and the others of the same order.
#[derive(Debug, Clone)]
pub struct OpenedFailure {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The order, as far as it may be seen.
    pub order: Option<Order>,
    /// The failure.
    pub this: FailureView,
    /// Every failure of the order, newest first.
    pub all: Vec<FailureView>,
    /// The day by which evidence must come.
    pub evidence_by: Date,
    /// The day by which breach must be begun.
    pub breach_by: Date,
    /// What the viewer may do.
    pub moves: Vec<FailureMove>,
    /// Names of agencies and staff.
    pub names: Names,
}

/// Opens one failure with the failures and warnings of its order.
pub async fn failure(app: &App, viewer: &Viewer, id: FailureId) -> Result<OpenedFailure, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a failure to comply").await?;
    let (standing, failure, holder) = cx.failure_read(id).await?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.orders(&[failure.failed.person], crate::people::NEWEST).await?;
    let orders = cx.open_all(&standing, sealed);
    let order = orders.into_iter().find(|order| order.id == failure.failed.order);
    let all = cx.failures_of(&standing, &failure).await?;
    let calendar = cx.calendar(failure.failed.day).await?;
    let stamps = all.iter().flat_map(|one| {
        one.facts().iter().map(|(stamp, ..)| *stamp).chain([one.failed.source]).collect::<Vec<_>>()
    });
    let stamps: Vec<Stamp> = stamps.collect();
    let names = cx.names(stamps.iter().map(|one| one.by), stamps.iter().map(|one| one.agency)).await?;
    let view = |one: &Failure| -> Result<FailureView, Refusal> {
        Ok(FailureView {
            source: names.agency(one.failed.source.agency),
            by: names.account(one.failed.source.by),
            steps: one
                .facts()
                .iter()
                .map(|(stamp, day, fact)| StepLine {
                    fact: fact.clone(),
                    day: *day,
                    stamp: *stamp,
                    by: names.account(stamp.by),
                })
                .collect(),
            window: warning_window(one, &all, &calendar.timings)?,
            failure: one.clone(),
        })
    };
    let this = view(&failure)?;
    let holds = holder == cx.agency();
    let moves = failure
        .state()
        .moves(this.window.may)
        .filter(|step| holds && cx.permit(action_of(*step), &standing, None).is_ok())
        .collect();
    let (evidence_by, breach_by) = (
        evidence_by(failure.failed.day, &calendar.timings, &calendar.holidays)?,
        breach_by(failure.failed.day, &calendar.timings, &calendar.holidays)?,
    );
    let all = all.iter().map(view).collect::<Result<Vec<_>, _>>()?;
    cx.answer(OpenedFailure { person, glance, order, this, all, evidence_by, breach_by, moves, names }).await
}

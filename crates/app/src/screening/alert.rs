//! Alerts: a risk reaches everybody who works with the person at once, and stays on top until it is read.
//!
//! The alert itself says nothing: it leads to the record, where each reader sees of the risk what the agreement opens.

use crate::{App, Cx, events::EventKind, ports::Stored, refusal::Refusal};
use domain::{
    duty::Duty,
    ids::{DutyId, PersonId},
    person::Identity,
    section::{Purpose, Section},
};
use gate::{Action, ListFilter, Viewer};

/// Alerts on one page.
const ROWS: u32 = 20;

/// An alert that waits to be read.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Its duty.
    pub duty: Duty,
    /// Whose record it leads to.
    pub person: Identity,
}

async fn unread(cx: &mut Cx<'_>, filter: &ListFilter) -> Stored<Vec<Duty>> {
    let (account, agency, today) = (cx.viewer.account, cx.agency(), cx.today());
    cx.tx.alerts(filter, account, agency, today, ROWS).await
}

/// Alerts that wait for the viewer, oldest first.
pub async fn alerts(app: &App, viewer: &Viewer) -> Result<Vec<Alert>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "alerts").await?;
    if cx.permit_role(Action::ReadAlert).is_err() {
        return cx.answer(Vec::new()).await;
    }
    let filter = cx.visible();
    let duties = unread(&mut cx, &filter).await?;
    let alerts = named(&mut cx, duties).await?;
    cx.answer(alerts).await
}

/// Alerts about one person that wait for the viewer.
pub async fn alerts_about(app: &App, viewer: &Viewer, person: PersonId) -> Result<Vec<Alert>, Refusal> {
    let mut alerts = alerts(app, viewer).await?;
    alerts.retain(|alert| alert.duty.person == person);
    Ok(alerts)
}

async fn named(cx: &mut Cx<'_>, duties: Vec<Duty>) -> Result<Vec<Alert>, Refusal> {
    if duties.is_empty() {
        return Ok(Vec::new());
    }
    let (_, identities) = cx.people(duties.iter().map(|duty| duty.person)).await?;
    let named = duties.into_iter();
    Ok(named.filter_map(|duty| Some(Alert { person: identities.get(&duty.person)?.clone(), duty })).collect())
}

/// The viewer has read the alert; for an agency that has named nobody, whoever reads first reads for it.
pub async fn read_alert(app: &App, viewer: &Viewer, alert: DutyId) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "read an alert").await?;
    cx.permit_role(Action::ReadAlert)?;
    let stamp = cx.stamp();
    let read = cx.tx.read_alert(viewer.account, viewer.agency, alert, &stamp).await?;
    let person = read.ok_or(Refusal::NotFound)?;
    cx.standing(person).await?;
    let body = serde_json::json!({ "alert": alert.0 });
    let mut event = cx.event(person, EventKind::AlertRead, Section::Risk, body);
    event.subject = Some(alert.0);
    cx.append(event);
    cx.answer(person).await
}

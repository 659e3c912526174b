//! Alerts: a risk to self reaches everybody who works with the person at once, and stays on top until it is read.
//!
//! The alert itself says nothing: it leads to the record, where each reader sees of the risk what the agreement opens.

use crate::{
    App, Cx,
    duties::NewDuty,
    events::{EventKind, body},
    ports::Stored,
    refusal::Refusal,
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    ids::{DutyId, PersonId},
    person::Identity,
    risk::{RiskFlag, RiskKind},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, ListFilter, Viewer};

/// Alerts on one page.
const ROWS: u32 = 20;

/// Raises a flag of risk to self and tells everybody on the person's team, and each agency at work that has named nobody.
///
/// Invariant: flag, event and alerts commit together.
pub(crate) async fn raise(cx: &mut Cx<'_>, person: PersonId, words: Prose) -> Result<(), Refusal> {
    let flag = RiskFlag {
        id: cx.id(),
        person,
        kind: RiskKind::SelfHarm,
        detail: Some(words),
        ended: None,
        stamp: cx.stamp(),
    };
    cx.tx.add_risk_flag(&flag).await?;
    let mut event = cx.event(person, EventKind::RiskRaised, Section::Risk, body::risk(&flag));
    event.subject = Some(flag.id.0);
    cx.append(event);
    let (today, account) = (cx.today(), cx.viewer.account);
    let mut owners: Vec<Owner> = cx.tx.team_of(person, today).await?;
    owners.retain(|owner| owner.account != Some(account));
    let alerts = owners.into_iter().map(|owner| NewDuty {
        person,
        kind: DutyKind::AlertToRead,
        owner,
        due: today,
        subject: flag.id.0,
        why: None,
    });
    cx.open_duties(alerts.collect()).await?;
    Ok(())
}

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

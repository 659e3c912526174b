//! Applications that were turned down: recorded with one of three reasons.

use super::{ROWS, told};
use crate::{App, Once, events::EventKind, people::Glance, refusal::Refusal};
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    disclosure_summary::RecipientKind,
    ids::{ApplicationId, PersonId},
    person::Identity,
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordTurnedDown {
    /// Whose application.
    pub person: PersonId,
    /// To what kind of body.
    pub kind: RecipientKind,
    /// To whom.
    pub body: Line,
    /// For what.
    pub opportunity: Line,
    /// When the answer came.
    pub day: Date,
    /// Why.
    pub why: TurnedDownWhy,
}

/// A person's applications that were turned down.
#[derive(Debug, Clone)]
pub struct TurnedDownPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Applications, newest first.
    pub applications: Vec<TurnedDown>,
}

/// Reads them.
pub async fn turned_down(app: &App, viewer: &Viewer, person: PersonId) -> Result<TurnedDownPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read applications that were turned down").await?;
    cx.permit_role(Action::RecordTurnedDown)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::RecordTurnedDown, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.turned_down(person, ROWS).await?;
    let applications = cx.open_all(&standing, sealed);
    cx.answer(TurnedDownPart { person: identity, glance, applications }).await
}

/// Records one.
pub async fn record_turned_down(
    app: &App,
    viewer: &Viewer,
    command: RecordTurnedDown,
    once: Option<&Once>,
) -> Result<ApplicationId, Refusal> {
    let mut cx =
        app.write(viewer, Purpose::Supervision, "record that an application was turned down").await?;
    cx.permit_role(Action::RecordTurnedDown)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::RecordTurnedDown, &standing, None)?;
    if command.day > cx.today() {
        return Err(Refusal::field("day", "future", "The day of the answer must be today or in the past"));
    }
    let application = TurnedDown {
        id: cx.id(),
        person: command.person,
        kind: command.kind,
        body: command.body,
        opportunity: command.opportunity,
        day: command.day,
        why: command.why,
        stamp: cx.stamp(),
    };
    cx.tx.add_turned_down(&application).await?;
    let (person, section) = (application.person, application.section());
    let mut event =
        cx.event(person, EventKind::ApplicationTurnedDown, section, told::turned_down(&application));
    event.subject = Some(application.id.0);
    cx.append(event);
    cx.remember(once, application.id.0).await?;
    cx.answer(application.id).await
}

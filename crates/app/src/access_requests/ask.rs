//! Writing down that a person asks for a copy of their record.

use super::told;
use crate::{App, Once, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    access_request::{AccessRequest, Asked},
    duty::{DutyKind, Owner},
    ids::{AccessRequestId, PersonId},
    section::{Purpose, Section},
    text::Prose,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What somebody writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Who asks.
    pub person: PersonId,
    /// The day it came.
    pub received: Date,
    /// How it came, and for what.
    pub words: Prose,
    /// Whether there is no doubt who asks.
    pub identity_known: bool,
}

/// Writes a request down; its clock begins where there is no doubt who asks.
pub async fn ask(
    app: &App,
    viewer: &Viewer,
    command: Ask,
    once: Option<&Once>,
) -> Result<AccessRequestId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a request for a copy").await?;
    cx.permit_role(Action::HandleAccessRequest)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    cx.may_handle(command.person).await?;
    if command.received > cx.today() {
        return Err(Refusal::field("received", "future", "The day it came must be today or in the past"));
    }
    let request = AccessRequest::new(Asked {
        id: cx.id(),
        person: command.person,
        holder: cx.agency(),
        received: command.received,
        words: command.words,
        identity_known: command.identity_known,
        stamp: cx.stamp(),
    });
    cx.tx.add_access_request(&request).await?;
    let asked = &request.asked;
    let mut event = cx.event(asked.person, EventKind::CopyAsked, Section::Notes, told::asked(asked));
    event.subject = Some(asked.id.0);
    cx.append(event);
    let (person, subject) = (asked.person, asked.id.0);
    // While proof of identity is waited for it is still looked at within the time it would have.
    let due = if let Some(due) = cx.due_of(&request).await? {
        due
    } else {
        let timings = cx.tx.timings().await?;
        let holidays = cx.holidays().await?;
        timings.after(TimingCode::SubjectAccess, asked.received, &holidays)?
    };
    let owner = Owner { agency: cx.agency(), account: Some(viewer.account) };
    cx.open_duty(NewDuty { person, kind: DutyKind::AnswerAccessRequest, owner, due, subject, why: None })
        .await?;
    cx.remember(once, asked.id.0).await?;
    cx.answer(asked.id).await
}

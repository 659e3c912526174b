//! Bodies outside the system with which an agency has a relationship of trust. About no person on the record.

use crate::{App, Once, events::EventKind, refusal::Refusal};
use domain::{
    disclosure_summary::{Recipient, RecipientKind},
    ids::RecipientId,
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// Bodies of one agency at most.
pub(super) const MOST: u32 = 500;

/// A body as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecipient {
    /// What it is.
    pub kind: RecipientKind,
    /// Its name.
    pub name: Line,
    /// To whom there a letter goes.
    pub contact: Line,
    /// Where to.
    pub address: Prose,
    /// When it agreed to keep summaries confidential and to destroy them.
    pub agreed_on: Date,
    /// Who agreed for it.
    pub agreed_by: Line,
}

/// The bodies with which the viewer's agency has a relationship, by name.
pub async fn recipients(app: &App, viewer: &Viewer) -> Result<Vec<Recipient>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read relationships with bodies").await?;
    cx.permit_role(Action::WriteSummary)?;
    let agency = cx.agency();
    let recipients = cx.tx.recipients(agency, MOST).await?;
    cx.answer(recipients).await
}

/// Writes a relationship down.
pub async fn add_recipient(
    app: &App,
    viewer: &Viewer,
    new: NewRecipient,
    once: Option<&Once>,
) -> Result<RecipientId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a relationship with a body").await?;
    cx.permit_role(Action::WriteSummary)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    if new.agreed_on > cx.today() {
        return Err(Refusal::field(
            "agreed_on",
            "future",
            "The day they agreed must be today or in the past",
        ));
    }
    let recipient = Recipient {
        id: cx.id(),
        holder: cx.agency(),
        kind: new.kind,
        name: new.name,
        contact: new.contact,
        address: new.address,
        agreed_on: new.agreed_on,
        agreed_by: new.agreed_by,
        stamp: cx.stamp(),
    };
    cx.tx.add_recipient(&recipient).await?;
    let body = json!({
        "kind": recipient.kind.code(),
        "name": recipient.name.as_str(),
        "contact": recipient.contact.as_str(),
        "address": recipient.address.as_str(),
        "agreed_on": recipient.agreed_on.to_string(),
        "agreed_by": recipient.agreed_by.as_str(),
    });
    let event = cx.partnership_event(EventKind::RecipientAdded, recipient.id.0, body);
    cx.append(event);
    cx.remember(once, recipient.id.0).await?;
    cx.answer(recipient.id).await
}

//! Another lead than the delivery model's, for one activity of one order, with the reason.

use super::told;
use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, OrderId},
    lead::{Activity, LeadSet},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};

/// Who is to lead on what, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLead {
    /// Of which order.
    pub order: OrderId,
    /// The order's version that the writer saw.
    pub seen: i64,
    /// On what.
    pub activity: Activity,
    /// Which agency.
    pub agency: AgencyId,
    /// Who there, by account; only of one's own agency.
    pub account: Option<AccountId>,
    /// Why not the model's.
    pub reason: Line,
}

/// Sets the lead on one activity. The earlier one stays in the history.
pub async fn set_lead(app: &App, viewer: &Viewer, command: SetLead) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "set a lead").await?;
    let (_, record) = cx.order_to(command.order, Some(command.seen), Action::SetLead).await?;
    let agencies = cx.tx.agencies(500).await?;
    let Some(agency) = agencies.into_iter().find(|one| one.id == command.agency) else {
        return Err(Refusal::field("agency", "unknown", "Select an agency from the list"));
    };
    if let Some(account) = command.account {
        if command.agency != cx.agency() {
            return Err(Refusal::field(
                "account",
                "elsewhere",
                "Only the agency itself names who leads there",
            ));
        }
        cx.colleague(account).await?;
    }
    let body = Line::new(&agency.name).map_err(|_| crate::cx::missing("name of an agency"))?;
    let lead = LeadSet {
        activity: command.activity,
        agency: Some(command.agency),
        body,
        account: command.account,
        reason: Some(command.reason),
        stamp: cx.stamp(),
    };
    let person = record.order.person;
    cx.tx.set_lead(person, command.order, &lead).await?;
    let mut event = cx.event(person, EventKind::LeadSet, Section::Court, told::lead(&lead));
    event.subject = Some(command.order.0);
    event.sent_to = Some(command.agency);
    cx.append(event);
    cx.answer(()).await
}

//! Another lead than the delivery model's, for one activity of one order, with the reason.

use super::told;
use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, OrderId},
    lead::{self, Activity, LeadSet},
    order_record::OrderRecord,
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
    cx.lead_is(&record, &lead).await?;
    cx.answer(()).await
}

impl Cx<'_> {
    /// What an agency that has left led on is led by another one.
    pub(crate) async fn lead_passes(
        &mut self,
        record: &OrderRecord,
        from: AgencyId,
        (to, body): (AgencyId, Line),
        why: Line,
    ) -> Result<(), Refusal> {
        let theirs = lead::in_force(&record.leads).into_iter().filter(|one| one.agency == Some(from));
        let activities: Vec<Activity> = theirs.map(|one| one.activity).collect();
        for activity in activities {
            let (body, reason, stamp) = (body.clone(), Some(why.clone()), self.stamp());
            let lead = LeadSet { activity, agency: Some(to), body, account: None, reason, stamp };
            self.lead_is(record, &lead).await?;
        }
        Ok(())
    }

    async fn lead_is(&mut self, record: &OrderRecord, lead: &LeadSet) -> Result<(), Refusal> {
        let (person, order) = (record.order.person, record.order.id);
        self.tx.set_lead(person, order, lead).await?;
        let mut event = self.event(person, EventKind::LeadSet, Section::Court, told::lead(lead));
        event.subject = Some(order.0);
        event.sent_to = lead.agency;
        self.append(event);
        Ok(())
    }
}

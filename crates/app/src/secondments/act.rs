//! For which agency somebody acts: chosen by whoever is signed in, among those that both agencies have agreed.

use super::MOST;
use crate::{App, accounts::Signed, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AgencyId, SecondmentId},
    section::Purpose,
};
use jiff::civil::Date;
use serde_json::json;

/// A secondment that somebody may act under today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub secondment: SecondmentId,
    /// The host's name.
    pub host: String,
    /// The last day.
    pub until: Date,
}

/// The agencies that somebody may act for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The account's own agency.
    pub home: String,
    /// The hosts.
    pub hosts: Vec<Choice>,
    /// The one acted for now; none for the account's own agency.
    pub now: Option<SecondmentId>,
}

/// Whom the account may act for today.
pub async fn choices(app: &App, signed: &Signed) -> Result<Choices, Refusal> {
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "see whom one may act for").await?;
    let today = cx.today();
    let mut found = cx.tx.secondments_of_account(signed.account.id, MOST).await?;
    found.retain(|one| one.in_force_on(today));
    let home: AgencyId = signed.account.agency;
    let hosts = found.iter().map(|one| one.proposal.host).chain([home]);
    let names = cx.names([], hosts).await?;
    let mut hosts: Vec<Choice> = found
        .iter()
        .map(|one| Choice {
            secondment: one.proposal.id,
            host: names.agency(one.proposal.host),
            until: one.proposal.until,
        })
        .collect();
    hosts.sort_by(|a, b| (&a.host, a.secondment).cmp(&(&b.host, b.secondment)));
    let model = Choices { home: names.agency(home), hosts, now: signed.acting };
    cx.answer(model).await
}

/// From the next request on the session acts under this secondment, or for the account's own agency.
///
/// # Errors
/// [`Refusal::Invalid`] for a secondment of somebody else, and for one that is not in force today; [`Refusal::NotFound`]
/// for a token, which acts for the agency that it was made for.
pub async fn act_for(app: &App, signed: &Signed, under: Option<SecondmentId>) -> Result<(), Refusal> {
    let session = signed.session.ok_or(Refusal::NotFound)?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "change whom one acts for").await?;
    let (account, today) = (signed.account.id, cx.today());
    let agency = match under {
        None => signed.account.agency,
        Some(id) => {
            let found = cx.tx.secondment(id).await?;
            let theirs = found.filter(|one| one.proposal.account == account && one.in_force_on(today));
            let unknown = || Refusal::field("acts_for", "unknown", "Select an agency from the list");
            theirs.ok_or_else(unknown)?.proposal.host
        }
    };
    if !cx.tx.act_under(account, session, under).await? {
        return Err(Refusal::NotFound);
    }
    let said = json!({ "agency": agency.0, "secondment": under.map(|id| id.0) });
    let event = cx.partnership_event(EventKind::ActedFor, account.0, said);
    cx.append(event);
    cx.answer(()).await
}

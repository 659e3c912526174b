//! Parts of a person's record that have a page of their own, each read alone: a look at the order is no look at the notes.

use super::{
    about::{Glance, Names},
    overview::named,
};
use crate::{App, refusal::Refusal};
use domain::{
    ids::PersonId,
    order::{Order, OrderState},
    person::Identity,
    referral::Referral,
    risk::RiskFlag,
    section::Purpose,
};
use gate::{Action, Viewer, Withheld};
use jiff::civil::Date;

/// Referrals on one page.
const ROWS: u32 = 50;

/// A person's orders with their requirements.
#[derive(Debug, Clone)]
pub struct OrderPart {
    /// Whose.
    pub person: Identity,
    /// Today in London.
    pub today: Date,
    /// Orders, newest first.
    pub orders: Vec<Order>,
    /// Risks in force.
    pub risks: Vec<RiskFlag>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies that hold an order or are to be asked.
    pub names: Names,
}

impl OrderPart {
    /// What the bar above the page says.
    pub fn glance(&self) -> Glance {
        let order = self.orders.iter().find(|order| order.state_on(self.today) == OrderState::InForce);
        Glance { today: self.today, order: order.cloned(), risks: self.risks.clone() }
    }
}

/// A person's referrals.
#[derive(Debug, Clone)]
pub struct ReferralsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Referrals, newest first, with the names of service and provider.
    pub referrals: Vec<(Referral, String, String)>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies that referred or are to be asked.
    pub names: Names,
    /// Whether the viewer may make another.
    pub may_refer: bool,
}

/// Reads a person's orders.
pub async fn orders(app: &App, viewer: &Viewer, person: PersonId) -> Result<OrderPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read an order").await?;
    let standing = cx.standing(person).await?;
    let (today, mut withheld) = (cx.today(), Vec::new());
    let identity = cx.identity(&standing).await?;
    let sealed = cx.tx.orders(&[person]).await?;
    let orders = cx.open_or_note(&standing, sealed, &mut withheld);
    let sealed = cx.tx.risk_flags(&[person], today).await?;
    let risks = cx.open_all(&standing, sealed);
    let holders = orders.iter().map(|order| order.holder).chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names([], holders).await?;
    cx.answer(OrderPart { person: identity, today, orders, risks, withheld, names }).await
}

/// Reads a person's referrals.
pub async fn referrals(app: &App, viewer: &Viewer, person: PersonId) -> Result<ReferralsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "read referrals").await?;
    let standing = cx.standing(person).await?;
    let mut withheld = Vec::new();
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.referrals_of(person, ROWS).await?;
    let referrals = cx.open_or_note(&standing, sealed, &mut withheld);
    let agencies = referrals
        .iter()
        .flat_map(|one| [one.request.from, one.request.to])
        .chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names([], agencies).await?;
    let services = if referrals.is_empty() { Vec::new() } else { cx.tx.services(None, 500).await? };
    let referrals = named(referrals, &services, &names);
    let may_refer = cx.permit(Action::MakeReferral, &standing, None).is_ok();
    cx.answer(ReferralsPart { person: identity, glance, referrals, withheld, names, may_refer }).await
}

//! What several use-cases read about people, each in a constant number of statements.

use crate::{
    Cx,
    ports::{Ahead, Listed},
    refusal::Refusal,
};
use domain::{
    ids::{AccountId, AgencyId, PersonId},
    order::{Order, OrderState},
    pathway::Need,
    person::{Communication, Contact, Identity},
    risk::RiskFlag,
};
use gate::{Action, AtLevel, Disclosure, Reason, Sealed, Standing, Withheld};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows of each list of one person's record that are shown, the newest of them.
pub const NEWEST: u32 = 50;

domain::codes! {
    /// Lists of a record of which only the newest rows are shown where there are more.
    List {
        Contacts = "contacts", "contact details";
        Communication = "communication_needs", "communication needs";
        Risks = "risks", "risk flags";
        Orders = "orders", "orders";
        Needs = "needs", "needs";
    }
}

/// The parts of a record that most readers begin with.
#[derive(Debug, Clone)]
pub struct About {
    /// Who.
    pub identity: Identity,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// What makes talking work.
    pub communication: Vec<Communication>,
    /// Risks in force.
    pub risks: Vec<RiskFlag>,
    /// Orders, newest first.
    pub orders: Vec<Order>,
    /// The newest need on each pathway by each agency.
    pub needs: Vec<Need>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Lists of which only the newest [`NEWEST`] are here.
    pub cut: Vec<List>,
}

/// What the bar above each of a person's pages says besides who they are.
#[derive(Debug, Clone)]
pub struct Glance {
    /// Today in London.
    pub today: Date,
    /// The order in force, if the viewer may see one.
    pub order: Option<Order>,
    /// Risks in force.
    pub risks: Vec<RiskFlag>,
    /// Whether the viewer may see who has looked.
    pub may_see_looks: bool,
    /// Whether the viewer may read summaries for employers and landlords.
    pub may_summarise: bool,
}

/// Names of agencies and accounts, for pages.
#[derive(Debug, Clone, Default)]
pub struct Names(BTreeMap<Uuid, String>);

impl Names {
    /// The agency's name.
    pub fn agency(&self, id: AgencyId) -> String {
        self.0.get(&id.0).cloned().unwrap_or_else(|| "An agency".to_owned())
    }

    /// The account's name.
    pub fn account(&self, id: AccountId) -> String {
        self.0.get(&id.0).cloned().unwrap_or_else(|| "A member of staff".to_owned())
    }
}

/// What [`Cx::about`] reads.
pub(crate) const fn about_ahead(whom: &[PersonId; 1], today: Date) -> [Ahead<'_>; 6] {
    let [person] = *whom;
    [
        Ahead::Identities(whom),
        Ahead::Contacts(person, NEWEST + 1),
        Ahead::Communication(person, NEWEST + 1),
        Ahead::Risks(whom, today, NEWEST + 1),
        Ahead::Orders(whom, NEWEST + 1),
        Ahead::Needs(person, NEWEST + 1),
    ]
}

impl About {
    /// Whose names a page about this needs: who recorded needs and risks.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = AccountId> {
        self.needs.iter().map(|need| need.stamp.by).chain(self.risks.iter().map(|flag| flag.stamp.by))
    }

    /// Which agencies a page about this names: those that recorded needs and risks, and those to ask.
    pub(crate) fn agencies(&self) -> impl Iterator<Item = AgencyId> {
        let recorded = self.needs.iter().map(|need| need.stamp.agency);
        let raised = self.risks.iter().map(|flag| flag.stamp.agency);
        recorded.chain(raised).chain(self.withheld.iter().map(|closed| closed.ask))
    }
}

impl Cx<'_> {
    /// Opens each; what stays closed, and may be known of, is noted in `withheld` once for each section and holder.
    pub(crate) fn open_or_note<T: AtLevel>(
        &mut self,
        standing: &Standing,
        sealed: Vec<Sealed<T>>,
        withheld: &mut Vec<Withheld>,
    ) -> Vec<T> {
        let mut opened = Vec::with_capacity(sealed.len());
        for one in sealed {
            match self.open(standing, one) {
                Disclosure::Opened { value, .. } => opened.push(value),
                // Only a clause that grants less than the value lets the viewer know that there is something to ask for.
                Disclosure::Withheld(closed) => {
                    if closed.reason == Reason::LevelTooLow && !withheld.contains(&closed) {
                        withheld.push(closed);
                    }
                }
            }
        }
        opened
    }

    /// The identity of one person; as absent when it stays closed.
    pub(crate) async fn identity(&mut self, standing: &Standing) -> Result<Identity, Refusal> {
        let sealed = self.tx.identities(&[standing.person]).await?;
        self.open_all(standing, sealed).into_iter().next().ok_or(Refusal::NotFound)
    }

    /// What the bar above a person's page says.
    pub(crate) async fn glance(&mut self, standing: &Standing) -> Result<Glance, Refusal> {
        let (person, today) = (standing.person, self.today());
        let whom = [person];
        self.tx.ahead(&[Ahead::Orders(&whom, NEWEST), Ahead::Risks(&whom, today, NEWEST)]).await?;
        let orders = self.tx.orders(&whom, NEWEST).await?;
        let order = self
            .open_all(standing, orders)
            .into_iter()
            .find(|order| order.state_on(today) == OrderState::InForce);
        let risks = self.tx.risk_flags(&whom, today, NEWEST).await?;
        let risks = self.open_all(standing, risks);
        let may_see_looks = self.permit(Action::SeeWhoLooked, standing, None).is_ok();
        let may_summarise = self.permit_summaries(standing).is_ok();
        Ok(Glance { today, order, risks, may_see_looks, may_summarise })
    }

    /// Identity, contact, risks, orders and needs of one person, and what stays closed of them.
    pub(crate) async fn about(&mut self, standing: &Standing) -> Result<About, Refusal> {
        let (person, today) = (standing.person, self.today());
        let (mut withheld, mut cut) = (Vec::new(), Vec::new());
        let identity = self.identity(standing).await?;
        let sealed = self.tx.contacts(person, NEWEST + 1).await?;
        let contacts = self.newest(standing, sealed, List::Contacts, &mut withheld, &mut cut);
        let sealed = self.tx.communication(person, NEWEST + 1).await?;
        let communication = self.newest(standing, sealed, List::Communication, &mut withheld, &mut cut);
        let sealed = self.tx.risk_flags(&[person], today, NEWEST + 1).await?;
        let risks = self.newest(standing, sealed, List::Risks, &mut withheld, &mut cut);
        let sealed = self.tx.orders(&[person], NEWEST + 1).await?;
        let orders = self.newest(standing, sealed, List::Orders, &mut withheld, &mut cut);
        let sealed = self.tx.needs(person, NEWEST + 1).await?;
        let needs = self.newest(standing, sealed, List::Needs, &mut withheld, &mut cut);
        Ok(About { identity, contacts, communication, risks, orders, needs, withheld, cut })
    }

    /// Opens the newest of a list that was read with one row more, and notes in `cut` that there are more. Who may open none
    /// of them is not told how many there are.
    pub(crate) fn newest<T: AtLevel>(
        &mut self,
        standing: &Standing,
        mut sealed: Vec<Sealed<T>>,
        list: List,
        withheld: &mut Vec<Withheld>,
        cut: &mut Vec<List>,
    ) -> Vec<T> {
        let more = sealed.len() > NEWEST as usize;
        sealed.truncate(NEWEST as usize);
        let opened = self.open_or_note(standing, sealed, withheld);
        if more && !opened.is_empty() {
            cut.push(list);
        }
        opened
    }

    /// Opens the identities of a list: the standings by person, and those identities that the gate opens, in order.
    pub(crate) async fn open_listed(
        &mut self,
        mut listed: Vec<Listed>,
    ) -> Result<(BTreeMap<PersonId, Standing>, Vec<Identity>), Refusal> {
        self.complete(listed.iter_mut().map(|one| &mut one.standing)).await?;
        let mut standings = BTreeMap::new();
        let mut identities = Vec::with_capacity(listed.len());
        for Listed { standing, identity } in listed {
            identities.extend(self.open(&standing, identity).opened());
            standings.insert(standing.person, standing);
        }
        Ok((standings, identities))
    }

    /// The identities of these people, as far as the gate opens them, by person, with what relates the viewer to each.
    pub(crate) async fn people(
        &mut self,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<(BTreeMap<PersonId, Standing>, BTreeMap<PersonId, Identity>), Refusal> {
        let (people, today) = (unique(people), self.today());
        let listed = self.tx.listed(&self.viewer, &people, today).await?;
        let (standings, identities) = self.open_listed(listed).await?;
        Ok((standings, identities.into_iter().map(|identity| (identity.person, identity)).collect()))
    }

    /// What relates the viewer to each of these people, by person: for those of whom nothing more is shown.
    pub(crate) async fn standings_of(
        &mut self,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, Standing>, Refusal> {
        let found = self.standings(&unique(people)).await?;
        Ok(found.into_iter().map(|standing| (standing.person, standing)).collect())
    }

    /// The identities of these people, as far as the gate opens them, where what relates the viewer to them is known.
    pub(crate) async fn identities_of(
        &mut self,
        people: &[PersonId],
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<PersonId, Identity>, Refusal> {
        let sealed = self.tx.identities(people).await?;
        Ok(self.open_by_person(standings, sealed).collect())
    }

    /// Risk flags of these people, as far as the gate opens them.
    pub(crate) async fn risks_of(
        &mut self,
        people: &[PersonId],
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<PersonId, Vec<RiskFlag>>, Refusal> {
        let today = self.today();
        let sealed = self.tx.risk_flags(people, today, newest_of(people)).await?;
        Ok(grouped(self.open_by_person(standings, sealed)))
    }

    /// Orders of these people, as far as the gate opens them.
    pub(crate) async fn orders_of(
        &mut self,
        people: &[PersonId],
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<PersonId, Vec<Order>>, Refusal> {
        let sealed = self.tx.orders(people, newest_of(people)).await?;
        Ok(grouped(self.open_by_person(standings, sealed)))
    }

    pub(crate) fn open_by_person<T: AtLevel>(
        &mut self,
        standings: &BTreeMap<PersonId, Standing>,
        sealed: Vec<Sealed<T>>,
    ) -> impl Iterator<Item = (PersonId, T)> {
        let mut opened = Vec::with_capacity(sealed.len());
        for one in sealed {
            let person = one.label().person;
            let Some(standing) = standings.get(&person) else { continue };
            if let Some(value) = self.open(standing, one).opened() {
                opened.push((person, value));
            }
        }
        opened.into_iter()
    }

    /// Names of accounts and agencies, in one statement at most.
    pub(crate) async fn names(
        &mut self,
        accounts: impl IntoIterator<Item = AccountId>,
        agencies: impl IntoIterator<Item = AgencyId>,
    ) -> Result<Names, Refusal> {
        let accounts = accounts.into_iter().map(|id| id.0);
        let ids = unique(accounts.chain(agencies.into_iter().map(|id| id.0)));
        if ids.is_empty() {
            return Ok(Names::default());
        }
        Ok(Names(self.tx.names(&ids).await?.into_iter().collect()))
    }
}

/// Rows of a list about several people.
pub(super) fn newest_of(people: &[PersonId]) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX).saturating_mul(NEWEST)
}

fn unique<T: Ord>(ids: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn grouped<T>(pairs: impl Iterator<Item = (PersonId, T)>) -> BTreeMap<PersonId, Vec<T>> {
    let mut groups: BTreeMap<PersonId, Vec<T>> = BTreeMap::new();
    for (person, value) in pairs {
        groups.entry(person).or_default().push(value);
    }
    groups
}

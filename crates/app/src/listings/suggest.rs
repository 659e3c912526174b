//! What the criteria of a hub say of somebody, each test with what it found.

use super::HUBS;
use crate::{
    App, Cx,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    cohort::{self, Known, Suggestion},
    hub::Hub,
    ids::PersonId,
    person::Identity,
    section::Purpose,
};
use gate::{Action, Standing, Viewer};

/// Convictions and orders that are looked at, newest first.
const LOOKED_AT: u32 = 500;

/// Somebody, and what the criteria of each hub of the viewer's agency say of them.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// Who.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Each hub that the viewer's agency is of, with what its criteria say.
    pub hubs: Vec<(Hub, Vec<Suggestion>)>,
    /// Names of agencies.
    pub names: Names,
}

/// What the criteria say of somebody, by what the viewer may read of them. Nothing is decided by it.
pub async fn suggestions(app: &App, viewer: &Viewer, person: PersonId) -> Result<Suggested, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see what criteria of hubs say of somebody").await?;
    cx.permit_role(Action::ProposeListing)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::ProposeListing, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let known = cx.known_for_criteria(&standing, &identity).await?;
    let (today, own) = (cx.today(), cx.agency());
    let mut found = cx.tx.hubs(app.partnership, HUBS).await?;
    found.retain(|hub| hub.agencies().contains(&own));
    let names = cx.names([], found.iter().flat_map(Hub::agencies)).await?;
    let said = |hub: Hub| {
        let said = cohort::suggestions(&hub.terms().criteria, &known, today);
        (hub, said)
    };
    let hubs = found.into_iter().map(said).collect();
    cx.answer(Suggested { person: identity, glance, hubs, names }).await
}

impl Cx<'_> {
    /// What the gate opens of what criteria ask for.
    async fn known_for_criteria(
        &mut self,
        standing: &Standing,
        identity: &Identity,
    ) -> Result<Known, Refusal> {
        let (person, today) = (standing.person, self.today());
        let convictions = self.tx.convictions(person, LOOKED_AT).await?;
        let convictions = self.open_all(standing, convictions);
        let score = self.newest_score(standing).await?;
        let standings = [(person, *standing)].into();
        let orders = self.orders_of(&[person], &standings).await?.into_values().flatten().collect();
        Ok(Known {
            age: identity.age_on(today),
            gender: Some(identity.gender),
            convictions,
            score: score.map(|score| f64::from(score.two_years.hundredths()) / 100.0),
            orders,
        })
    }
}

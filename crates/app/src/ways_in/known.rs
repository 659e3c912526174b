//! Who is already known, as far as the viewer may know of them.

use crate::{App, known::Described, refusal::Refusal};
use domain::{hearing::Evidence, ids::PersonId, person::Identity, section::Purpose};
use gate::{Action, Viewer};

/// Candidates looked at: more than there can be, so that nobody out of reach takes the place of somebody who is not.
pub(super) const MOST: u32 = 5000;
/// Those of them whom the matcher takes for like: more than weigh enough for one description.
pub(super) const LIKE: usize = 500;
/// Candidates shown.
const SHOWN: usize = 20;

/// Somebody whom the description may fit.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    /// Who.
    pub identity: Identity,
    /// What speaks for it, and against.
    pub evidence: Vec<Evidence>,
    /// Whether there is no doubt.
    pub sure: bool,
}

/// People of whom the viewer may know and whom the description may fit, the likeliest first. Nobody out of reach is counted
/// or hinted at.
pub async fn known(app: &App, viewer: &Viewer, described: &Described) -> Result<Vec<KnownPerson>, Refusal> {
    app.know_everybody().await?;
    let mut cx = app.read(viewer, Purpose::Supervision, "who is already known").await?;
    cx.permit_role(Action::EnterPerson)?;
    let near = app.like(described, cx.agency(), LIKE);
    let candidates = cx.tx.candidates(Some(cx.agency()), described, &near, MOST).await?;
    let standings = cx.standings_of(candidates.iter().map(|one| one.person)).await?;
    let (gate, purpose) = (std::sync::Arc::clone(&cx.gate), cx.purpose());
    let known = |person: &PersonId| {
        let standing = standings.get(person);
        standing.is_some_and(|one| gate.may_know_of(viewer, purpose, one))
    };
    let shown: Vec<_> = candidates.into_iter().filter(|one| known(&one.person)).take(SHOWN).collect();
    let people: Vec<PersonId> = shown.iter().map(|one| one.person).collect();
    let mut identities = cx.identities_of(&people, &standings).await?;
    let known = shown
        .into_iter()
        .filter_map(|one| {
            let identity = identities.remove(&one.person)?;
            Some(KnownPerson { sure: one.is_sure(), evidence: one.evidence, identity })
        })
        .collect();
    cx.answer(known).await
}

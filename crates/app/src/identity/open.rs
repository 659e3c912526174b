//! Reading an identity review of one person, of all who are like them or of one alone, and going on through the list of pairs
//! that wait.

use super::{TakenForOne, Weighing};
use crate::{
    App,
    people::{Glance, Names},
    ports::Waits,
    refusal::Refusal,
    search,
};
use domain::{
    hearing::Evidence,
    identity_review::{IdentityReview, Pair, ReviewState, Verdict},
    ids::PersonId,
    kin::{self, Caution},
    person::{Contact, Identity},
    section::Purpose,
};
use gate::{Action, Viewer};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who may be the same person, or about whom somebody decided.
#[derive(Debug, Clone)]
pub struct LikeView {
    /// Who.
    pub identity: Identity,
    /// What speaks for it and against, today; nothing, where too little speaks for it any more.
    pub evidence: Vec<Evidence>,
    /// How the matcher weighs the two, step by step.
    pub weighing: Option<Weighing>,
    /// What to be careful about.
    pub cautions: Vec<Caution>,
    /// How they can be reached, as far as the viewer may see.
    pub contacts: Vec<Contact>,
    /// Agencies that work with them, as far as the viewer may know.
    pub known_to: Vec<String>,
    /// How the two stand, and what was decided about them as far as the viewer may see it.
    pub review: IdentityReview,
    /// What the viewer may decide now.
    pub may: Vec<Verdict>,
}

/// The identity review of one person.
#[derive(Debug, Clone)]
pub struct IdentityReviewView {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// How they can be reached, as far as the viewer may see.
    pub contacts: Vec<Contact>,
    /// That the record is taken for one person's with others, where it is.
    pub taken: Option<TakenForOne>,
    /// Others: those about whom somebody is to decide first, and the likeliest of them first.
    pub likes: Vec<LikeView>,
    /// Who decided, and for which agency.
    pub names: Names,
}

/// Who else this person may be, as far as the viewer may know of them.
pub async fn review(app: &App, viewer: &Viewer, person: PersonId) -> Result<IdentityReviewView, Refusal> {
    reviewed(app, viewer, person, None).await
}

/// One of those alone.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody who is not among them, whoever they are.
pub async fn review_of_two(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    other: PersonId,
) -> Result<IdentityReviewView, Refusal> {
    reviewed(app, viewer, person, Some(other)).await
}

async fn reviewed(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    only: Option<PersonId>,
) -> Result<IdentityReviewView, Refusal> {
    app.know_everybody().await?;
    let mut cx = app.read(viewer, Purpose::Supervision, "review an identity").await?;
    let (standing, identity, contacts) = cx.reviewed(person).await?;
    let glance = cx.glance(&standing).await?;
    let taken = cx.taken_for_one(person).await?;
    let mut reviews: BTreeMap<PersonId, IdentityReview> = BTreeMap::new();
    for one in cx.reviews(person).await? {
        reviews.extend(one.pair.beside(person).map(|other| (other, one)));
    }
    let likely: Vec<PersonId> = match only {
        Some(other) => vec![other],
        None => cx.likely(&identity, &contacts).await?.into_iter().map(|one| one.person).collect(),
    };
    let decided = reviews.keys().copied().filter(|other| only.is_none_or(|only| only == *other));
    let decided: Vec<PersonId> = decided.collect();
    let standings = cx.standings_of(likely.iter().chain(&decided).copied()).await?;
    let visible = cx.visible();
    let shown = |person: &PersonId| standings.get(person).is_some_and(|standing| visible.shows(standing));
    let new = likely.iter().copied().filter(|other| !reviews.contains_key(other) && shown(other));
    let mut seen: Vec<PersonId> =
        decided.iter().copied().filter(shown).chain(new.take(super::SHOWN)).collect();
    seen.sort_unstable();
    let mut identities = cx.identities_of(&seen, &standings).await?;
    let mut known_to = cx.known_to(&seen, &standings).await?;
    let sealed = cx.tx.contacts_of(&seen).await?;
    let mut reached: BTreeMap<PersonId, Vec<Contact>> = BTreeMap::new();
    for (other, contact) in cx.open_by_person(&standings, sealed) {
        reached.entry(other).or_default().push(contact);
    }
    let mut likes = Vec::with_capacity(seen.len());
    for other in seen {
        let (Some(other_identity), Some(pair)) = (identities.remove(&other), Pair::new(person, other)) else {
            continue;
        };
        let theirs = reached.remove(&other).unwrap_or_default();
        let evidence = speaks(app, (&identity, &contacts), (&other_identity, &theirs));
        let review = reviews.remove(&other);
        // As where it is decided: nobody is compared with just anybody.
        if review.is_none() && evidence.is_empty() {
            continue;
        }
        let review = review.unwrap_or_else(|| IdentityReview::open(pair));
        let allowed = Verdict::ALL.iter().copied().filter(|verdict| review.allows(*verdict, viewer.account));
        let may = allowed.collect();
        let weighing = app.weighed(&identity, &other_identity);
        let forms = weighing.as_ref().is_some_and(Weighing::has_forms_of_a_name);
        likes.push(LikeView {
            weighing,
            cautions: kin::cautions(
                (&identity, &contacts),
                (&other_identity, &theirs),
                search::tokens,
                forms,
            ),
            identity: other_identity,
            evidence,
            contacts: theirs,
            known_to: known_to.remove(&other).unwrap_or_default(),
            review: review.seen_by(viewer.account),
            may,
        });
    }
    if only.is_some() && likes.is_empty() {
        return Err(Refusal::NotFound);
    }
    likes.sort_by_key(|like| {
        let state = like.review.state();
        let place = likely.iter().position(|one| *one == like.identity.person);
        (state.settled(), state != ReviewState::Disagreed, place.unwrap_or(usize::MAX))
    });
    let stamps = || likes.iter().flat_map(|like| like.review.decisions()).map(|one| one.stamp);
    let names = cx.names(stamps().map(|stamp| stamp.by), stamps().map(|stamp| stamp.agency)).await?;
    cx.answer(IdentityReviewView { person: identity, glance, contacts, taken, likes, names }).await
}

/// What speaks for two records being of one person, and against, with the postcodes that the viewer was let see; nothing where too little
/// speaks for it.
fn speaks(app: &App, one: (&Identity, &[Contact]), other: (&Identity, &[Contact])) -> Vec<Evidence> {
    let mut evidence = app.between(one.0, other.0);
    if !Evidence::speaks(&evidence) {
        return Vec::new();
    }
    let codes = |contacts: &[Contact]| -> BTreeSet<String> {
        contacts.iter().filter_map(|contact| contact.postcode.clone()).collect()
    };
    if !codes(one.1).is_disjoint(&codes(other.1)) {
        evidence.push(Evidence::Postcode);
        evidence.sort_unstable();
    }
    evidence
}

/// A pair that waits, and where it stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The one from whose page the two may be compared.
    pub from: PersonId,
    /// The other.
    pub with: PersonId,
    /// Its place.
    pub place: (i64, PersonId, PersonId),
}

/// What stands before a place of the list of pairs that wait, and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// Before.
    pub previous: Option<Neighbour>,
    /// After.
    pub next: Option<Neighbour>,
}

/// What stands before a place of the list of pairs that wait for the viewer's agency and after it, whether a pair still waits at
/// the place or not.
pub async fn neighbours(
    app: &App,
    viewer: &Viewer,
    place: (i64, PersonId, PersonId),
) -> Result<Neighbours, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "list records that may be of one person").await?;
    cx.permit_role(Action::ReviewIdentity)?;
    let (filter, today) = (cx.visible(), cx.today());
    let mut after = cx.tx.asked_pairs(&filter, Some(place), 1, today).await?;
    if after.is_empty() {
        after = cx.tx.waiting_pairs(&filter, Some(place), 1, today).await?;
    }
    let before = cx.tx.waiting_pair_before(&filter, place, today).await?;
    let ends = |one: &Waits| [one.pair.first(), one.pair.second()];
    let standings = cx.standings_of(after.iter().chain(&before).flat_map(ends)).await?;
    let neighbour = |one: &Waits| {
        let from = cx.compared_from(one.pair, &standings)?;
        let place = (one.weight, one.pair.first(), one.pair.second());
        Some(Neighbour { from, with: one.pair.beside(from)?, place })
    };
    let (previous, next) = (before.as_ref().and_then(neighbour), after.first().and_then(neighbour));
    cx.answer(Neighbours { previous, next }).await
}

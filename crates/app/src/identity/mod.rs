//! Identity review: whether somebody else's record is of the same person, what speaks for it, and what was decided.
//!
//! Candidates are looked for among everybody, by [`crate::known`], and shown as far as the viewer may know of them: somebody
//! out of reach is neither named, counted nor hinted at, and what was decided about them is shown to nobody else.
//!
//! Where the evidence contradicts itself a second person decides, and does not see what the first decided: views hold what
//! [`IdentityReview::seen_by`] leaves, and nothing else tells of a decision before it is to be seen.

mod agreement;
mod decide;
mod group;
mod joining;
mod learn;
mod look;
mod open;
mod same;
mod waiting;
mod weighing;

pub use agreement::{AgreementView, agreement};
pub use decide::{DecideIdentity, ReviewedNow, decide};
pub use group::Group;
pub use learn::{Changed, Lesson, Measured, Taught, apply, learn, preset_again};
pub use look::look_again;
pub use open::{IdentityReviewView, LikeView, Neighbour, Neighbours, neighbours, review, review_of_two};
pub use same::{MemberView, SamePersonView, TakenForOne, same_person};
pub use waiting::{JoinedPage, JoinedView, WaitingPage, WaitingView, joined, waiting};
pub use weighing::{Step, Weighing};

use crate::{
    Cx,
    known::{Candidate, Described},
    refusal::Refusal,
};
use domain::{
    hearing::Evidence,
    identity_review::{IdentityReview, Pair, ReviewRefused},
    ids::PersonId,
    person::{Contact, Identity},
};
use gate::{Action, Standing};
use std::collections::BTreeMap;

/// Candidates looked at: more than there can be, so that nobody out of reach takes the place of somebody who is not.
const CANDIDATES: u32 = 5000;
/// Those of them whom the matcher takes for like: more than weigh enough for one description.
const LIKE: usize = 500;
/// Candidates shown: as many as a page of bounded size holds.
const SHOWN: usize = 15;
/// Decisions about one person read at most.
const DECISIONS: u32 = 500;

impl From<ReviewRefused> for Refusal {
    fn from(refused: ReviewRefused) -> Self {
        match refused {
            ReviewRefused::State { from, .. } => Self::not_now("identity review", from.words()),
            ReviewRefused::Again(_) => Self::NotNow(
                "You have decided about these two records already. Somebody else is asked to decide."
                    .to_owned(),
            ),
        }
    }
}

/// A record as others are compared with it.
fn described(identity: &Identity, contacts: &[Contact]) -> Described {
    Described {
        name: identity.legal.clone(),
        born: identity.born,
        numbers: identity.identifiers.clone(),
        postcode: contacts.iter().find_map(|contact| contact.postcode.clone()),
    }
}

impl Cx<'_> {
    /// Somebody whom the viewer may see, for an identity review.
    async fn reviewed(&mut self, person: PersonId) -> Result<(Standing, Identity, Vec<Contact>), Refusal> {
        self.permit_role(Action::ReviewIdentity)?;
        let standing = self.standing(person).await?;
        self.permit(Action::ReviewIdentity, &standing, None)?;
        let identity = self.identity(&standing).await?;
        let sealed = self.tx.contacts(person, crate::people::NEWEST).await?;
        let contacts = self.open_all(&standing, sealed);
        Ok((standing, identity, contacts))
    }

    /// The one of two from whose page they may be compared; nothing where the viewer may review neither.
    fn compared_from(&self, pair: Pair, standings: &BTreeMap<PersonId, Standing>) -> Option<PersonId> {
        let may = |one: &PersonId| {
            let standing = standings.get(one);
            standing.is_some_and(|one| self.permit(Action::ReviewIdentity, one, None).is_ok())
        };
        [pair.first(), pair.second()].into_iter().find(may)
    }

    /// Those who are like a person, the likeliest first. Among everybody: not for showing before the gate was asked about each.
    async fn likely(&mut self, identity: &Identity, contacts: &[Contact]) -> Result<Vec<Candidate>, Refusal> {
        let described = described(identity, contacts);
        let near = self.app.like(&described, self.agency(), LIKE);
        let mut candidates = self.tx.candidates(Some(self.agency()), &described, &near, CANDIDATES).await?;
        candidates.retain(|one| one.person != identity.person && Evidence::speaks(&one.evidence));
        Ok(candidates)
    }

    /// What was decided about a person and others.
    async fn reviews(&mut self, person: PersonId) -> Result<Vec<IdentityReview>, Refusal> {
        Ok(self.tx.identity_reviews(person, DECISIONS).await?)
    }
}

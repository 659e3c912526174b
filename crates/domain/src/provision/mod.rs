//! Provision: what the partnership has beside the people it works with. Bodies with seats, and what services do with whom.
//!
//! What holds: nothing here is about a person of whom there is a record; nothing is overwritten, and `append` is the only door; what
//! is missing follows from the facts and is told.

mod body;
mod coverage;
mod offer;
mod steps;

pub use crate::field::Choice;
pub use body::{Body, Held, Seat, Training};
pub use coverage::Coverage;
pub use offer::{INTERVENTIONS, Offer, POINTS, Part, STAGES};
pub use steps::{ProvisionKind, ProvisionStep};

use crate::{
    codes,
    field::{Answer, Field},
    ids::{ProvisionId, ServiceId},
    stamp::Stamp,
    step::{self, StepRefused, Taken, rule},
};
use jiff::civil::Date;

/// Facts of one at most; past them it takes what ends it.
const MOST_FACTS: usize = 500;

codes! {
    /// Whether it goes on.
    ProvisionState {
        Open = "open", "In being";
        Closed = "closed", "Ended";
    }
}

/// A dated fact.
pub type ProvisionFact = Taken<ProvisionStep>;

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// A body.
    Body(Body),
    /// What a service does.
    Offer(Offer),
}

/// One body, or what one service does, with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its id.
    pub id: ProvisionId,
    begun: Stamp,
    facts: Vec<(Stamp, ProvisionFact)>, // INVARIANT: the first began it; replaying them gives `course`
    course: Course,
}

impl Provision {
    /// As it begins, kept by the agency of the stamp.
    ///
    /// # Errors
    /// [`StepRefused`] when the fact begins nothing, or a rule is against it.
    pub fn begin(id: ProvisionId, stamp: Stamp, fact: ProvisionFact) -> Result<Self, StepRefused> {
        let kind = fact.step.kind();
        if fact.step != kind.first() {
            return Err(StepRefused::NotNow { words: fact.step.words(), stage: "not begun" });
        }
        fact.complete().map_err(StepRefused::Missing)?;
        let course = match kind {
            ProvisionKind::Body => Course::Body(Body::begin(&fact.answers)?),
            ProvisionKind::Offer => Course::Offer(Offer::begin(&fact.answers)?),
        };
        Ok(Self { id, begun: stamp, facts: vec![(stamp, fact)], course })
    }

    /// Rebuilds one from its kept facts; `None` when there are none.
    ///
    /// # Errors
    /// [`StepRefused`] when the facts contradict each other.
    pub fn replay(
        id: ProvisionId,
        facts: impl IntoIterator<Item = (Stamp, ProvisionFact)>,
    ) -> Result<Option<Self>, StepRefused> {
        let mut facts = facts.into_iter();
        let Some((stamp, first)) = facts.next() else { return Ok(None) };
        let begun = Self::begin(id, stamp, first)?;
        facts.try_fold(begun, |one, (stamp, fact)| one.append(stamp, fact)).map(Some)
    }

    /// With one fact more.
    ///
    /// # Errors
    /// [`StepRefused`] when it does not take the step as it stands.
    pub fn append(mut self, stamp: Stamp, fact: ProvisionFact) -> Result<Self, StepRefused> {
        if !self.moves().contains(&fact.step) {
            return Err(StepRefused::NotNow { words: fact.step.words(), stage: self.state().words() });
        }
        fact.complete().map_err(StepRefused::Missing)?;
        match &mut self.course {
            Course::Body(body) => body.take(fact.step, &fact.answers)?,
            Course::Offer(offer) => offer.take(fact.step, &fact.answers)?,
        }
        self.facts.push((stamp, fact));
        if self.facts.len() > MOST_FACTS && self.state() == ProvisionState::Open {
            return rule("step", "This has become too long to go on with. End it, and begin another");
        }
        Ok(self)
    }

    /// What it is.
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// Its kind.
    pub const fn kind(&self) -> ProvisionKind {
        match self.course {
            Course::Body(_) => ProvisionKind::Body,
            Course::Offer(_) => ProvisionKind::Offer,
        }
    }

    /// The service that it is about, where it is about one.
    pub const fn service(&self) -> Option<ServiceId> {
        match &self.course {
            Course::Offer(offer) => Some(offer.service()),
            Course::Body(_) => None,
        }
    }

    /// What a body is called.
    pub fn name(&self) -> Option<String> {
        let (_, first) = self.facts.first()?;
        first.answers.get("name").map(Answer::text)
    }

    /// When it began, by whom, for which agency, which keeps it.
    pub const fn begun(&self) -> Stamp {
        self.begun
    }

    /// Whether it goes on.
    pub const fn state(&self) -> ProvisionState {
        let over = match &self.course {
            Course::Body(body) => body.is_over(),
            Course::Offer(offer) => offer.is_over(),
        };
        if over { ProvisionState::Closed } else { ProvisionState::Open }
    }

    /// The steps that it takes next.
    pub fn moves(&self) -> Vec<ProvisionStep> {
        match &self.course {
            Course::Body(body) => body.moves(),
            Course::Offer(offer) => offer.moves(),
        }
    }

    /// What whoever reads it should see to.
    pub fn warnings(&self, today: Date) -> Vec<String> {
        match &self.course {
            Course::Body(body) => body.warnings(today),
            Course::Offer(offer) => offer.warnings(),
        }
    }

    /// What there are several of, by the word of a field that picks one: the first has number 1.
    pub fn listed(&self, of: &str) -> Vec<String> {
        match (&self.course, of) {
            (Course::Body(body), "seats") => body.seats().iter().map(Seat::words).collect(),
            (Course::Body(body), "training") => {
                body.training().iter().map(|row| format!("{}, for {}", row.what, row.whom)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, ProvisionFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// How it stands: the last answer to each field that says so.
    pub fn stands(&self) -> Vec<(&'static Field, &Answer)> {
        step::stands(self.facts.iter().map(|(_, fact)| fact))
    }
}

#[cfg(test)]
mod tests;

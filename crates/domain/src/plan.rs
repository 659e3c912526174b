//! The plan of one person: strands on the seven pathways, each with an aim, the person's own words, steps with one owner and a day,
//! and what came of it.
//!
//! What holds: a strand lies in the section of its topic, so that who may not read of drink is not told that there is a strand about
//! it; a step has exactly one owner and one day until it is done or dropped; nothing is overwritten: facts are appended, and
//! `append` is the only door. Source: orders.md, section 7; practice catalogue, S3-02 and S4-19.
//! Deliberately not here: goals as three voices measure them, which are the meetings' own.

use crate::{
    codes,
    duty::Owner,
    ids::{PersonId, PlanViewId, StepId, StrandId},
    pathway::Pathway,
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

/// Steps of one strand at most.
pub const MOST_STEPS: usize = 50;

codes! {
    /// What a strand is about.
    Topic {
        Tenancy = "tenancy", "A home";
        Employment = "employment", "Work";
        Skills = "skills", "Skills and education";
        PhysicalHealth = "physical_health", "Physical health";
        MentalHealth = "mental_health", "Mental health";
        Alcohol = "alcohol", "Alcohol";
        Drugs = "drugs", "Drugs";
        Children = "children", "Children";
        Relationships = "relationships", "Relationships and family";
        Benefits = "benefits", "Benefits";
        Debt = "debt", "Debt and grants";
        Attitudes = "attitudes", "Attitudes, thinking and behaviour";
    }
}

impl Topic {
    /// The pathway that it belongs to: one of the seven, which cannot be removed.
    pub const fn pathway(self) -> Pathway {
        match self {
            Self::Tenancy => Pathway::Accommodation,
            Self::Employment | Self::Skills => Pathway::Employment,
            Self::PhysicalHealth | Self::MentalHealth => Pathway::Health,
            Self::Alcohol | Self::Drugs => Pathway::Substance,
            Self::Children | Self::Relationships => Pathway::Family,
            Self::Benefits | Self::Debt => Pathway::Finance,
            Self::Attitudes => Pathway::Attitudes,
        }
    }

    /// The section of the record in which a strand about it lies. Mental health is kept apart from the rest of its pathway.
    pub const fn section(self) -> Section {
        match self {
            Self::MentalHealth => Section::MentalHealth,
            other => other.pathway().section(),
        }
    }
}

codes! {
    /// How far a strand came.
    Outcome {
        Reached = "reached", "Reached";
        Partly = "partly", "Reached in part";
        NotReached = "not_reached", "Not reached";
        Dropped = "dropped", "No longer wanted";
    }
}

codes! {
    /// Where a strand stands.
    StrandState {
        Open = "open", "Under way";
        Closed = "closed", "Closed";
    }
}

codes! {
    /// Where a step stands.
    StepState {
        Open = "open", "To do";
        Done = "done", "Done";
        Dropped = "dropped", "Dropped";
    }
}

/// A step of a strand: who does what by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What is to be done.
    pub words: Line,
    /// Who sees to it: one agency, and there one person or nobody yet.
    pub owner: Owner,
    /// Whether the person does it themself; the owner sees to it.
    pub by_the_person: bool,
    /// By when.
    pub due: Date,
    /// Where it stands.
    pub state: StepState,
}

/// What came of a strand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// How far.
    pub outcome: Outcome,
    /// What came of it.
    pub words: Prose,
    /// In the person's own words.
    pub quote: Option<Prose>,
}

/// A dated fact about a strand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrandFact {
    /// A step was agreed.
    Agreed(Step),
    /// A step is done; what came of it.
    Done(StepId, Option<Line>),
    /// Nobody does the step any more, and why.
    Dropped(StepId, Line),
    /// A step has another day.
    Moved(StepId, Date),
    /// Something new was found or reached.
    Progress(Prose),
    /// The strand is closed.
    Closed(Came),
}

impl StrandFact {
    /// Its stored code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Agreed(_) => "agreed",
            Self::Done(..) => "done",
            Self::Dropped(..) => "dropped",
            Self::Moved(..) => "moved",
            Self::Progress(_) => "progress",
            Self::Closed(_) => "closed",
        }
    }
}

/// What a strand does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StrandRefused {
    /// It is closed.
    #[error("this strand is closed: begin another")]
    Closed,
    /// No such step is open.
    #[error("this step is not open")]
    NoStep,
    /// It has as many steps as there is room for.
    #[error("a strand has 50 steps at most: close some strands of the plan and begin others")]
    TooMany,
    /// A step is still open.
    #[error("steps are still open: say of each that it is done, or drop it")]
    OpenSteps,
}

/// How a strand begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its id.
    pub id: StrandId,
    /// On whose record.
    pub person: PersonId,
    /// About what.
    pub topic: Topic,
    /// What is to be reached.
    pub aim: Line,
    /// What stands in the way, as staff see it.
    pub need: Option<Prose>,
    /// What helps: what the person can do and has.
    pub strengths: Option<Prose>,
    /// In the person's own words.
    pub quote: Option<Prose>,
    /// Begun when, by whom, for which agency, which holds it.
    pub stamp: Stamp,
}

/// A strand with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// How it began.
    pub begun: Begun,
    steps: Vec<Step>,
    came: Option<Came>,
    facts: Vec<(Stamp, StrandFact)>, // INVARIANT: replaying them gives `steps` and `came`
}

impl Strand {
    /// A strand as it begins.
    pub const fn new(begun: Begun) -> Self {
        Self { begun, steps: Vec::new(), came: None, facts: Vec::new() }
    }

    /// Rebuilds a strand from its kept facts.
    ///
    /// # Errors
    /// [`StrandRefused`] when the facts contradict each other.
    pub fn replay(
        begun: Begun,
        facts: impl IntoIterator<Item = (Stamp, StrandFact)>,
    ) -> Result<Self, StrandRefused> {
        facts.into_iter().try_fold(Self::new(begun), |strand, (stamp, fact)| strand.append(stamp, fact))
    }

    /// # Errors
    /// [`StrandRefused`] when the strand, or the step, does not take the fact.
    pub fn append(mut self, stamp: Stamp, fact: StrandFact) -> Result<Self, StrandRefused> {
        if self.came.is_some() {
            return Err(StrandRefused::Closed);
        }
        match &fact {
            StrandFact::Agreed(_) if self.steps.len() >= MOST_STEPS => return Err(StrandRefused::TooMany),
            StrandFact::Agreed(step) => self.steps.push(Step { state: StepState::Open, ..step.clone() }),
            StrandFact::Done(id, _) => self.open_step(*id)?.state = StepState::Done,
            StrandFact::Dropped(id, _) => self.open_step(*id)?.state = StepState::Dropped,
            StrandFact::Moved(id, to) => self.open_step(*id)?.due = *to,
            StrandFact::Progress(_) => {}
            StrandFact::Closed(_) if self.open_steps().next().is_some() => {
                return Err(StrandRefused::OpenSteps);
            }
            StrandFact::Closed(came) => self.came = Some(came.clone()),
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    fn open_step(&mut self, id: StepId) -> Result<&mut Step, StrandRefused> {
        let found = self.steps.iter_mut().find(|step| step.id == id && step.state == StepState::Open);
        found.ok_or(StrandRefused::NoStep)
    }

    /// Where it stands.
    pub const fn state(&self) -> StrandState {
        if self.came.is_some() { StrandState::Closed } else { StrandState::Open }
    }

    /// What came of it, once it is closed.
    pub const fn came(&self) -> Option<&Came> {
        self.came.as_ref()
    }

    /// Its steps, in the order in which they were agreed.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The steps that are still to do.
    pub fn open_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.state == StepState::Open)
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, StrandFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }
}

codes! {
    /// What the person says of the plan.
    View {
        Agreed = "agreed", "Agrees";
        NotAgreed = "not_agreed", "Does not agree";
        CouldNot = "could_not", "Could not answer";
    }
}

/// What the person said of the plan as it stood on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// Its id.
    pub id: PlanViewId,
    /// Who.
    pub person: PersonId,
    /// What they said.
    pub view: View,
    /// Why, or in their own words; there unless they agreed.
    pub words: Option<Prose>,
    /// The day of the conversation.
    pub day: Date,
    /// Recorded when, by whom, for which agency.
    pub stamp: Stamp,
}

impl PlanView {
    /// Whether the words that must be there are: without them nobody knows why the person did not agree, or could not answer.
    pub const fn says_why(view: View, words: Option<&Prose>) -> bool {
        matches!(view, View::Agreed) || words.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, AgencyId};
    use jiff::{Timestamp, ToSpan, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    const AGENCY: AgencyId = AgencyId(Uuid::from_u128(9));

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::from_u128(8)), agency: AGENCY }
    }

    fn strand() -> Strand {
        Strand::new(Begun {
            id: StrandId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            topic: Topic::Tenancy,
            aim: Line::new("A tenancy of his own").unwrap(),
            need: None,
            strengths: None,
            quote: Prose::new("I want my own front door.").ok(),
            stamp: stamp(),
        })
    }

    fn step(number: u128) -> Step {
        Step {
            id: StepId(Uuid::from_u128(number)),
            words: Line::new("Bid for a flat").unwrap(),
            owner: Owner { agency: AGENCY, account: None },
            by_the_person: false,
            due: date(2026, 12, 1),
            state: StepState::Open,
        }
    }

    fn came() -> Came {
        Came { outcome: Outcome::Reached, words: Prose::new("Moved in.").unwrap(), quote: None }
    }

    #[test]
    fn s3_02_every_topic_belongs_to_one_of_the_seven_pathways_and_every_pathway_has_one() {
        assert_eq!(Pathway::ALL.len(), 7);
        for pathway in Pathway::ALL {
            assert!(Topic::ALL.iter().any(|topic| topic.pathway() == *pathway), "{pathway}");
        }
        let apart: Vec<&Topic> =
            Topic::ALL.iter().filter(|topic| topic.section() != topic.pathway().section()).collect();
        assert_eq!(apart, [&Topic::MentalHealth]);
    }

    #[test]
    fn a_strand_is_closed_when_no_step_is_open_and_takes_nothing_afterwards() {
        let strand = strand().append(stamp(), StrandFact::Agreed(step(3))).unwrap();
        assert_eq!(strand.clone().append(stamp(), StrandFact::Closed(came())), Err(StrandRefused::OpenSteps));
        let id = StepId(Uuid::from_u128(3));
        let moved = strand.append(stamp(), StrandFact::Moved(id, date(2027, 1, 5))).unwrap();
        assert_eq!(moved.open_steps().map(|step| step.due).collect::<Vec<_>>(), [date(2027, 1, 5)]);
        let done = moved.append(stamp(), StrandFact::Done(id, None)).unwrap();
        assert_eq!(done.clone().append(stamp(), StrandFact::Done(id, None)), Err(StrandRefused::NoStep));
        let closed = done.append(stamp(), StrandFact::Closed(came())).unwrap();
        assert_eq!((closed.state(), closed.came()), (StrandState::Closed, Some(&came())));
        assert_eq!(closed.append(stamp(), StrandFact::Agreed(step(4))), Err(StrandRefused::Closed));
    }

    #[test]
    fn why_is_said_unless_the_person_agrees() {
        let words = Prose::new("It is too much at once.").unwrap();
        assert!(PlanView::says_why(View::Agreed, None));
        for view in [View::NotAgreed, View::CouldNot] {
            assert!(!PlanView::says_why(view, None) && PlanView::says_why(view, Some(&words)), "{view}");
        }
    }

    fn any_fact() -> impl Strategy<Value = StrandFact> {
        let id = || (1..6_u128).prop_map(|number| StepId(Uuid::from_u128(number)));
        prop_oneof![
            (1..6_u128).prop_map(|number| StrandFact::Agreed(step(number))),
            id().prop_map(|id| StrandFact::Done(id, None)),
            id().prop_map(|id| StrandFact::Dropped(id, Line::new("No longer needed").unwrap())),
            (id(), 0..90_i64)
                .prop_map(|(id, days)| StrandFact::Moved(id, date(2026, 12, 1).saturating_add(days.days()))),
            Just(StrandFact::Progress(Prose::new("Went to the viewing.").unwrap())),
            Just(StrandFact::Closed(came())),
        ]
    }

    proptest! {
        /// Whatever is tried in whatever order: what was taken replays to the same strand, and a closed one has no open step.
        #[test]
        fn what_was_taken_replays_and_no_closed_strand_has_an_open_step(
            facts in proptest::collection::vec(any_fact(), 0..40),
        ) {
            let mut now = strand();
            for fact in facts {
                if let Ok(after) = now.clone().append(stamp(), fact) {
                    now = after;
                }
            }
            let again = Strand::replay(now.begun.clone(), now.facts().to_vec());
            prop_assert_eq!(again.as_ref(), Ok(&now));
            prop_assert!(now.state() == StrandState::Open || now.open_steps().next().is_none());
            prop_assert_eq!(now.version(), i64::try_from(now.facts().len()).unwrap());
        }
    }
}

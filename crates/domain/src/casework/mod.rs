//! Casework: what one agency carries on with one person, as a course of steps.
//!
//! What holds: a piece has one kind and lies in one section, so that who may not read of it is not told that it is there; which
//! steps there are next follows from the facts alone; nothing is overwritten, and `append` is the only door; what is due follows
//! from the piece as it stands. What each step asks is data ([`Field`], [`step`]), which forms, the API and storage share.
//! Deliberately not here: orders, referrals, meetings with goals and the plan, which have rules of their own.

mod carer;
mod compact;
mod conference;
mod intensive;
mod nuisance;
mod outreach;
mod pathway;
mod protection;
mod release;
mod steps;

pub use crate::field::{Answer, Answers, Choice, Field, Shape, When};
pub use steps::{PieceKind, PieceStep};

use crate::{
    codes,
    duty::DutyKind,
    ids::{PersonId, PieceId},
    section::Section,
    stamp::Stamp,
    step::{self, StepRefused, Taken, rule},
};
use jiff::civil::Date;

/// Facts of one piece, at most; past them it takes what closes it or settles what is due.
const MOST_FACTS: usize = 500;

codes! {
    /// Whether a piece goes on.
    PieceState {
        Open = "open", "Under way";
        Closed = "closed", "Closed";
    }
}

/// Where a piece stands within its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// The code under which it is kept and counted. Never changes once released.
    pub code: &'static str,
    /// The words a page shows.
    pub words: &'static str,
}

/// What is due because of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// What.
    pub kind: DutyKind,
    /// By which day.
    pub by: Date,
}

/// What each kind of piece says of itself. One begins from the answers to its first step.
trait Course: Sized {
    /// As it begins.
    fn begin(answers: &Answers) -> Result<Self, StepRefused>;

    /// Takes a step that [`Course::moves`] allows.
    fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused>;

    /// Where it stands.
    fn stage(&self) -> Stage;

    /// The steps that it takes from here. None where it is over.
    fn moves(&self) -> Vec<PieceStep>;

    /// What is due because of it as it stands.
    fn dues(&self) -> Vec<Due> {
        Vec::new()
    }

    /// What whoever reads it should see to, in sentences.
    fn warnings(&self, _today: Date) -> Vec<&'static str> {
        Vec::new()
    }

    /// What there are several of: actions, strands, one sentence each.
    fn listed(&self) -> Vec<String> {
        Vec::new()
    }

    /// The day by which pieces of its kind are counted and looked through.
    fn day(&self) -> Option<Date> {
        None
    }
}

macro_rules! courses {
    ($($kind:ident = $course:ty),+ $(,)?) => {
        /// A course of some kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        enum AnyCourse { $($kind($course),)+ }

        impl AnyCourse {
            fn begin(kind: PieceKind, answers: &Answers) -> Result<Self, StepRefused> {
                Ok(match kind { $(PieceKind::$kind => Self::$kind(<$course>::begin(answers)?),)+ })
            }

            fn take(&mut self, step: PieceStep, answers: &Answers) -> Result<(), StepRefused> {
                match self { $(Self::$kind(course) => course.take(step, answers),)+ }
            }

            fn kind(&self) -> PieceKind {
                match self { $(Self::$kind(_) => PieceKind::$kind,)+ }
            }

            fn stage(&self) -> Stage {
                match self { $(Self::$kind(course) => course.stage(),)+ }
            }

            fn moves(&self) -> Vec<PieceStep> {
                match self { $(Self::$kind(course) => course.moves(),)+ }
            }

            fn dues(&self) -> Vec<Due> {
                match self { $(Self::$kind(course) => course.dues(),)+ }
            }

            fn warnings(&self, today: Date) -> Vec<&'static str> {
                match self { $(Self::$kind(course) => course.warnings(today),)+ }
            }

            fn listed(&self) -> Vec<String> {
                match self { $(Self::$kind(course) => course.listed(),)+ }
            }

            fn day(&self) -> Option<Date> {
                match self { $(Self::$kind(course) => course.day(),)+ }
            }
        }
    };
}

courses! {
    Compact = compact::Compact,
    Way = pathway::Way,
    Release = release::Release,
    ReleaseHealth = release::ReleaseHealth,
    Restorative = conference::Restorative,
    FamilyConference = conference::FamilyConference,
    Protection = protection::Protection,
    Carer = carer::Carer,
    Hospital = nuisance::Hospital,
    Nuisance = nuisance::Nuisance,
    Intensive = intensive::Intensive,
    Outreach = outreach::Outreach<false>,
    CareOutreach = outreach::Outreach<true>,
    Silence = outreach::Silence,
}

/// A dated fact of a piece.
pub type PieceFact = Taken<PieceStep>;

/// One piece of casework with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its id.
    pub id: PieceId,
    /// On whose record.
    pub person: PersonId,
    begun: Stamp,
    facts: Vec<(Stamp, PieceFact)>, // INVARIANT: the first began it; replaying them gives `course`
    course: AnyCourse,
}

impl Piece {
    /// A piece as it begins, held by the agency of the stamp.
    ///
    /// # Errors
    /// [`StepRefused`] when the fact begins nothing, or a rule of its kind is against it.
    pub fn begin(id: PieceId, person: PersonId, stamp: Stamp, fact: PieceFact) -> Result<Self, StepRefused> {
        let kind = fact.step.kind();
        if fact.step != kind.first() {
            return Err(StepRefused::NotNow { words: fact.step.words(), stage: "not begun" });
        }
        fact.complete().map_err(StepRefused::Missing)?;
        let course = AnyCourse::begin(kind, &fact.answers)?;
        Ok(Self { id, person, begun: stamp, facts: vec![(stamp, fact)], course })
    }

    /// Rebuilds a piece from its kept facts; `None` when there are none.
    ///
    /// # Errors
    /// [`StepRefused`] when the facts contradict each other.
    pub fn replay(
        id: PieceId,
        person: PersonId,
        facts: impl IntoIterator<Item = (Stamp, PieceFact)>,
    ) -> Result<Option<Self>, StepRefused> {
        let mut facts = facts.into_iter();
        let Some((stamp, first)) = facts.next() else { return Ok(None) };
        let begun = Self::begin(id, person, stamp, first)?;
        facts.try_fold(begun, |piece, (stamp, fact)| piece.append(stamp, fact)).map(Some)
    }

    /// The piece with one fact more.
    ///
    /// # Errors
    /// [`StepRefused`] when the piece, as it stands, does not take the step.
    pub fn append(mut self, stamp: Stamp, fact: PieceFact) -> Result<Self, StepRefused> {
        if !self.moves().contains(&fact.step) {
            return Err(StepRefused::NotNow { words: fact.step.words(), stage: self.stage().words });
        }
        fact.complete().map_err(StepRefused::Missing)?;
        let owed = self.dues().len();
        self.course.take(fact.step, &fact.answers)?;
        self.facts.push((stamp, fact));
        let goes_on = self.state() == PieceState::Open && self.dues().len() >= owed;
        if self.facts.len() > MOST_FACTS && goes_on {
            return rule("step", "This has become too long to go on with. Close it, and begin another");
        }
        Ok(self)
    }

    /// Its kind.
    pub fn kind(&self) -> PieceKind {
        self.course.kind()
    }

    /// The section of the record in which it lies.
    pub fn section(&self) -> Section {
        self.kind().section()
    }

    /// When it began, by whom, for which agency, which holds it.
    pub const fn begun(&self) -> Stamp {
        self.begun
    }

    /// Where it stands within its kind.
    pub fn stage(&self) -> Stage {
        self.course.stage()
    }

    /// Whether it goes on.
    pub fn state(&self) -> PieceState {
        if self.moves().is_empty() { PieceState::Closed } else { PieceState::Open }
    }

    /// The steps that it takes next.
    pub fn moves(&self) -> Vec<PieceStep> {
        self.course.moves()
    }

    /// What is due because of it.
    pub fn dues(&self) -> Vec<Due> {
        self.course.dues()
    }

    /// What whoever reads it should see to.
    pub fn warnings(&self, today: Date) -> Vec<&'static str> {
        self.course.warnings(today)
    }

    /// What there are several of: actions, strands, one sentence each.
    pub fn listed(&self) -> Vec<String> {
        self.course.listed()
    }

    /// The day by which pieces of its kind are counted.
    pub fn day(&self) -> Option<Date> {
        self.course.day()
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, PieceFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// How it stands: the last answer to each field that says so, in the order in which they were first asked.
    pub fn stands(&self) -> Vec<(&'static Field, &Answer)> {
        step::stands(self.facts.iter().map(|(_, fact)| fact))
    }
}

#[cfg(test)]
mod tests;

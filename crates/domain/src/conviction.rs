//! Convictions and cautions as they were recorded, corrected, or taken off the record.
//!
//! What holds: a correction replaces what was recorded and deletes nothing; what can be counted can be determined (a
//! prison sentence has a term, a suspended one has no end of its own). Whether one is spent is not kept: it follows, for a
//! day, in [`crate::rehabilitation`]. Deliberately not here: orders that probation carries out, which are another record.

use crate::{
    codes,
    ids::{AgencyId, ConvictionId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// What the court imposed, or what a caution was (information-sharing.md, section 7).
    SentenceKind {
        Custody = "custody", "Prison or detention";
        SuspendedCustody = "suspended_custody", "Suspended prison sentence";
        Extended = "extended", "Extended sentence";
        Life = "life", "Life sentence";
        PublicProtection = "public_protection", "Imprisonment for public protection";
        CommunityOrder = "community_order", "Community order";
        YouthRehabilitationOrder = "youth_rehabilitation_order", "Youth rehabilitation order";
        Fine = "fine", "Fine";
        ConditionalDischarge = "conditional_discharge", "Conditional discharge";
        BindOver = "bind_over", "Bind-over";
        OtherOrder = "other_order", "Another order of the court";
        AbsoluteDischarge = "absolute_discharge", "Absolute discharge";
        SimpleCaution = "simple_caution", "Simple caution";
        ConditionalCaution = "conditional_caution", "Conditional caution";
    }
}

impl SentenceKind {
    /// Whether it is measured in a term of custody.
    pub const fn is_term(self) -> bool {
        matches!(self, Self::Custody | Self::SuspendedCustody)
    }

    /// Whether it is a caution, and so no conviction.
    pub const fn is_caution(self) -> bool {
        matches!(self, Self::SimpleCaution | Self::ConditionalCaution)
    }
}

codes! {
    /// Age on the day of conviction.
    Age {
        Adult = "adult", "18 or over";
        Under18 = "under_18", "Under 18";
    }
}

codes! {
    /// How a term of custody runs beside the one before it.
    Runs {
        Concurrent = "concurrent", "At the same time as the one before";
        Consecutive = "consecutive", "After the one before";
    }
}

/// When a sentence, with licence and supervision, or an order ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// On this day, the last of it.
    On(Date),
    /// It has no end.
    Never,
    /// It has one, and we do not know it.
    NotKnown,
}

impl Ends {
    /// Its stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::On(_) => "on",
            Self::Never => "never",
            Self::NotKnown => "not_known",
        }
    }

    /// Read back from a code and a day.
    pub fn of(code: &str, day: Option<Date>) -> Option<Self> {
        match (code, day) {
            ("on", Some(day)) => Some(Self::On(day)),
            ("never", None) => Some(Self::Never),
            ("not_known", None) => Some(Self::NotKnown),
            _ => None,
        }
    }
}

/// A term of custody in months and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    months: u16, // INVARIANT: months and days are not both 0, at most 1,200 and 3,660
    days: u16,
}

impl Term {
    /// `None` for no time at all, or beyond a hundred years.
    pub fn new(months: u16, days: u16) -> Option<Self> {
        ((months, days) != (0, 0) && months <= 1_200 && days <= 3_660).then_some(Self { months, days })
    }

    /// Whole months.
    pub const fn months(self) -> u16 {
        self.months
    }

    /// Days besides.
    pub const fn days(self) -> u16 {
        self.days
    }

    /// The day after its last, when it begins on `day`.
    pub fn after(self, day: Date) -> Date {
        day.saturating_add(i64::from(self.months).months()).saturating_add(i64::from(self.days).days())
    }

    /// Whether it is longer than so many months, counted from `day`.
    pub fn is_over(self, months: u16, day: Date) -> bool {
        self.after(day) > day.saturating_add(i64::from(months).months())
    }

    /// This term and then that.
    #[must_use]
    pub const fn then(self, next: Self) -> Self {
        Self { months: self.months.saturating_add(next.months), days: self.days.saturating_add(next.days) }
    }
}

/// "2 years 6 months 3 days".
impl std::fmt::Display for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.months / 12, "year"), (self.months % 12, "month"), (self.days, "day")];
        let said = parts.iter().filter(|(count, _)| *count > 0);
        for (place, (count, unit)) in said.enumerate() {
            let gap = if place == 0 { "" } else { " " };
            let plural = if *count == 1 { "" } else { "s" };
            write!(f, "{gap}{count} {unit}{plural}")?;
        }
        Ok(())
    }
}

/// One sentence of a conviction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// What it is.
    pub kind: SentenceKind,
    /// How long, for custody.
    pub term: Option<Term>,
    /// When it ends.
    pub ends: Ends,
    /// How it runs beside the one before.
    pub runs: Runs,
    /// Whether it is for a serious violent, sexual or terrorist offence of Schedule 18.
    pub schedule_18: bool,
}

/// What was recorded of a conviction or caution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// For what, in plain words that may stand in a letter.
    pub offence: Line,
    /// Where.
    pub court: Option<Line>,
    /// The day of conviction or caution.
    pub day: Date,
    /// The day of sentence.
    pub sentenced: Date,
    /// Age on the day of conviction.
    pub age: Age,
    /// Whether the offence can be tried by magistrates only.
    pub summary_only: bool,
    sentences: Vec<Sentence>, // INVARIANT: 1 to 10, each with what its kind needs
}

/// Details that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DetailsWrong {
    /// None, or more than ten.
    #[error("give one to ten sentences")]
    Count,
    /// Sentenced before convicted.
    #[error("the day of sentence is before the day of conviction")]
    SentencedFirst,
    /// Custody without a term.
    #[error("a prison sentence needs its length")]
    NoTerm,
    /// A term for what has none.
    #[error("only a prison sentence has a length")]
    Term,
    /// It ends before it begins.
    #[error("the sentence ends before it begins")]
    EndsFirst,
    /// A suspended sentence with an end of its own.
    #[error("a suspended sentence is counted by its length: leave its end out; once activated it is prison")]
    SuspendedEnd,
    /// A caution beside a sentence.
    #[error("a caution stands alone")]
    CautionBeside,
}

impl Details {
    /// What was imposed, with how many sentences, held against each other.
    ///
    /// # Errors
    /// [`DetailsWrong`] names the first contradiction.
    pub fn new(
        offence: Line,
        court: Option<Line>,
        day: Date,
        sentenced: Date,
        age: Age,
        summary_only: bool,
        imposed: Vec<Sentence>,
    ) -> Result<Self, DetailsWrong> {
        if imposed.is_empty() || imposed.len() > 10 {
            return Err(DetailsWrong::Count);
        }
        if sentenced < day {
            return Err(DetailsWrong::SentencedFirst);
        }
        if imposed.len() > 1 && imposed.iter().any(|one| one.kind.is_caution()) {
            return Err(DetailsWrong::CautionBeside);
        }
        for one in &imposed {
            if one.kind.is_term() && one.term.is_none() {
                return Err(DetailsWrong::NoTerm);
            }
            if !one.kind.is_term() && one.term.is_some() {
                return Err(DetailsWrong::Term);
            }
            if one.kind == SentenceKind::SuspendedCustody && one.ends != Ends::NotKnown {
                return Err(DetailsWrong::SuspendedEnd);
            }
            if matches!(one.ends, Ends::On(end) if end < sentenced) {
                return Err(DetailsWrong::EndsFirst);
            }
        }
        Ok(Self { offence, court, day, sentenced, age, summary_only, sentences: imposed })
    }

    /// The sentences, in the order in which they were imposed.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Whether it is a caution.
    pub fn is_caution(&self) -> bool {
        self.sentences.iter().all(|one| one.kind.is_caution())
    }
}

codes! {
    /// Where the entry stands.
    ConvictionState {
        Kept = "kept", "On the record";
        Removed = "removed", "Taken off the record";
    }
}

codes! {
    /// What may be done to the entry.
    ConvictionMove {
        Record = "record", "Record";
        Correct = "correct", "Correct";
        Remove = "remove", "Take off the record";
    }
}

/// A dated fact about the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConvictionFact {
    /// Written down.
    Recorded(Details),
    /// Written anew, and why: an end moved, a sentence was varied, something was wrong.
    Corrected(Details, Prose),
    /// Quashed, or another person's.
    Removed(Prose),
}

impl ConvictionFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> ConvictionMove {
        match self {
            Self::Recorded(_) => ConvictionMove::Record,
            Self::Corrected(..) => ConvictionMove::Correct,
            Self::Removed(_) => ConvictionMove::Remove,
        }
    }
}

/// A step that the entry does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a conviction that is {from} cannot take the step {step:?}")]
pub struct ConvictionRefused {
    /// Where it stands.
    pub from: ConvictionState,
    /// What was tried.
    pub step: ConvictionMove,
}

/// A conviction or caution with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conviction {
    /// Which.
    pub id: ConvictionId,
    /// Whose.
    pub person: PersonId,
    /// The agency that recorded it.
    pub holder: AgencyId,
    details: Details,
    facts: Vec<(Stamp, ConvictionFact)>, // INVARIANT: the first records; replaying them gives `details` and `state`
    state: ConvictionState,
}

impl Conviction {
    /// One as it was first recorded.
    pub fn recorded(id: ConvictionId, person: PersonId, stamp: Stamp, details: Details) -> Self {
        let facts = vec![(stamp, ConvictionFact::Recorded(details.clone()))];
        Self { id, person, holder: stamp.agency, details, facts, state: ConvictionState::Kept }
    }

    /// Rebuilt from its kept facts; `None` when the first of them does not record it.
    ///
    /// # Errors
    /// [`ConvictionRefused`] when they contradict each other.
    pub fn replay(
        id: ConvictionId,
        person: PersonId,
        facts: impl IntoIterator<Item = (Stamp, ConvictionFact)>,
    ) -> Result<Option<Self>, ConvictionRefused> {
        let mut facts = facts.into_iter();
        let Some((stamp, ConvictionFact::Recorded(details))) = facts.next() else { return Ok(None) };
        let first = Self::recorded(id, person, stamp, details);
        facts.try_fold(first, |conviction, (stamp, fact)| conviction.append(stamp, fact)).map(Some)
    }

    /// # Errors
    /// [`ConvictionRefused`] once it is off the record, or when it is recorded again.
    pub fn append(mut self, stamp: Stamp, fact: ConvictionFact) -> Result<Self, ConvictionRefused> {
        let refused = ConvictionRefused { from: self.state, step: fact.as_move() };
        if self.state == ConvictionState::Removed {
            return Err(refused);
        }
        match &fact {
            ConvictionFact::Recorded(_) => return Err(refused),
            ConvictionFact::Corrected(details, _) => self.details = details.clone(),
            ConvictionFact::Removed(_) => self.state = ConvictionState::Removed,
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// What is recorded now.
    pub const fn details(&self) -> &Details {
        &self.details
    }

    /// Where the entry stands.
    pub const fn state(&self) -> ConvictionState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, ConvictionFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    const STAMP: Stamp =
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };

    /// One sentence, imposed on the day of conviction.
    pub(crate) fn convicted(day: Date, sentence: Sentence) -> Details {
        let offence = Line::new("theft from a shop").unwrap();
        Details::new(offence, None, day, day, Age::Adult, false, vec![sentence]).unwrap()
    }

    pub(crate) fn sentence(kind: SentenceKind, ends: Ends) -> Sentence {
        Sentence { kind, term: None, ends, runs: Runs::Concurrent, schedule_18: false }
    }

    pub(crate) fn custody(months: u16, ends: Date) -> Sentence {
        Sentence { term: Term::new(months, 0), ..sentence(SentenceKind::Custody, Ends::On(ends)) }
    }

    #[test]
    fn a_term_is_held_against_months_by_the_calendar() {
        let term = |months, days| Term::new(months, days).unwrap();
        let day = date(2024, 3, 1);
        assert!(!term(12, 0).is_over(12, day) && term(12, 1).is_over(12, day));
        assert!(!term(0, 365).is_over(12, day) && term(0, 366).is_over(12, day));
        assert!(!term(0, 366).is_over(12, date(2023, 3, 1)), "a year with a leap day");
        assert_eq!(term(30, 3).to_string(), "2 years 6 months 3 days");
        assert_eq!(term(1, 0).to_string(), "1 month");
        assert_eq!(Term::new(0, 0), None);
    }

    #[test]
    fn details_that_cannot_be_counted_are_refused() {
        let day = date(2025, 1, 10);
        let made = |sentences| {
            Details::new(Line::new("theft").unwrap(), None, day, day, Age::Adult, false, sentences).err()
        };
        let fine = sentence(SentenceKind::Fine, Ends::NotKnown);
        assert_eq!(made(vec![]), Some(DetailsWrong::Count));
        assert_eq!(made(vec![fine; 11]), Some(DetailsWrong::Count));
        assert_eq!(made(vec![sentence(SentenceKind::Custody, Ends::On(day))]), Some(DetailsWrong::NoTerm));
        assert_eq!(made(vec![Sentence { term: Term::new(1, 0), ..fine }]), Some(DetailsWrong::Term));
        let suspended = Sentence { kind: SentenceKind::SuspendedCustody, ..custody(6, date(2026, 1, 9)) };
        assert_eq!(made(vec![suspended]), Some(DetailsWrong::SuspendedEnd));
        assert_eq!(made(vec![custody(6, date(2025, 1, 9))]), Some(DetailsWrong::EndsFirst));
        let caution = sentence(SentenceKind::SimpleCaution, Ends::NotKnown);
        assert_eq!(made(vec![fine, caution]), Some(DetailsWrong::CautionBeside));
        assert_eq!(made(vec![fine, custody(6, date(2025, 7, 9))]), None);
    }

    proptest! {
        /// Replay gives the same entry; off the record it stays.
        #[test]
        fn replay_gives_the_same_entry(steps in vec(0..3_u8, 0..8)) {
            let why = Prose::new("The court wrote").unwrap();
            let details = |number: u8| {
                convicted(date(2020, 1, 1 + number.cast_signed()), sentence(SentenceKind::Fine, Ends::NotKnown))
            };
            let first = Conviction::recorded(ConvictionId(Uuid::nil()), PersonId(Uuid::nil()), STAMP, details(0));
            let mut number = 0;
            let played = steps.iter().fold(first, |conviction, step| {
                number += 1;
                let fact = match step {
                    0 => ConvictionFact::Recorded(details(number)),
                    1 => ConvictionFact::Corrected(details(number), why.clone()),
                    _ => ConvictionFact::Removed(why.clone()),
                };
                conviction.clone().append(STAMP, fact).unwrap_or(conviction)
            });
            let removed = steps.contains(&2);
            prop_assert_eq!(played.state() == ConvictionState::Removed, removed);
            let again = Conviction::replay(played.id, played.person, played.facts().to_vec());
            prop_assert_eq!(again, Ok(Some(played)));
        }
    }
}

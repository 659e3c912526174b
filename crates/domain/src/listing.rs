//! Somebody's place on the list of a hub: proposed, decided by its panel, kept, and ended by its panel.
//!
//! What holds: nobody is on a list, or off it, but by a decision of the panel with a reason; every position stays; each partner
//! acknowledges each change. Source: practice catalogue, S3-16, S3-25, S3-26 and S3-42.

use crate::{
    codes,
    cohort::{CohortKind, LegalStatus, Principle},
    ids::{AgencyId, HubId, ListingId, PersonId},
    panel::{Outcome, Position, Round, RoundRefused, Terms},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// Where it stands.
    ListingState {
        Proposed = "proposed", "Proposed";
        Listed = "listed", "On the list";
        Leaving = "leaving", "On the list, proposed to leave it";
        NotAgreed = "not_agreed", "Not agreed";
        NotDecided = "not_decided", "Not decided: too few positions";
        Left = "left", "Off the list";
    }
}

impl ListingState {
    /// Whether the person is on the list.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::Listed | Self::Leaving)
    }

    /// Whether the panel is asked.
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Proposed | Self::Leaving)
    }

    /// Whether nothing more can come of it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::NotAgreed | Self::NotDecided | Self::Left)
    }
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: ListingId,
    /// Who.
    pub person: PersonId,
    /// To which hub.
    pub hub: HubId,
    /// As which kind.
    pub kind: CohortKind,
    /// Under an order or not, as whoever proposes it knows.
    pub status: LegalStatus,
    /// With which of its teams, by its number.
    pub team: u16,
    /// Why.
    pub why: Prose,
    /// Who is asked, by when, and how it is counted.
    pub terms: Terms,
    /// Who proposed it, when, for which agency.
    pub stamp: Stamp,
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListingFact {
    /// An agency of the panel says what it thinks.
    Said(Position),
    /// The positions came to this.
    Decided(Outcome),
    /// It is proposed that the person leaves the list.
    Leave(Prose, Terms),
    /// An agency of the hub has taken note of the last change of the list.
    Acknowledged,
    /// What is in place of one of the principles.
    InPlace(Principle, Line),
    /// Another team of the hub works with the person.
    Passed(u16),
    /// Under an order now, or not any more.
    Status(LegalStatus),
}

impl ListingFact {
    /// Its stored code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Said(_) => "said",
            Self::Decided(_) => "decided",
            Self::Leave(..) => "leave",
            Self::Acknowledged => "acknowledged",
            Self::InPlace(..) => "in_place",
            Self::Passed(_) => "passed",
            Self::Status(_) => "status",
        }
    }
}

/// What a listing does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListingRefused {
    /// Nobody is asked.
    #[error("the panel is not asked now")]
    NotAsked,
    /// It is asked already.
    #[error("the panel is asked already")]
    Asked,
    /// The person is not on the list.
    #[error("they are not on the list")]
    NotOn,
    /// The agency was not asked.
    #[error("your agency is not of this panel")]
    NotOfPanel,
    /// Too much has happened.
    #[error("there is no room for more: propose that they leave the list, and enter them anew")]
    TooMany,
}

impl From<RoundRefused> for ListingRefused {
    fn from(RoundRefused::NotAsked: RoundRefused) -> Self {
        Self::NotOfPanel
    }
}

/// Facts of one listing at most.
const MOST: usize = 500;

/// A listing with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What was proposed.
    pub entry: Entry,
    facts: Vec<(Stamp, ListingFact)>, // INVARIANT: replaying them gives all below
    round: Round,
    state: ListingState,
    changed: Option<Stamp>,
    acknowledged: BTreeMap<AgencyId, Stamp>,
    in_place: BTreeMap<Principle, Line>,
    team: u16,
    status: LegalStatus,
}

impl Listing {
    /// A listing as it is proposed.
    pub fn new(entry: Entry) -> Self {
        Self {
            facts: Vec::new(),
            round: Round::new(entry.terms.clone()),
            state: ListingState::Proposed,
            changed: None,
            acknowledged: BTreeMap::new(),
            in_place: BTreeMap::new(),
            team: entry.team,
            status: entry.status,
            entry,
        }
    }

    /// Rebuilds a listing from its kept facts.
    ///
    /// # Errors
    /// [`ListingRefused`] when they contradict each other.
    pub fn replay(
        entry: Entry,
        facts: impl IntoIterator<Item = (Stamp, ListingFact)>,
    ) -> Result<Self, ListingRefused> {
        facts.into_iter().try_fold(Self::new(entry), |listing, (stamp, fact)| listing.append(stamp, fact))
    }

    /// The listing with one fact more.
    ///
    /// # Errors
    /// [`ListingRefused`] when it does not take the fact.
    pub fn append(mut self, stamp: Stamp, fact: ListingFact) -> Result<Self, ListingRefused> {
        // There is always room to leave, and for what a panel that was asked says and decides: nobody stays on a list because its
        // history is long.
        let ends = matches!(fact, ListingFact::Leave(..) | ListingFact::Said(_) | ListingFact::Decided(_));
        if self.facts.len() >= MOST && !ends {
            return Err(ListingRefused::TooMany);
        }
        let (on, asked) = (self.state.is_on(), self.state.is_asked());
        match &fact {
            ListingFact::Said(_) | ListingFact::Decided(_) if !asked => return Err(ListingRefused::NotAsked),
            ListingFact::Leave(..) if asked => return Err(ListingRefused::Asked),
            ListingFact::Leave(..)
            | ListingFact::InPlace(..)
            | ListingFact::Passed(_)
            | ListingFact::Status(_)
                if !on =>
            {
                return Err(ListingRefused::NotOn);
            }
            ListingFact::Acknowledged if self.changed.is_none() => return Err(ListingRefused::NotOn),
            ListingFact::Said(position) => self.round.say(stamp, position.clone())?,
            ListingFact::Decided(outcome) => self.decided(stamp, *outcome),
            ListingFact::Leave(_, terms) => {
                self.round = Round::new(terms.clone());
                self.state = ListingState::Leaving;
            }
            ListingFact::Acknowledged => {
                self.acknowledged.insert(stamp.agency, stamp);
            }
            ListingFact::InPlace(principle, words) => {
                self.in_place.insert(*principle, words.clone());
            }
            ListingFact::Passed(team) => self.team = *team,
            ListingFact::Status(status) => self.status = *status,
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    fn decided(&mut self, stamp: Stamp, outcome: Outcome) {
        let leaving = self.state == ListingState::Leaving;
        self.state = match (leaving, outcome) {
            (false, Outcome::Agreed) | (true, Outcome::NotAgreed | Outcome::NoQuorum) => ListingState::Listed,
            (false, Outcome::NotAgreed) => ListingState::NotAgreed,
            (false, Outcome::NoQuorum) => ListingState::NotDecided,
            (true, Outcome::Agreed) => ListingState::Left,
        };
        // Only what changes the list is there to be acknowledged.
        if outcome == Outcome::Agreed {
            self.changed = Some(stamp);
            self.acknowledged.clear();
        }
    }

    /// Where it stands.
    pub const fn state(&self) -> ListingState {
        self.state
    }

    /// The question that the panel was asked last, with its positions.
    pub const fn round(&self) -> &Round {
        &self.round
    }

    /// When the list last changed because of it.
    pub const fn changed(&self) -> Option<Stamp> {
        self.changed
    }

    /// Which of these agencies have not acknowledged the last change.
    pub fn not_acknowledged(&self, of: &BTreeSet<AgencyId>) -> Vec<AgencyId> {
        let waits = |agency: &&AgencyId| self.changed.is_some() && !self.acknowledged.contains_key(*agency);
        of.iter().filter(waits).copied().collect()
    }

    /// What is in place of each principle.
    pub const fn in_place(&self) -> &BTreeMap<Principle, Line> {
        &self.in_place
    }

    /// The number of the team that works with the person.
    pub const fn team(&self) -> u16 {
        self.team
    }

    /// Under an order or not.
    pub const fn status(&self) -> LegalStatus {
        self.status
    }

    /// Since which day the person has been on the list: that of the decision; `None` before it.
    pub fn listed(&self) -> Option<Stamp> {
        self.facts.iter().find_map(|(stamp, fact)| match fact {
            ListingFact::Decided(Outcome::Agreed) => Some(*stamp),
            _ => None,
        })
    }

    /// What is to be decided on `today`, where the panel is asked and nothing more can change it.
    pub fn due(&self, today: Date) -> Option<Outcome> {
        if self.state.is_asked() { self.round.decided_on(today) } else { None }
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, ListingFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::AccountId,
        panel::{Rule, Stance},
    };
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    const BY: Date = date(2026, 12, 4);

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn stamp(number: u128) -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::from_u128(8)), agency: agency(number) }
    }

    fn terms() -> Terms {
        Terms { asked: (1..=3).map(agency).collect(), by: BY, quorum: 2, rule: Rule::Majority }
    }

    fn prose(words: &str) -> Prose {
        Prose::new(words).unwrap()
    }

    fn proposed() -> Listing {
        Listing::new(Entry {
            id: ListingId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            hub: HubId(Uuid::from_u128(3)),
            kind: CohortKind::Ppo,
            status: LegalStatus::NonStatutory,
            team: 1,
            why: prose("Eight burglaries in a year."),
            terms: terms(),
            stamp: stamp(1),
        })
    }

    fn said(stance: Stance) -> ListingFact {
        ListingFact::Said(Position { stance, words: None })
    }

    fn listed() -> Listing {
        [(1, said(Stance::For)), (2, said(Stance::For)), (9, ListingFact::Decided(Outcome::Agreed))]
            .into_iter()
            .fold(proposed(), |listing, (by, fact)| listing.append(stamp(by), fact).unwrap())
    }

    #[test]
    fn nobody_is_on_a_list_or_off_it_without_the_panel() {
        let early = proposed();
        for fact in
            [ListingFact::Passed(2), ListingFact::Acknowledged, ListingFact::Leave(prose("x"), terms())]
        {
            assert!(early.clone().append(stamp(1), fact).is_err());
        }
        assert_eq!(early.due(BY), None);
        let on = listed();
        assert_eq!(on.state(), ListingState::Listed);
        let leaving =
            on.append(stamp(2), ListingFact::Leave(prose("No offence for a year."), terms())).unwrap();
        assert_eq!((leaving.state(), leaving.round().said().len()), (ListingState::Leaving, 0));
        assert_eq!(leaving.due(date(2026, 12, 5)), Some(Outcome::NoQuorum));
        let stays = leaving.clone().append(stamp(9), ListingFact::Decided(Outcome::NoQuorum)).unwrap();
        assert_eq!(stays.state(), ListingState::Listed, "without a quorum everything stays as it was");
        let off = leaving.append(stamp(9), ListingFact::Decided(Outcome::Agreed)).unwrap();
        assert_eq!(off.state(), ListingState::Left);
        assert_eq!(off.append(stamp(1), said(Stance::For)), Err(ListingRefused::NotAsked));
    }

    #[test]
    fn a_long_history_keeps_nobody_on_a_list() {
        let status = || ListingFact::Status(LegalStatus::Statutory);
        let mut long = listed();
        while long.facts().len() < MOST {
            long = long.append(stamp(1), status()).unwrap();
        }
        assert_eq!(long.clone().append(stamp(1), status()), Err(ListingRefused::TooMany));
        let leave = (1, ListingFact::Leave(prose("No offence for a year."), terms()));
        let off = [
            leave,
            (1, said(Stance::For)),
            (2, said(Stance::For)),
            (9, ListingFact::Decided(Outcome::Agreed)),
        ]
        .into_iter()
        .fold(long, |listing, (by, fact)| listing.append(stamp(by), fact).unwrap());
        assert_eq!(off.state(), ListingState::Left);
    }

    #[test]
    fn s3_26_each_change_is_acknowledged_anew() {
        let partners: BTreeSet<AgencyId> = (1..=3).map(agency).collect();
        let on = listed();
        assert_eq!(on.not_acknowledged(&partners), [agency(1), agency(2), agency(3)]);
        let on = on.append(stamp(2), ListingFact::Acknowledged).unwrap();
        assert_eq!(on.not_acknowledged(&partners), [agency(1), agency(3)]);
        let on = on.append(stamp(2), ListingFact::Leave(prose("He has moved."), terms())).unwrap();
        assert_eq!(on.not_acknowledged(&partners), [agency(1), agency(3)], "a proposal changes no list");
        let off = on.append(stamp(9), ListingFact::Decided(Outcome::Agreed)).unwrap();
        assert_eq!(off.not_acknowledged(&partners), [agency(1), agency(2), agency(3)]);
    }

    fn any_fact() -> impl Strategy<Value = (u128, ListingFact)> {
        let fact = prop_oneof![
            (0..3_usize).prop_map(|stance| said(Stance::ALL[stance])),
            (0..3_usize).prop_map(|outcome| ListingFact::Decided(Outcome::ALL[outcome])),
            Just(ListingFact::Leave(prose("He has moved."), terms())),
            Just(ListingFact::Acknowledged),
            (0..4_usize).prop_map(|one| {
                ListingFact::InPlace(Principle::ALL[one], Line::new("Seen every week").unwrap())
            }),
            (1..4_u16).prop_map(ListingFact::Passed),
            (0..2_usize).prop_map(|one| ListingFact::Status(LegalStatus::ALL[one])),
        ];
        (1..5_u128, fact)
    }

    proptest! {
        /// Whatever is tried: what was taken replays to the same listing, who is on the list was decided to be, and a state that is
        /// over takes nothing but an acknowledgement.
        #[test]
        fn what_was_taken_replays_and_only_a_decision_changes_the_list(
            facts in proptest::collection::vec(any_fact(), 0..40),
        ) {
            let mut now = proposed();
            for (by, fact) in facts {
                let was = now.state();
                if let Ok(after) = now.clone().append(stamp(by), fact.clone()) {
                    let decided = matches!(fact, ListingFact::Decided(_));
                    prop_assert!(was.is_on() == after.state().is_on() || decided);
                    prop_assert!(!was.is_over() || fact == ListingFact::Acknowledged);
                    now = after;
                }
            }
            let again = Listing::replay(now.entry.clone(), now.facts().to_vec());
            prop_assert_eq!(again.as_ref(), Ok(&now));
            prop_assert_eq!(now.listed().is_some(), now.state().is_on() || now.state() == ListingState::Left);
        }
    }
}

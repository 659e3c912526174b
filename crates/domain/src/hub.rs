//! A hub: a unit in which teams of several agencies work with the same people, with one list of whom they put first.
//!
//! What holds: how a hub is set is kept with its day, and nothing of it is overwritten; no result is published before it has worked
//! for its first twelve months. Source: practice catalogue, S3-16, S3-25, S3-27 and S3-42; reoffending.md, section 4.

use crate::{
    codes,
    cohort::Criteria,
    ids::{AgencyId, HubId},
    panel::Rule,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Teams of one hub at most.
pub const MOST_TEAMS: usize = 20;
/// Months of operation before a result is published.
pub const MATURE_AFTER: i64 = 12;
/// People of a yearly cohort at least: a share of fewer would tell of single people.
pub const FEWEST: u32 = 10;

codes! {
    /// Whom a team of a hub works with.
    Ages {
        Any = "any", "Everybody";
        Youth = "youth", "Under 18";
        Adult = "adult", "18 and over";
    }
}

/// A team of a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubTeam {
    /// Its number within the hub, from 1 on, never given to another team.
    pub number: u16,
    /// Whose staff it is.
    pub agency: AgencyId,
    /// Its name.
    pub name: Line,
    /// Whom it works with.
    pub ages: Ages,
}

/// How a hub is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubTerms {
    /// Its name.
    pub name: Line,
    /// The first day on which it worked with people.
    pub operating: Date,
    /// How many people there is room for.
    pub places: u16,
    /// How many members of staff it has.
    pub staff: u16,
    /// Its teams. Their agencies are its panel.
    pub teams: Vec<HubTeam>,
    /// Positions that a decision of the panel takes at least.
    pub quorum: u16,
    /// By which rule the panel decides.
    pub rule: Rule,
    /// The panel meets at least once in so many months.
    pub meets: u16,
    /// Whom its lists are for, in rows of the partnership's own.
    pub criteria: Vec<Criteria>,
}

/// What is wrong with how a hub is to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsRefused {
    /// No team, or too many.
    #[error("A hub has at least one team and 20 at most")]
    Teams,
    /// A number twice.
    #[error("Each team of a hub has a number of its own")]
    Numbers,
    /// More positions than agencies.
    #[error("The quorum cannot be more than the agencies of the hub, and must be 1 at least")]
    Quorum,
    /// No room, or no end of it.
    #[error("A hub has places for 1 to 1,000 people")]
    Places,
    /// It never meets.
    #[error("The panel meets at least once in 1 to 24 months")]
    Meets,
}

impl HubTerms {
    /// The agencies of its teams, which are its panel.
    pub fn agencies(&self) -> BTreeSet<AgencyId> {
        self.teams.iter().map(|team| team.agency).collect()
    }

    /// The team of that number.
    pub fn team(&self, number: u16) -> Option<&HubTeam> {
        self.teams.iter().find(|team| team.number == number)
    }

    /// # Errors
    /// [`TermsRefused`] when they contradict each other.
    pub fn check(&self) -> Result<(), TermsRefused> {
        let numbers: BTreeSet<u16> = self.teams.iter().map(|team| team.number).collect();
        if self.teams.is_empty() || self.teams.len() > MOST_TEAMS {
            Err(TermsRefused::Teams)
        } else if numbers.len() != self.teams.len() {
            Err(TermsRefused::Numbers)
        } else if self.quorum == 0 || usize::from(self.quorum) > self.agencies().len() {
            Err(TermsRefused::Quorum)
        } else if self.places == 0 || self.places > 1000 {
            Err(TermsRefused::Places)
        } else if self.meets == 0 || self.meets > 24 {
            Err(TermsRefused::Meets)
        } else {
            Ok(())
        }
    }
}

/// Convictions of those who were on the list in one year: in the twelve months before it, and in the twelve months after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearOf {
    /// The first day of the year.
    pub from: Date,
    /// People.
    pub people: u32,
    /// Their convictions in the twelve months before.
    pub before: u32,
    /// Their convictions in the twelve months after.
    pub after: u32,
    /// The same two figures of people who are compared with.
    pub comparator: Option<(u32, u32)>,
}

/// What is wrong with figures of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YearRefused {
    /// So few that a figure would tell of single people.
    #[error("There must be 10 people at least: figures of fewer would tell of single people")]
    TooFew,
    /// Nothing to reduce.
    #[error("There must be at least one conviction before")]
    NothingBefore,
    /// It is not over.
    #[error("The year and the 12 months after it must be over")]
    NotOver,
}

/// From this age on somebody is an adult, in years.
const OF_AGE: i16 = 18;

impl Ages {
    /// Whether such a team works with somebody of this age, in whole years.
    pub const fn takes(self, age: i16) -> bool {
        match self {
            Self::Any => true,
            Self::Youth => age < OF_AGE,
            Self::Adult => age >= OF_AGE,
        }
    }
}

impl YearOf {
    /// # Errors
    /// [`YearRefused`] when they cannot be counted, or not yet on `today`.
    pub fn check(&self, today: Date) -> Result<(), YearRefused> {
        if self.people < FEWEST {
            Err(YearRefused::TooFew)
        } else if self.before == 0 || self.comparator.is_some_and(|(before, _)| before == 0) {
            Err(YearRefused::NothingBefore)
        } else if self.from.saturating_add(24.months()) > today {
            Err(YearRefused::NotOver)
        } else {
            Ok(())
        }
    }

    /// By how much convictions fell, in per cent; below nought where they rose.
    pub fn reduction(&self) -> f64 {
        reduction(self.before, self.after)
    }

    /// The same of those who are compared with.
    pub fn compared(&self) -> Option<f64> {
        self.comparator.map(|(before, after)| reduction(before, after))
    }
}

fn reduction(before: u32, after: u32) -> f64 {
    100.0 * (f64::from(before) - f64::from(after)) / f64::from(before)
}

/// What a hub has achieved.
#[derive(Debug, Clone, PartialEq)]
pub enum HubResult {
    /// It has not worked for twelve months: nothing is measured before that day.
    NotYet(Date),
    /// It has, and no year was counted.
    NoFigures,
    /// By how much convictions fell in the mean of the years.
    Measured {
        /// In per cent.
        mean: f64,
        /// The same of those who are compared with, where every year has them.
        comparator: Option<f64>,
    },
}

/// A dated fact about a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubFact {
    /// It is set so from now on.
    Set(HubTerms),
    /// The panel met, and what it came to, without names.
    Met(Date, Option<Prose>),
    /// A year was counted. A later count of the same year takes its place.
    Counted(YearOf),
}

/// What a hub does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HubRefused {
    /// A team that people are with cannot be left out.
    #[error("A team cannot be given to another agency, or left out: people are with it")]
    TeamGone,
}

/// A hub with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Its id.
    pub id: HubId,
    /// Opened when, by whom, and for which agency, which leads it.
    pub stamp: Stamp,
    terms: HubTerms,
    facts: Vec<(Stamp, HubFact)>, // INVARIANT: replaying them gives `terms`
    first: HubTerms,
}

impl Hub {
    /// A hub as it is opened.
    pub fn new(id: HubId, stamp: Stamp, terms: HubTerms) -> Self {
        Self { id, stamp, first: terms.clone(), terms, facts: Vec::new() }
    }

    /// # Errors
    /// [`HubRefused`] when it does not take the fact.
    pub fn append(mut self, stamp: Stamp, fact: HubFact) -> Result<Self, HubRefused> {
        if let HubFact::Set(terms) = &fact {
            let stays = |team: &HubTeam| terms.team(team.number).is_some_and(|new| new.agency == team.agency);
            if !self.terms.teams.iter().all(stays) {
                return Err(HubRefused::TeamGone);
            }
            self.terms = terms.clone();
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Rebuilds a hub from its kept facts.
    ///
    /// # Errors
    /// [`HubRefused`] when they contradict each other.
    pub fn replay(
        id: HubId,
        stamp: Stamp,
        terms: HubTerms,
        facts: impl IntoIterator<Item = (Stamp, HubFact)>,
    ) -> Result<Self, HubRefused> {
        facts.into_iter().try_fold(Self::new(id, stamp, terms), |hub, (stamp, fact)| hub.append(stamp, fact))
    }

    /// The agency that leads it.
    pub const fn lead(&self) -> AgencyId {
        self.stamp.agency
    }

    /// How it is set now.
    pub const fn terms(&self) -> &HubTerms {
        &self.terms
    }

    /// How it was set when it was opened.
    pub const fn first(&self) -> &HubTerms {
        &self.first
    }

    /// The agencies that share its list: those of its teams, and the one that leads it.
    pub fn agencies(&self) -> BTreeSet<AgencyId> {
        let mut agencies = self.terms.agencies();
        agencies.insert(self.lead());
        agencies
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, HubFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// The day by which the panel meets next.
    pub fn next_meeting(&self) -> Date {
        let met = self.facts.iter().filter_map(|(_, fact)| match fact {
            HubFact::Met(day, _) => Some(*day),
            HubFact::Set(_) | HubFact::Counted(_) => None,
        });
        let last = met.max().unwrap_or(self.terms.operating);
        last.saturating_add(i64::from(self.terms.meets).months())
    }

    /// The years that were counted, oldest first, each by its latest count.
    pub fn years(&self) -> Vec<YearOf> {
        let mut years: Vec<YearOf> = Vec::new();
        for (_, fact) in &self.facts {
            if let HubFact::Counted(year) = fact {
                years.retain(|one| one.from != year.from);
                years.push(*year);
            }
        }
        years.sort_by_key(|year| year.from);
        years
    }

    /// What it has achieved, as it may be published on `today`.
    pub fn result(&self, today: Date) -> HubResult {
        let mature = self.terms.operating.saturating_add(MATURE_AFTER.months());
        let years = self.years();
        let mean = |of: Vec<f64>| {
            let count: f64 = of.iter().map(|_| 1.0).sum();
            of.iter().sum::<f64>() / count
        };
        if today < mature {
            HubResult::NotYet(mature)
        } else if years.is_empty() {
            HubResult::NoFigures
        } else {
            let compared: Option<Vec<f64>> = years.iter().map(YearOf::compared).collect();
            let mean_of_years = mean(years.iter().map(YearOf::reduction).collect());
            HubResult::Measured { mean: mean_of_years, comparator: compared.map(mean) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn team(number: u16, agency_number: u128) -> HubTeam {
        let name = Line::new(&format!("Team {number}")).unwrap();
        HubTeam { number, agency: agency(agency_number), name, ages: Ages::Any }
    }

    fn terms() -> HubTerms {
        HubTerms {
            name: Line::new("Harbour hub").unwrap(),
            operating: date(2025, 11, 1),
            places: 300,
            staff: 20,
            teams: vec![team(1, 1), team(2, 2), team(3, 3)],
            quorum: 2,
            rule: Rule::Majority,
            meets: 3,
            criteria: vec![],
        }
    }

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::from_u128(8)), agency: agency(1) }
    }

    fn hub() -> Hub {
        Hub::new(HubId(Uuid::from_u128(5)), stamp(), terms())
    }

    fn year(from: Date, before: u32, after: u32) -> HubFact {
        HubFact::Counted(YearOf { from, people: 50, before, after, comparator: None })
    }

    #[test]
    fn how_a_hub_is_set_must_hold_together() {
        assert_eq!(terms().check(), Ok(()));
        let wrong = |change: fn(&mut HubTerms)| {
            let mut terms = terms();
            change(&mut terms);
            terms.check().unwrap_err()
        };
        assert_eq!(wrong(|terms| terms.teams.clear()), TermsRefused::Teams);
        assert_eq!(wrong(|terms| terms.teams.push(team(3, 4))), TermsRefused::Numbers);
        assert_eq!(wrong(|terms| terms.quorum = 4), TermsRefused::Quorum);
        assert_eq!(wrong(|terms| terms.quorum = 0), TermsRefused::Quorum);
        assert_eq!(wrong(|terms| terms.places = 1001), TermsRefused::Places);
        assert_eq!(wrong(|terms| terms.meets = 0), TermsRefused::Meets);
    }

    #[test]
    fn s3_42_the_day_of_the_next_meeting_follows_from_the_last() {
        let hub = hub();
        assert_eq!(hub.next_meeting(), date(2026, 2, 1));
        let hub = hub.append(stamp(), HubFact::Met(date(2026, 1, 15), None)).unwrap();
        assert_eq!(hub.next_meeting(), date(2026, 4, 15));
        let hub = hub.append(stamp(), HubFact::Met(date(2025, 12, 15), None)).unwrap();
        assert_eq!(hub.next_meeting(), date(2026, 4, 15), "one that is recorded late moves nothing");
    }

    #[test]
    fn s3_27_no_result_before_twelve_months_and_the_mean_of_the_years_after() {
        let mut hub = hub();
        assert_eq!(hub.result(date(2026, 10, 31)), HubResult::NotYet(date(2026, 11, 1)));
        assert_eq!(hub.result(date(2026, 11, 1)), HubResult::NoFigures);
        for (from, before, after) in [(2005, 200, 150), (2006, 100, 70), (2007, 120, 78)] {
            hub = hub.append(stamp(), year(date(from, 4, 1), before, after)).unwrap();
        }
        let HubResult::Measured { mean, comparator } = hub.result(date(2026, 11, 1)) else { panic!() };
        assert!((mean - 30.0).abs() < 1e-9, "{mean}");
        assert_eq!(comparator, None);
        // A year that is counted again takes the place of its first count.
        hub = hub.append(stamp(), year(date(2005, 4, 1), 200, 100)).unwrap();
        let HubResult::Measured { mean, .. } = hub.result(date(2026, 11, 1)) else { panic!() };
        assert!((mean - (50.0 + 30.0 + 35.0) / 3.0).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn a_year_is_counted_once_it_is_over_and_not_of_single_people() {
        let year = |people, before, comparator| YearOf {
            from: date(2024, 4, 1),
            people,
            before,
            after: 3,
            comparator,
        };
        assert_eq!(year(10, 9, None).check(date(2026, 4, 1)), Ok(()));
        assert_eq!(year(10, 9, None).check(date(2026, 3, 31)), Err(YearRefused::NotOver));
        assert_eq!(year(9, 9, None).check(date(2026, 4, 1)), Err(YearRefused::TooFew));
        assert_eq!(year(10, 0, None).check(date(2026, 4, 1)), Err(YearRefused::NothingBefore));
        assert_eq!(year(10, 9, Some((0, 3))).check(date(2026, 4, 1)), Err(YearRefused::NothingBefore));
    }

    #[test]
    fn a_team_stays_with_its_agency() {
        let mut other = terms();
        other.teams[2].agency = agency(9);
        assert_eq!(hub().append(stamp(), HubFact::Set(other)), Err(HubRefused::TeamGone));
        let mut more = terms();
        more.teams.push(team(4, 9));
        let hub = hub().append(stamp(), HubFact::Set(more)).unwrap();
        assert_eq!((hub.terms().teams.len(), hub.first().teams.len()), (4, 3));
    }
}

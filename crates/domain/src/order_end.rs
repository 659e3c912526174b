//! The end of an order: when to look ahead, whom to tell, and whether it may end early.
//!
//! Source: orders.md, sections 2.1 and 3.3; an agency that goes on treating the person is told that probation's part ends,
//! one whose treatment has closed is not. What was reached at the end is kept as outcomes.

use crate::{
    codes,
    duty::Owner,
    ids::{AccountId, AgencyId},
    text::Line,
    timing::{NoTiming, TimingCode, Timings},
};
use jiff::civil::Date;

/// The rules that look ahead to the end, earliest first.
pub const LOOKS: [TimingCode; 4] =
    [TimingCode::EndFirst, TimingCode::EndSecond, TimingCode::EndThird, TimingCode::EndLast];

/// The days on which the end is looked at, with how many days are then left; those before `from` are left out.
///
/// # Errors
/// [`NoTiming`] when the catalogue lacks one of the rules.
pub fn looks(from: Date, ends: Date, timings: &Timings) -> Result<Vec<(Date, u16)>, NoTiming> {
    let mut days = Vec::with_capacity(LOOKS.len());
    for code in LOOKS {
        let row = timings.on(code, ends)?;
        let day = timings.before(code, ends)?;
        if day >= from {
            days.push((day, row.count));
        }
    }
    Ok(days)
}

/// What an agency does for a person, as far as the end of the order is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// Which agency.
    pub agency: AgencyId,
    /// The last day, where it has closed.
    pub closed: Option<Date>,
    /// Who does it there, where somebody is named.
    pub account: Option<AccountId>,
    /// Whether they lead on it.
    pub leads: bool,
}

/// Who at an agency goes on with the person after `day`: whoever leads there, else the first of those named.
pub fn goes_on(involved: &[Involved], agency: AgencyId, day: Date) -> Option<AccountId> {
    let named = || {
        involved
            .iter()
            .filter(move |one| one.agency == agency && one.closed.is_none_or(|closed| closed > day))
            .filter(|one| one.account.is_some())
    };
    named().find(|one| one.leads).or_else(|| named().next()).and_then(|one| one.account)
}

/// Whom to tell on `day`: each agency that goes on, once; not the holder itself, and none whose part has closed. Where
/// somebody there works with the person it is theirs to read, else their team's.
pub fn to_tell(involved: &[Involved], holder: AgencyId, day: Date) -> Vec<Owner> {
    let open = involved.iter().filter(|one| one.closed.is_none_or(|closed| closed > day));
    let mut agencies: Vec<AgencyId> = open.map(|one| one.agency).filter(|agency| *agency != holder).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let owner = |agency| Owner { agency, account: goes_on(involved, agency, day) };
    agencies.into_iter().map(owner).collect()
}

/// What one agency was told, and whether it has said that it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndNotice {
    /// Which agency.
    pub agency: AgencyId,
    /// The day it was told.
    pub told: Date,
    /// The day the order ends.
    pub ends: Date,
    /// Whom the person or the agency may turn to afterwards.
    pub contact: Line,
    /// The day it acknowledged.
    pub acknowledged: Option<Date>,
}

codes! {
    /// What stands against an early end.
    StandsAgainst {
        CourtReviews = "court_reviews", "The court reviews this order";
        Instructions = "instructions", "Further instructions are needed under the rehabilitation or probation requirement";
        Requirements = "requirements", "A requirement has not been complied with";
        Plan = "plan", "The sentence plan’s objectives are not met, or some must be added";
    }
}

/// What the responsible officer finds (Sentencing Act 2026, sections 38 and 39).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyEnd {
    /// The order has a special-procedure review provision.
    pub court_reviews: bool,
    /// Whether further instructions are needed; `None` without a probation requirement.
    pub instructions_needed: Option<bool>,
    /// Every other requirement has been complied with.
    pub requirements_met: bool,
    /// Whether the plan's objectives are met and none need be added; `None` without a plan.
    pub plan_met: Option<bool>,
}

impl EarlyEnd {
    /// The test of automatic termination: all four must hold.
    ///
    /// # Errors
    /// Everything that stands against it.
    pub fn test(&self) -> Result<(), Vec<StandsAgainst>> {
        let against: Vec<StandsAgainst> = [
            (self.court_reviews, StandsAgainst::CourtReviews),
            (self.instructions_needed == Some(true), StandsAgainst::Instructions),
            (!self.requirements_met, StandsAgainst::Requirements),
            (self.plan_met == Some(false), StandsAgainst::Plan),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
        .collect();
        if against.is_empty() { Ok(()) } else { Err(against) }
    }
}

codes! {
    /// What is measured at the end.
    OutcomeKind {
        Audit = "audit", "AUDIT score";
        Accommodation = "accommodation", "Settled accommodation";
        Employment = "employment", "Employment, training or education";
    }
}

codes! {
    /// What was found.
    OutcomeAnswer {
        Yes = "yes", "Yes";
        No = "no", "No";
        Unknown = "unknown", "Not known";
        Score = "score", "A score";
    }
}

/// One outcome of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What was measured.
    pub kind: OutcomeKind,
    /// What was found.
    pub answer: OutcomeAnswer,
    /// The score, where it is one.
    pub score: Option<u32>,
    /// On which day.
    pub day: Date,
}

impl Outcome {
    /// Whether answer and score fit the kind: AUDIT has a score of 0 to 40 or is not known, the others a plain answer.
    pub fn holds(&self) -> bool {
        match (self.kind, self.answer, self.score) {
            (OutcomeKind::Audit, OutcomeAnswer::Score, Some(score)) => score <= 40,
            (OutcomeKind::Audit, answer, None) => answer == OutcomeAnswer::Unknown,
            (OutcomeKind::Accommodation | OutcomeKind::Employment, answer, None) => {
                answer != OutcomeAnswer::Score
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::tests::defaults;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn the_end_is_looked_at_four_times_as_far_as_there_is_time() {
        let ends = date(2026, 12, 31);
        let days = looks(date(2026, 1, 1), ends, &defaults()).unwrap();
        let expected = [
            (date(2026, 10, 2), 90),
            (date(2026, 11, 1), 60),
            (date(2026, 12, 1), 30),
            (date(2026, 12, 24), 7),
        ];
        assert_eq!(days, expected);
        assert_eq!(looks(date(2026, 12, 1), ends, &defaults()).unwrap(), expected[2..]);
        assert_eq!(looks(ends, ends, &defaults()).unwrap(), []);
    }

    fn one(agency: AgencyId, closed: Option<Date>, account: Option<AccountId>, leads: bool) -> Involved {
        Involved { agency, closed, account, leads }
    }

    #[test]
    fn whoever_leads_at_an_agency_is_told_first_and_nobody_whose_part_has_closed() {
        let (agency, who) = (AgencyId(Uuid::from_u128(2)), |n| AccountId(Uuid::from_u128(n)));
        let (day, past) = (date(2026, 12, 31), Some(date(2026, 6, 1)));
        let involved = [
            one(agency, past, Some(who(1)), true),
            one(agency, None, None, true),
            one(agency, None, Some(who(2)), false),
            one(agency, None, Some(who(3)), true),
        ];
        assert_eq!(goes_on(&involved, agency, day), Some(who(3)));
        assert_eq!(goes_on(&involved[..3], agency, day), Some(who(2)));
        assert_eq!(goes_on(&involved[..2], agency, day), None);
        assert_eq!(goes_on(&involved, AgencyId(Uuid::from_u128(9)), day), None);
    }

    #[test]
    fn s0_18_two_open_treatments_are_told_and_closed_ones_are_not() {
        let agency = |n| AgencyId(Uuid::from_u128(n));
        let (day, worker) = (date(2026, 12, 31), AccountId(Uuid::from_u128(30)));
        let involved = [
            one(agency(2), None, None, false),
            one(agency(3), Some(date(2027, 2, 1)), None, false),
            one(agency(3), None, Some(worker), false),
            one(agency(4), Some(date(2026, 6, 1)), None, false),
            one(agency(1), None, None, false),
        ];
        let told = [(agency(2), None), (agency(3), Some(worker))];
        assert_eq!(
            to_tell(&involved, agency(1), day),
            told.map(|(agency, account)| Owner { agency, account })
        );
        assert_eq!(to_tell(&involved[3..], agency(1), day), []);
    }

    #[test]
    fn orders_section_2_1_the_four_parts_of_the_early_end() {
        let met = EarlyEnd {
            court_reviews: false,
            instructions_needed: Some(false),
            requirements_met: true,
            plan_met: Some(true),
        };
        assert_eq!(met.test(), Ok(()));
        assert_eq!(EarlyEnd { instructions_needed: None, plan_met: None, ..met }.test(), Ok(()));
        for (one, reason) in [
            (EarlyEnd { court_reviews: true, ..met }, StandsAgainst::CourtReviews),
            (EarlyEnd { instructions_needed: Some(true), ..met }, StandsAgainst::Instructions),
            (EarlyEnd { requirements_met: false, ..met }, StandsAgainst::Requirements),
            (EarlyEnd { plan_met: Some(false), ..met }, StandsAgainst::Plan),
        ] {
            assert_eq!(one.test(), Err(vec![reason]));
        }
    }

    #[test]
    fn an_outcome_has_the_answer_of_its_kind() {
        let outcome = |kind, answer, score| Outcome { kind, answer, score, day: date(2026, 12, 31) };
        assert!(outcome(OutcomeKind::Audit, OutcomeAnswer::Score, Some(40)).holds());
        assert!(!outcome(OutcomeKind::Audit, OutcomeAnswer::Score, Some(41)).holds());
        assert!(!outcome(OutcomeKind::Audit, OutcomeAnswer::Yes, None).holds());
        assert!(outcome(OutcomeKind::Employment, OutcomeAnswer::No, None).holds());
        assert!(!outcome(OutcomeKind::Employment, OutcomeAnswer::Score, Some(3)).holds());
    }
}

//! The pathway of a service as its partners agreed it: which steps are in use, who owes each, within how many working days,
//! and what stops the clock. Versions are dated; a referral keeps the one that it began under.
//!
//! Clocks are computed from the referral's facts, never kept. What is agreed is data: nothing here is law.

mod figures;
#[cfg(test)]
mod tests;

pub use figures::{Course, Figures};

use crate::{
    calendar::BankHolidays,
    codes,
    duty::DutyKind,
    ids::{ProtocolId, ServiceId},
    referral::{Fact, Move, Referral, Side, State},
    text::Prose,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeMap;

codes! {
    /// A stretch of the pathway that has a limit.
    Stage {
        Answer = "answer", "Answer the referral";
        Information = "information", "Give the information that was asked for";
        Book = "book", "Book the first appointment";
        Begin = "begin", "Begin the service";
        Feedback = "feedback", "Give feedback on a session";
        Elsewhere = "elsewhere", "Find another way after a referral that was not taken up";
    }
}

impl Stage {
    /// Who owes it unless the partners agree otherwise.
    pub const fn usual_owner(self) -> Side {
        match self {
            Self::Answer | Self::Book | Self::Begin | Self::Feedback => Side::Provider,
            Self::Information | Self::Elsewhere => Side::Referrer,
        }
    }
}

/// The most working days that a limit may have: a year of them.
pub const MOST_DAYS: u16 = 250;

/// The limit of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Who owes it.
    pub owner: Side,
    /// Within how many working days.
    pub working_days: u16,
}

/// Why a definition is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// A stage has no limit.
    #[error("a pathway without a limit for: {0}")]
    Missing(Stage),
    /// A limit is none, or longer than a year.
    #[error("a limit out of its range for: {0}")]
    OutOfRange(Stage),
}

/// What the partners agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    limits: BTreeMap<Stage, Limit>, // INVARIANT: one for each stage, 1 to MOST_DAYS
    /// Whether asking for more information stops the clock of the answer.
    pub asking_stops_clock: bool,
    /// Whether the service has a waiting list.
    pub waiting_list: bool,
    /// Whether an offer of a first appointment is recorded before it is booked.
    pub offers: bool,
}

impl Definition {
    /// # Errors
    /// [`DefinitionError`] unless every stage has a limit of 1 to 250 working days.
    pub fn new(
        limits: BTreeMap<Stage, Limit>,
        asking_stops_clock: bool,
        waiting_list: bool,
        offers: bool,
    ) -> Result<Self, DefinitionError> {
        for stage in Stage::ALL {
            match limits.get(stage) {
                None => return Err(DefinitionError::Missing(*stage)),
                Some(limit) if !(1..=MOST_DAYS).contains(&limit.working_days) => {
                    return Err(DefinitionError::OutOfRange(*stage));
                }
                Some(_) => {}
            }
        }
        Ok(Self { limits, asking_stops_clock, waiting_list, offers })
    }

    /// What a service starts with until its partners agree otherwise: its own limit for the answer, and usual ones.
    pub fn starting(answer_in_working_days: u16) -> Self {
        let limit = |stage: Stage, days: u16| {
            (stage, Limit { owner: stage.usual_owner(), working_days: days.clamp(1, MOST_DAYS) })
        };
        let limits = [
            limit(Stage::Answer, answer_in_working_days),
            limit(Stage::Information, 3),
            limit(Stage::Book, 5),
            limit(Stage::Begin, 10),
            limit(Stage::Feedback, 2),
            limit(Stage::Elsewhere, 5),
        ];
        Self { limits: limits.into(), asking_stops_clock: true, waiting_list: true, offers: true }
    }

    /// The limit of a stage.
    pub fn limit(&self, stage: Stage) -> Limit {
        let usual = Limit { owner: stage.usual_owner(), working_days: MOST_DAYS };
        self.limits.get(&stage).copied().unwrap_or(usual)
    }

    /// Every limit, in the order of the pathway.
    pub fn limits(&self) -> impl Iterator<Item = (Stage, Limit)> {
        self.limits.iter().map(|(stage, limit)| (*stage, *limit))
    }

    /// Whether the pathway uses this step at all.
    pub const fn uses(&self, step: Move) -> bool {
        match step {
            Move::Waitlist => self.waiting_list,
            Move::Offer => self.offers,
            _ => true,
        }
    }

    /// The states of this pathway, in order.
    pub fn states(&self) -> impl Iterator<Item = State> {
        let (waiting_list, offers) = (self.waiting_list, self.offers);
        State::ALL.iter().copied().filter(move |state| match state {
            State::Waitlisted => waiting_list,
            State::Offered => offers,
            _ => true,
        })
    }
}

/// One version of a service's pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// Its id.
    pub id: ProtocolId,
    /// Of which service.
    pub service: ServiceId,
    /// 1, 2, …
    pub version: u16,
    /// Referrals made from this day on are under it.
    pub from: Date,
    /// What was agreed.
    pub definition: Definition,
    /// The review meeting at which it was agreed, by its day; none for the first.
    pub agreed_at: Option<Date>,
    /// Why it was changed.
    pub why: Option<Prose>,
}

/// The version that a new service starts with: its id is the service's.
pub const fn first_of(service: ServiceId) -> ProtocolId {
    ProtocolId(service.0)
}

/// The version that is in force on `day`: the latest that has begun.
pub fn in_force(versions: &[Protocol], day: Date) -> Option<&Protocol> {
    versions.iter().filter(|one| one.from <= day).max_by_key(|one| (one.from, one.version))
}

/// Something of a referral that is due: which stage, from which side, by which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which stretch of the pathway.
    pub stage: Stage,
    /// Who owes it.
    pub side: Side,
    /// By which day.
    pub by: Date,
}

impl Due {
    /// Whether its day has passed.
    pub fn is_late(&self, today: Date) -> bool {
        self.by < today
    }

    /// The kind under which it stands among duties.
    pub const fn kind(&self) -> DutyKind {
        match self.stage {
            Stage::Answer => DutyKind::ReferralAnswer,
            Stage::Information => DutyKind::ReferralInformation,
            Stage::Book => DutyKind::ReferralBook,
            Stage::Begin => DutyKind::ReferralBegin,
            Stage::Feedback => DutyKind::FeedbackDue,
            Stage::Elsewhere => DutyKind::ReferralElsewhere,
        }
    }
}

/// Days for clocks: working days, and the legal day of an instant.
#[derive(Clone, Copy)]
pub struct Days<'a> {
    /// The holidays of the nation.
    pub holidays: &'a BankHolidays,
    /// The legal day of an instant.
    pub day_of: &'a dyn Fn(Timestamp) -> Date,
}

impl Definition {
    /// What is due of `referral` now, and by when. Empty once nothing of the pathway is left to do.
    pub fn dues(&self, referral: &Referral, days: Days<'_>) -> Vec<Due> {
        let since = |wanted: &dyn Fn(&Fact) -> bool| {
            let found = referral.facts().iter().rev().find(|(_, fact)| wanted(fact));
            found.map(|(stamp, _)| (days.day_of)(stamp.at))
        };
        let due = |stage: Stage, from: Option<Date>| {
            let limit = self.limit(stage);
            from.map(|day| Due { stage, side: limit.owner, by: days.holidays.after(day, limit.working_days) })
        };
        let answer = || self.answer_due(referral, days);
        let mut dues = Vec::new();
        match referral.state() {
            State::Draft | State::Begun => {}
            State::Sent | State::Received => dues.extend(answer()),
            State::Asked => {
                dues.extend(due(Stage::Information, since(&|fact| matches!(fact, Fact::Asked(_)))));
                if !self.asking_stops_clock {
                    dues.extend(answer());
                }
            }
            State::Waitlisted => {
                let expected = referral.facts().iter().rev().find_map(|(_, fact)| match fact {
                    Fact::Waitlisted { expected, .. } => Some(*expected),
                    _ => None,
                });
                let side = self.limit(Stage::Answer).owner;
                dues.extend(expected.map(|by| Due { stage: Stage::Answer, side, by }));
            }
            State::Accepted | State::Offered => {
                dues.extend(due(Stage::Book, since(&|fact| *fact == Fact::Accepted)));
            }
            State::Booked => dues.extend(due(Stage::Begin, since(&|fact| *fact == Fact::Accepted))),
            State::Declined | State::Withdrawn | State::Concluded => {
                let last = referral.facts().last().filter(|(_, fact)| fact.hands_back());
                dues.extend(due(Stage::Elsewhere, last.map(|(stamp, _)| (days.day_of)(stamp.at))));
            }
        }
        dues
    }

    /// The answer's limit, moved on by the working days for which the clock stood still; nothing for one not yet sent.
    pub fn answer_due(&self, referral: &Referral, days: Days<'_>) -> Option<Due> {
        let (mut sent, mut asked, mut still) = (None, None, 0);
        for (stamp, fact) in referral.facts() {
            let day = (days.day_of)(stamp.at);
            match fact {
                Fact::Sent => sent = Some(day),
                Fact::Asked(_) => asked = Some(day),
                Fact::Answered(_) if self.asking_stops_clock => {
                    still += asked.take().map_or(0, |from| days.holidays.between(from, day));
                }
                _ => {}
            }
        }
        let limit = self.limit(Stage::Answer);
        let allowed = limit.working_days.saturating_add(u16::try_from(still).unwrap_or(u16::MAX));
        let by = days.holidays.after(sent?, allowed);
        Some(Due { stage: Stage::Answer, side: limit.owner, by })
    }

    /// The day by which feedback on a session of `day` is due.
    pub fn feedback_due(&self, day: Date, holidays: &BankHolidays) -> Date {
        holidays.after(day, self.limit(Stage::Feedback).working_days)
    }
}

/// Months between two reviews of a pathway: its partners meet each quarter (practice catalogue, S0-06).
const REVIEW_MONTHS: i32 = 3;

/// The days of the review meetings of a pathway that began on `began`, of those in `from..=until`: four a year.
pub fn reviews(began: Date, from: Date, until: Date) -> Vec<Date> {
    let nth = |count: i32| began.saturating_add((REVIEW_MONTHS * count).months());
    let quarters = |to: Date| (i32::from(to.year()) - i32::from(began.year())) * 4;
    // A year's quarters more on either side hold whatever the months of the two days are.
    let (first, last) = ((quarters(from) - 8).max(1), quarters(until) + 8);
    (first..=last).map(nth).filter(|day| (from..=until).contains(day) && *day < Date::MAX).collect()
}

//! The course of an order from its making to its end: dated facts, the state derived from them, and who owns it meanwhile.
//!
//! Whatever happens, the order has an owner: the team of the agency that holds it, or the practitioner it is allocated to.
//! Source: orders.md, section 5. What is due on the way follows in the use-cases, from dated rows.

use crate::{
    codes,
    duty::Owner,
    ids::{AccountId, AgencyId, OrderId},
    order::OrderKind,
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// Where an order stands with those who carry it out.
    OrderStage {
        Unallocated = "unallocated", "Waits to be allocated";
        Allocated = "allocated", "Allocated";
        Inducted = "inducted", "Inducted";
        Commenced = "commenced", "Under way";
        Suspended = "suspended", "Suspended";
        Ended = "ended", "Ended";
    }
}

codes! {
    /// What may happen to an order.
    OrderMove {
        Serve = "serve", "Give out a copy";
        Allocate = "allocate", "Allocate to a practitioner";
        Induct = "induct", "Record the induction";
        Commence = "commence", "Record that it is under way";
        Plan = "plan", "Record the plan";
        Review = "review", "Record a review";
        Vary = "vary", "Record that the court varied it";
        Transfer = "transfer", "Transfer to another probation agency";
        Suspend = "suspend", "Suspend";
        Resume = "resume", "Resume";
        End = "end", "End the order";
    }
}

codes! {
    /// Who is given a copy when the order is made.
    Recipient {
        Person = "person", "The person";
        ResponsibleOfficer = "responsible_officer", "The responsible officer";
        CourtOfficer = "court_officer", "The court’s probation officer";
        Provider = "provider", "The provider of a requirement";
    }
}

codes! {
    /// How an order ends.
    EndType {
        Expired = "expired", "Expired";
        CompletedEarly = "completed_early", "Completed early: all requirements met";
        RevokedProgress = "revoked_progress", "Revoked for good progress";
        RevokedHealth = "revoked_health", "Revoked for ill health or another reason";
        RevokedBreach = "revoked_breach", "Revoked and re-sentenced after breach";
        RevokedConviction = "revoked_conviction", "Revoked after a further conviction";
        Activated = "activated", "Custody activated";
        TransferredOut = "transferred_out", "Transferred out of the jurisdiction";
        Died = "died", "The person has died";
        Quashed = "quashed", "Quashed on appeal";
    }
}

impl EndType {
    /// Whether an order of this kind can end so.
    pub const fn fits(self, kind: OrderKind) -> bool {
        match self {
            Self::Activated => matches!(kind, OrderKind::Suspended),
            Self::CompletedEarly | Self::RevokedBreach => {
                matches!(kind, OrderKind::Community | OrderKind::Suspended)
            }
            Self::RevokedProgress => matches!(kind, OrderKind::Community),
            _ => true,
        }
    }
}

/// A dated fact about an order: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderFact {
    /// A copy was given out.
    Served(Recipient),
    /// It was allocated.
    Allocated(AccountId),
    /// The person was inducted.
    Inducted,
    /// It is under way.
    Commenced,
    /// The first plan was made, or another one in its place.
    Planned,
    /// It was reviewed, with its plan.
    Reviewed(Option<Line>),
    /// The court gave it another end.
    Varied {
        /// The new end.
        ends: Date,
        /// Why.
        reason: Line,
    },
    /// Another probation agency took it over.
    Transferred(AgencyId),
    /// It stands still.
    Suspended(Line),
    /// It goes on.
    Resumed,
    /// It is over.
    Ended(EndType),
}

impl OrderFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> OrderMove {
        match self {
            Self::Served(_) => OrderMove::Serve,
            Self::Allocated(_) => OrderMove::Allocate,
            Self::Inducted => OrderMove::Induct,
            Self::Commenced => OrderMove::Commence,
            Self::Planned => OrderMove::Plan,
            Self::Reviewed(_) => OrderMove::Review,
            Self::Varied { .. } => OrderMove::Vary,
            Self::Transferred(_) => OrderMove::Transfer,
            Self::Suspended(_) => OrderMove::Suspend,
            Self::Resumed => OrderMove::Resume,
            Self::Ended(_) => OrderMove::End,
        }
    }
}

impl OrderStage {
    /// The stage after `step`; `None` when that move is not allowed.
    pub const fn after(self, step: OrderMove) -> Option<Self> {
        use OrderMove as M;
        match (self, step) {
            (Self::Ended, _) => None,
            (stage, M::Serve | M::Vary)
            | (stage @ (Self::Inducted | Self::Commenced | Self::Suspended), M::Allocate)
            | (stage @ (Self::Allocated | Self::Inducted | Self::Commenced), M::Plan)
            | (stage @ (Self::Inducted | Self::Commenced), M::Review) => Some(stage),
            (_, M::End) => Some(Self::Ended),
            (_, M::Transfer) => Some(Self::Unallocated),
            (Self::Unallocated | Self::Allocated, M::Allocate) => Some(Self::Allocated),
            (Self::Allocated, M::Induct) => Some(Self::Inducted),
            (Self::Allocated | Self::Inducted, M::Commence) | (Self::Suspended, M::Resume) => {
                Some(Self::Commenced)
            }
            (Self::Commenced, M::Suspend) => Some(Self::Suspended),
            _ => None,
        }
    }

    /// The moves that this stage allows.
    pub fn moves(self) -> impl Iterator<Item = OrderMove> {
        OrderMove::ALL.iter().copied().filter(move |step| self.after(*step).is_some())
    }
}

/// What never changes of an order, for its course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Making {
    /// Which order.
    pub order: OrderId,
    /// What it is.
    pub kind: OrderKind,
    /// The agency that held it first.
    pub holder: AgencyId,
    /// The day it was made.
    pub made: Date,
    /// Whether it had ended before its facts were kept here.
    pub over: bool,
}

/// A move that the present stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefused {
    /// The stage does not allow it.
    #[error("an order that is {from:?} cannot take the step {step:?}")]
    Move {
        /// Where it stands.
        from: OrderStage,
        /// What was tried.
        step: OrderMove,
    },
    /// An order of this kind cannot end so.
    #[error("an order of this kind cannot end as {0:?}")]
    End(EndType),
    /// The day lies before the order.
    #[error("nothing can happen to an order before it was made")]
    TooEarly,
}

/// The course of one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCourse {
    /// What it began from.
    pub making: Making,
    facts: Vec<(Stamp, Date, OrderFact)>, // INVARIANT: replaying them gives `stage` and `owner`
    stage: OrderStage,
    owner: Owner,
}

impl OrderCourse {
    /// An order that has just been made: its holder's team owns it.
    pub const fn made(making: Making) -> Self {
        let owner = Owner { agency: making.holder, account: None };
        let stage = if making.over { OrderStage::Ended } else { OrderStage::Unallocated };
        Self { making, facts: Vec::new(), stage, owner }
    }

    /// # Errors
    /// [`OrderRefused`] when the present stage does not allow the fact.
    pub fn append(mut self, stamp: Stamp, day: Date, fact: OrderFact) -> Result<Self, OrderRefused> {
        let step = fact.as_move();
        if day < self.making.made {
            return Err(OrderRefused::TooEarly);
        }
        let Some(next) = self.stage.after(step) else {
            return Err(OrderRefused::Move { from: self.stage, step });
        };
        match &fact {
            OrderFact::Ended(end) if !end.fits(self.making.kind) => return Err(OrderRefused::End(*end)),
            OrderFact::Allocated(account) => self.owner.account = Some(*account),
            OrderFact::Transferred(agency) => self.owner = Owner { agency: *agency, account: None },
            _ => {}
        }
        self.stage = next;
        self.facts.push((stamp, day, fact));
        Ok(self)
    }

    /// Rebuilds it from its kept facts.
    ///
    /// # Errors
    /// [`OrderRefused`] when they contradict each other.
    pub fn replay(
        making: Making,
        facts: impl IntoIterator<Item = (Stamp, Date, OrderFact)>,
    ) -> Result<Self, OrderRefused> {
        facts
            .into_iter()
            .try_fold(Self::made(making), |course, (stamp, day, fact)| course.append(stamp, day, fact))
    }

    /// Where it stands.
    pub const fn stage(&self) -> OrderStage {
        self.stage
    }

    /// Who owns what is due on it.
    pub const fn owner(&self) -> Owner {
        self.owner
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, Date, OrderFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Who has not been given a copy yet; a provider only where one is to get it.
    pub fn copies_owed(&self, provider: bool) -> Vec<Recipient> {
        let served = |recipient: &Recipient| {
            self.facts.iter().any(|(.., fact)| *fact == OrderFact::Served(*recipient))
        };
        let owed = Recipient::ALL.iter().copied();
        owed.filter(|one| (provider || *one != Recipient::Provider) && !served(one)).collect()
    }

    /// The day supervision began: that on which it was under way, or else made.
    pub fn supervision_began(&self) -> Date {
        let begun =
            self.facts.iter().find(|(.., fact)| matches!(fact, OrderFact::Inducted | OrderFact::Commenced));
        begun.map_or(self.making.made, |(_, day, _)| *day)
    }

    /// How it ended, once it has.
    pub fn end(&self) -> Option<(Date, EndType)> {
        self.facts.iter().find_map(|(_, day, fact)| match fact {
            OrderFact::Ended(end) => Some((*day, *end)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, ToSpan, civil::date};
    use proptest::{collection::vec, prelude::*, sample::select};
    use uuid::Uuid;

    const MADE: Date = date(2026, 3, 2);

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
    }

    fn made(kind: OrderKind) -> OrderCourse {
        let (order, holder) = (OrderId(Uuid::nil()), AgencyId(Uuid::from_u128(1)));
        OrderCourse::made(Making { order, kind, holder, made: MADE, over: false })
    }

    fn any_fact() -> impl Strategy<Value = OrderFact> {
        prop_oneof![
            select(Recipient::ALL).prop_map(OrderFact::Served),
            (1..4_u128).prop_map(|n| OrderFact::Allocated(AccountId(Uuid::from_u128(n)))),
            Just(OrderFact::Inducted),
            Just(OrderFact::Commenced),
            Just(OrderFact::Reviewed(None)),
            Just(OrderFact::Planned),
            (1..900_i64).prop_map(|n| OrderFact::Varied {
                ends: MADE.checked_add(n.days()).unwrap(),
                reason: Line::new("On application").unwrap(),
            }),
            (1..4_u128).prop_map(|n| OrderFact::Transferred(AgencyId(Uuid::from_u128(n)))),
            Just(OrderFact::Suspended(Line::new("In hospital").unwrap())),
            Just(OrderFact::Resumed),
            select(EndType::ALL).prop_map(OrderFact::Ended),
        ]
    }

    proptest! {
        /// Random legal and illegal moves: replay equals state, offers are what is allowed, and nobody is without an owner.
        #[test]
        fn an_order_follows_its_model(
            kind in select(OrderKind::ALL),
            tried in vec((any_fact(), -5..400_i64), 0..30),
            next in select(OrderMove::ALL),
        ) {
            let mut course = made(kind);
            let (mut agency, mut account) = (course.making.holder, None);
            for (fact, days) in tried {
                let day = MADE.checked_add(days.days()).unwrap();
                let offered = course.stage().moves().any(|step| step == fact.as_move());
                let fits = !matches!(&fact, OrderFact::Ended(end) if !end.fits(kind));
                let answer = course.clone().append(stamp(), day, fact.clone());
                prop_assert_eq!(answer.is_ok(), offered && fits && days >= 0);
                if let Ok(next) = answer {
                    match fact {
                        OrderFact::Allocated(one) => account = Some(one),
                        OrderFact::Transferred(one) => (agency, account) = (one, None),
                        _ => {}
                    }
                    course = next;
                }
                prop_assert_eq!(course.owner(), Owner { agency, account });
            }
            let replayed = OrderCourse::replay(course.making, course.facts().to_vec());
            prop_assert_eq!(replayed.as_ref(), Ok(&course));
            prop_assert_eq!(course.end().is_some(), course.stage() == OrderStage::Ended);
            prop_assert!(course.stage() != OrderStage::Ended || course.stage().after(next).is_none());
        }
    }

    #[test]
    fn after_a_transfer_the_new_team_owns_it_until_it_is_allocated_again() {
        let (first, other) = (AccountId(Uuid::from_u128(9)), AgencyId(Uuid::from_u128(2)));
        let course = made(OrderKind::Community).append(stamp(), MADE, OrderFact::Allocated(first)).unwrap();
        let course = course.append(stamp(), MADE, OrderFact::Transferred(other)).unwrap();
        assert_eq!(course.owner(), Owner { agency: other, account: None });
        assert_eq!(course.stage(), OrderStage::Unallocated);
        assert!(course.append(stamp(), MADE, OrderFact::Commenced).is_err());
    }

    #[test]
    fn copies_are_owed_until_each_was_given() {
        let course = made(OrderKind::Community);
        assert_eq!(course.copies_owed(true).len(), 4);
        let course = course.append(stamp(), MADE, OrderFact::Served(Recipient::Person)).unwrap();
        assert_eq!(course.copies_owed(false), [Recipient::ResponsibleOfficer, Recipient::CourtOfficer]);
    }

    #[test]
    fn custody_is_activated_only_from_a_suspended_sentence() {
        for (kind, end, fits) in [
            (OrderKind::Suspended, EndType::Activated, true),
            (OrderKind::Community, EndType::Activated, false),
            (OrderKind::Licence, EndType::CompletedEarly, false),
            (OrderKind::Community, EndType::CompletedEarly, true),
            (OrderKind::Licence, EndType::Expired, true),
        ] {
            let answer = made(kind).append(stamp(), MADE, OrderFact::Ended(end));
            assert_eq!(answer.is_ok(), fits, "{kind} {end}");
        }
    }
}

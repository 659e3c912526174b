//! Requirements of an order: the dated catalogue with limits by order kind, what must be shown first, and the course that
//! each requirement takes.
//!
//! Kinds are data, since regulations may add some (Sentencing Act 2026, section 18). A row says by which date it applies,
//! and for which order: a limit never stands in code. Whether somebody may see a requirement is the gate's affair.

use crate::{
    codes,
    ids::RequirementId,
    order::{OrderKind, Unit},
    stamp::Stamp,
    text::Line,
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// Which date decides whether a row applies.
    AppliesBy {
        Offence = "offence", "date of the offence";
        Conviction = "conviction", "date of conviction";
        Order = "order", "date of the order";
    }
}

codes! {
    /// What the court must be satisfied of before it imposes treatment (orders.md, section 3.1).
    ConditionKind {
        Dependent = "dependent", "The person is dependent, or misuses in a way that needs treatment";
        Treatable = "treatable", "The dependency or condition requires, and may be susceptible to, treatment";
        Arranged = "arranged", "Arrangements for the treatment have been made, or can be made";
        Willing = "willing", "The person expresses willingness to comply";
    }
}

/// The dates by which rows apply. A date that is not known is taken to be the order's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LawDates {
    /// When the offence was committed.
    pub offence: Option<Date>,
    /// When the person was convicted.
    pub convicted: Option<Date>,
    /// When the order was made.
    pub made: Date,
}

impl LawDates {
    /// The date that `by` asks for.
    pub fn day(&self, by: AppliesBy) -> Date {
        let convicted = self.convicted.unwrap_or(self.made);
        match by {
            AppliesBy::Offence => self.offence.unwrap_or(convicted),
            AppliesBy::Conviction => convicted,
            AppliesBy::Order => self.made,
        }
    }
}

/// One row of the catalogue: a kind of requirement in one kind of order, with its limits and its law's days.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a row of the catalogue: each is a column of its own")]
pub struct RequirementRule {
    /// Its code, for example `ATR`.
    pub code: String,
    /// In which kind of order.
    pub order: OrderKind,
    /// Its name.
    pub name: String,
    /// What its amount counts.
    pub unit: Unit,
    /// Least amount.
    pub least: Option<u32>,
    /// Most.
    pub most: Option<u32>,
    /// Whether the most holds for all concurrent orders together.
    pub aggregate: bool,
    /// Whether it may not run beyond the order.
    pub within: bool,
    /// Which date decides.
    pub by: AppliesBy,
    /// First day.
    pub from: Date,
    /// Last day, if it has gone.
    pub to: Option<Date>,
    /// Kinds that may not stand beside it.
    pub excludes: Vec<String>,
    /// Kinds one of which must stand beside it.
    pub beside: Vec<String>,
    /// What must be shown, with evidence.
    pub conditions: Vec<ConditionKind>,
    /// Whether it is given in sessions, so that it can begin late.
    pub sessions: bool,
    /// Whether it is referred to a provider.
    pub referred: bool,
    /// What else to check when it is proposed, in plain words.
    pub checks: String,
    /// Where it is written.
    pub source: String,
    /// Whether a limit is a default from memory, to be confirmed.
    pub from_memory: bool,
}

/// How long an order of one kind may last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRule {
    /// Which kind.
    pub order: OrderKind,
    /// Months it may last at most, if the law sets any.
    pub most_months: Option<u16>,
    /// Whether it must have a requirement.
    pub requires: bool,
    /// Which date decides.
    pub by: AppliesBy,
    /// First day.
    pub from: Date,
    /// Last day, if it has gone.
    pub to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// Whether it is a default from memory.
    pub from_memory: bool,
}

/// The law as dated rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Kinds of requirement.
    pub requirements: Vec<RequirementRule>,
    /// Kinds of order.
    pub orders: Vec<OrderRule>,
}

fn in_force(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|to| day <= to)
}

impl Catalogue {
    /// The rows that may be picked for an order of this kind on these dates, each kind once, by code.
    pub fn on(&self, order: OrderKind, dates: &LawDates) -> Vec<&RequirementRule> {
        let mut found: Vec<&RequirementRule> = self
            .requirements
            .iter()
            .filter(|row| row.order == order && in_force(row.from, row.to, dates.day(row.by)))
            .collect();
        found.sort_by(|a, b| a.code.cmp(&b.code).then(b.from.cmp(&a.from)));
        found.dedup_by(|later, first| later.code == first.code);
        found
    }

    /// The row for one kind.
    pub fn row(&self, order: OrderKind, code: &str, dates: &LawDates) -> Option<&RequirementRule> {
        self.on(order, dates).into_iter().find(|row| row.code == code)
    }

    /// The row for the order itself.
    pub fn order(&self, order: OrderKind, dates: &LawDates) -> Option<&OrderRule> {
        let rows = self.orders.iter();
        rows.filter(|row| row.order == order && in_force(row.from, row.to, dates.day(row.by)))
            .max_by_key(|row| row.from)
    }
}

/// A requirement as it is put to the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The kind's code.
    pub code: String,
    /// How much.
    pub amount: u32,
    /// What has been shown.
    pub conditions: Vec<Condition>,
}

/// One condition, with what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Which.
    pub kind: ConditionKind,
    /// What shows it: a score, a report, a letter.
    pub evidence: Line,
    /// Who assessed it.
    pub assessor: Line,
    /// When.
    pub day: Date,
}

/// One thing that the law, as the catalogue has it on these dates, does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// There is no such order on these dates.
    #[error("{order} cannot be made on these dates")]
    Order {
        /// Which kind.
        order: OrderKind,
    },
    /// The order ends before it begins.
    #[error("the order ends before the day it was made")]
    EndsFirst,
    /// The order lasts too long.
    #[error("{order} may last {months} months at most: until {latest}")]
    TooLong {
        /// Which kind.
        order: OrderKind,
        /// Months at most.
        months: u16,
        /// The latest day.
        latest: Date,
    },
    /// The order has no requirement, and needs one.
    #[error("{order} has one requirement at least")]
    NoRequirement {
        /// Which kind.
        order: OrderKind,
    },
    /// The kind is not in the catalogue for this order on these dates.
    #[error("{code} cannot be part of this order on these dates")]
    Kind {
        /// Its code.
        code: String,
    },
    /// The same kind twice.
    #[error("{code} is there twice")]
    Twice {
        /// Its code.
        code: String,
    },
    /// Below the least amount.
    #[error("{name}: {least} {unit} at least")]
    Below {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The least.
        least: u32,
        /// Of what.
        unit: Unit,
    },
    /// Above the most.
    #[error("{name}: {most} {unit} at most{together}", together = if *.others > 0 { format!(" in all orders together, and other orders already have {others}") } else { String::new() })]
    Above {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The most.
        most: u32,
        /// What other orders in force already have of it, where they count together.
        others: u32,
        /// Of what.
        unit: Unit,
    },
    /// It would run beyond the order.
    #[error("{name} of {amount} months would run beyond the end of the order on {ends}")]
    Beyond {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Months asked.
        amount: u32,
        /// When the order ends.
        ends: Date,
    },
    /// Two kinds that may not stand together.
    #[error("{name} and {other} exclude each other")]
    Excludes {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The other's name.
        other: String,
    },
    /// A kind that needs another beside it.
    #[error("{name} needs {beside} beside it")]
    Beside {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// What it needs.
        beside: String,
    },
    /// A condition without evidence.
    #[error("{name}: not shown: {condition}")]
    Unshown {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Which condition.
        condition: ConditionKind,
    },
    /// A condition that was assessed after the order was made.
    #[error("{name}: “{condition}” was assessed after the order was made")]
    ShownLate {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Which condition.
        condition: ConditionKind,
    },
}

/// An order as it is put to the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedOrder {
    /// What it is.
    pub kind: OrderKind,
    /// The dates by which law applies.
    pub dates: LawDates,
    /// The day it is to end.
    pub ends: Date,
    /// What it requires.
    pub requirements: Vec<Proposed>,
    /// What other orders in force have, by kind: for limits that count together.
    pub elsewhere: Vec<(String, u32)>,
}

impl Catalogue {
    /// The rows for the order's requirements, in the order given.
    ///
    /// # Errors
    /// Everything that is not allowed, all at once.
    pub fn check(&self, order: &ProposedOrder) -> Result<Vec<&RequirementRule>, Vec<NotAllowed>> {
        let mut wrong = Vec::new();
        self.check_length(order, &mut wrong);
        let rows: Vec<Option<&RequirementRule>> =
            order.requirements.iter().map(|one| self.row(order.kind, &one.code, &order.dates)).collect();
        let others: Vec<&RequirementRule> = rows.iter().copied().flatten().collect();
        for (at, (one, row)) in order.requirements.iter().zip(&rows).enumerate() {
            match row {
                None => wrong.push(NotAllowed::Kind { code: one.code.clone() }),
                Some(row) => {
                    if order.requirements.iter().take(at).any(|before| before.code == one.code) {
                        wrong.push(NotAllowed::Twice { code: one.code.clone() });
                    }
                    wrong.extend(row.check_amount(one.amount, order));
                    wrong.extend(row.check_company(&others));
                    wrong.extend(row.check_conditions(&one.conditions, order.dates.made));
                }
            }
        }
        if wrong.is_empty() { Ok(others) } else { Err(wrong) }
    }

    /// Only what the order's own length breaks: for a change of its end.
    pub fn check_length(&self, order: &ProposedOrder, wrong: &mut Vec<NotAllowed>) {
        if order.ends < order.dates.made {
            wrong.push(NotAllowed::EndsFirst);
        }
        let Some(rule) = self.order(order.kind, &order.dates) else {
            wrong.push(NotAllowed::Order { order: order.kind });
            return;
        };
        if let Some(months) = rule.most_months {
            let latest = order.dates.made.saturating_add(i64::from(months).months());
            if order.ends > latest {
                wrong.push(NotAllowed::TooLong { order: order.kind, months, latest });
            }
        }
        if rule.requires && order.requirements.is_empty() {
            wrong.push(NotAllowed::NoRequirement { order: order.kind });
        }
    }
}

impl RequirementRule {
    fn check_amount(&self, amount: u32, order: &ProposedOrder) -> Option<NotAllowed> {
        let (code, name) = (self.code.clone(), self.name.clone());
        let elsewhere = order.elsewhere.iter().filter(|(code, _)| *code == self.code).map(|(_, most)| *most);
        let others: u32 = if self.aggregate { elsewhere.fold(0, u32::saturating_add) } else { 0 };
        match (self.least, self.most) {
            (Some(least), _) if amount < least => {
                Some(NotAllowed::Below { code, name, least, unit: self.unit })
            }
            (_, Some(most)) if amount.saturating_add(others) > most => {
                Some(NotAllowed::Above { code, name, most, others, unit: self.unit })
            }
            _ if self.within && self.unit == Unit::Months && runs_beyond(amount, order) => {
                Some(NotAllowed::Beyond { code, name, amount, ends: order.ends })
            }
            _ => None,
        }
    }

    fn check_company(&self, others: &[&Self]) -> Vec<NotAllowed> {
        let excluded = others.iter().filter(|other| self.excludes.contains(&other.code));
        let mut wrong: Vec<NotAllowed> = excluded
            .map(|other| NotAllowed::Excludes {
                code: self.code.clone(),
                name: self.name.clone(),
                other: other.name.clone(),
            })
            .collect();
        if !self.beside.is_empty() && !others.iter().any(|other| self.beside.contains(&other.code)) {
            let (code, name) = (self.code.clone(), self.name.clone());
            wrong.push(NotAllowed::Beside { code, name, beside: self.beside.join(" or ") });
        }
        wrong
    }

    fn check_conditions(&self, shown: &[Condition], made: Date) -> Vec<NotAllowed> {
        self.conditions
            .iter()
            .filter_map(|condition| {
                let (code, name, condition) = (self.code.clone(), self.name.clone(), *condition);
                match shown.iter().find(|one| one.kind == condition) {
                    None => Some(NotAllowed::Unshown { code, name, condition }),
                    Some(one) if one.day > made => Some(NotAllowed::ShownLate { code, name, condition }),
                    Some(_) => None,
                }
            })
            .collect()
    }
}

/// Whether a period of so many months from the order's day goes past its end.
fn runs_beyond(months: u32, order: &ProposedOrder) -> bool {
    // The last day of the period is the eve of the same day of the month.
    let after = order.dates.made.saturating_add(i64::from(months).months());
    after.yesterday().unwrap_or(after) > order.ends
}

codes! {
    /// Where a requirement stands (orders.md, section 5).
    RequirementState {
        Proposed = "proposed", "Proposed";
        Imposed = "imposed", "Imposed";
        Referred = "referred", "Referred to its provider";
        Accepted = "accepted", "Accepted by its provider";
        Declined = "declined", "Declined by the provider";
        Waitlisted = "waitlisted", "On the provider’s waiting list";
        Commenced = "commenced", "Begun";
        Completed = "completed", "Completed";
        Terminated = "terminated", "Ended before it was complete";
    }
}

codes! {
    /// What may happen to a requirement.
    RequirementMove {
        Impose = "impose", "Impose";
        Refer = "refer", "Refer to a provider";
        Accept = "accept", "Accept";
        Decline = "decline", "Decline";
        Waitlist = "waitlist", "Put on the waiting list";
        Commence = "commence", "Record that it has begun";
        Change = "change", "Change the kind of treatment";
        Complete = "complete", "Record that it is complete";
        Terminate = "terminate", "End it before it is complete";
    }
}

impl RequirementState {
    /// The state after `step`; `None` when that move is not allowed.
    pub const fn after(self, step: RequirementMove) -> Option<Self> {
        use RequirementMove as M;
        match (self, step) {
            (Self::Proposed, M::Impose) => Some(Self::Imposed),
            (Self::Imposed | Self::Declined, M::Refer) => Some(Self::Referred),
            (Self::Referred | Self::Waitlisted, M::Accept) => Some(Self::Accepted),
            (Self::Referred | Self::Waitlisted, M::Decline) => Some(Self::Declined),
            (Self::Referred, M::Waitlist) => Some(Self::Waitlisted),
            // What probation runs itself begins without a referral.
            (Self::Imposed | Self::Accepted, M::Commence) | (Self::Commenced, M::Change) => {
                Some(Self::Commenced)
            }
            (Self::Commenced, M::Complete) => Some(Self::Completed),
            (
                Self::Imposed
                | Self::Referred
                | Self::Accepted
                | Self::Declined
                | Self::Waitlisted
                | Self::Commenced,
                M::Terminate,
            ) => Some(Self::Terminated),
            _ => None,
        }
    }

    /// The moves that this state allows.
    pub fn moves(self) -> impl Iterator<Item = RequirementMove> {
        RequirementMove::ALL.iter().copied().filter(move |step| self.after(*step).is_some())
    }

    /// Whether nothing more can happen to it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Terminated)
    }
}

/// A dated fact about a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementFact {
    /// What happened.
    pub step: RequirementMove,
    /// On which day.
    pub day: Date,
    /// In words, where there is something to say.
    pub words: Option<Line>,
}

/// A move that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a requirement that is {from} cannot take the step {step:?}")]
pub struct RequirementRefused {
    /// Where it stands.
    pub from: RequirementState,
    /// What was tried.
    pub step: RequirementMove,
}

/// The course of one requirement of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementCourse {
    /// Which.
    pub id: RequirementId,
    facts: Vec<(Stamp, RequirementFact)>, // INVARIANT: replaying them from where it stood first gives `state`
    state: RequirementState,
}

impl RequirementCourse {
    /// One that was proposed to the court and no more.
    pub const fn proposed(id: RequirementId) -> Self {
        Self::standing(id, RequirementState::Proposed)
    }

    /// One of which nothing is known but where it stands: recorded elsewhere, before its facts were kept here.
    pub const fn standing(id: RequirementId, state: RequirementState) -> Self {
        Self { id, facts: Vec::new(), state }
    }

    /// # Errors
    /// [`RequirementRefused`] when the present state does not allow the step.
    pub fn append(mut self, stamp: Stamp, fact: RequirementFact) -> Result<Self, RequirementRefused> {
        let Some(next) = self.state.after(fact.step) else {
            return Err(RequirementRefused { from: self.state, step: fact.step });
        };
        self.state = next;
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Rebuilds it from where it stood first and its kept facts.
    ///
    /// # Errors
    /// [`RequirementRefused`] when they contradict each other.
    pub fn replay(
        self,
        facts: impl IntoIterator<Item = (Stamp, RequirementFact)>,
    ) -> Result<Self, RequirementRefused> {
        facts.into_iter().try_fold(self, |course, (stamp, fact)| course.append(stamp, fact))
    }

    /// Where it stands.
    pub const fn state(&self) -> RequirementState {
        self.state
    }

    /// How many facts there are.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, RequirementFact)] {
        &self.facts
    }

    /// The day it began: the first session.
    pub fn began(&self) -> Option<Date> {
        self.day_of(RequirementMove::Commence)
    }

    /// The day it was over.
    pub fn ended(&self) -> Option<Date> {
        self.state.is_over().then(|| self.facts.last().map(|(_, fact)| fact.day)).flatten()
    }

    /// Days from the order to the first session, once there was one.
    pub fn days_to_begin(&self) -> Option<i32> {
        let imposed = self.day_of(RequirementMove::Impose)?;
        Some(imposed.until(self.began()?).ok()?.get_days())
    }

    fn day_of(&self, step: RequirementMove) -> Option<Date> {
        self.facts.iter().find(|(_, fact)| fact.step == step).map(|(_, fact)| fact.day)
    }
}

#[cfg(test)]
mod tests;

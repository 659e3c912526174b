//! Raising a flag: event, alerts to the team, and the review that falls due.

use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    cadence::Trigger,
    duty::{DutyKind, Owner},
    ids::{PersonId, RiskFlagId},
    risk::{RiskFlag, RiskKind, RiskSource, Upkeep},
    section::{Purpose, Section},
    text::{Line, Prose},
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What somebody raises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaiseRisk {
    /// About whom.
    pub person: PersonId,
    /// What kind.
    pub kind: RiskKind,
    /// What others must know before they meet the person.
    pub detail: Prose,
    /// How it is known.
    pub source: RiskSource,
    /// By which day it is looked at again; the longest time that the rules allow where none is given.
    pub review: Option<Date>,
    /// Whether it is a rise in the risk of serious harm: then joint meetings of the agency's own orders become more frequent.
    pub rises: bool,
}

/// A flag that a use-case raises.
pub(crate) struct NewFlag {
    pub(crate) kind: RiskKind,
    pub(crate) detail: Prose,
    pub(crate) source: RiskSource,
    pub(crate) review: Option<Date>,
    pub(crate) rises: bool,
}

/// A flag that was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// Which.
    pub id: RiskFlagId,
    /// For a rise in the risk of serious harm: how many orders of the own agency have meetings more often from now on. It is nought
    /// where the agency leads none, and where they do so already.
    pub orders: Option<usize>,
}

/// Raises a flag.
///
/// Invariant: flag, event, alerts, the review and a raised cadence commit together; the same `once` raises one.
pub async fn raise(
    app: &App,
    viewer: &Viewer,
    command: RaiseRisk,
    once: Option<&Once>,
) -> Result<Raised, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "raise a risk flag").await?;
    cx.permit_role(Action::RaiseRisk)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(Raised { id: made.into(), orders: None }).await;
    }
    let person = command.person;
    let standing = cx.standing(person).await?;
    cx.permit(Action::RaiseRisk, &standing, None)?;
    let RaiseRisk { kind, detail, source, review, rises, .. } = command;
    let id = raise_flag(&mut cx, person, NewFlag { kind, detail, source, review, rises }).await?;
    let orders = if rises { Some(cx.meet_more_often(person).await?) } else { None };
    cx.remember(once, id.0).await?;
    cx.answer(Raised { id, orders }).await
}

/// Raises a flag within a use-case that has asked leave, and alerts to it. A risk to self reaches everybody on the person's team,
/// and each agency at work that has named nobody: it may be a matter of life. Any other reaches those of the own agency: that there
/// is a flag at all is told to others by the record itself, as far as the gate opens it to them.
pub(crate) async fn raise_flag(
    cx: &mut Cx<'_>,
    person: PersonId,
    new: NewFlag,
) -> Result<RiskFlagId, Refusal> {
    let review = cx.risk_review(new.review).await?;
    let flag = RiskFlag {
        id: cx.id(),
        person,
        kind: new.kind,
        detail: Some(new.detail),
        upkeep: Some(Upkeep { source: Some(new.source), review, reviews: 0 }),
        ended: None,
        stamp: cx.stamp(),
    };
    cx.tx.add_risk_flag(&flag).await?;
    let told = body::and(body::risk(&flag), "rises", new.rises);
    let mut event = cx.event(person, EventKind::RiskRaised, Section::Risk, told);
    event.subject = Some(flag.id.0);
    cx.append(event);
    let (today, account) = (cx.today(), cx.viewer.account);
    let mut owners: Vec<Owner> = cx.tx.team_of(person, today).await?;
    let (own, to_self) = (cx.agency(), flag.kind == RiskKind::SelfHarm);
    owners.retain(|owner| owner.account != Some(account) && (to_self || owner.agency == own));
    let due = |kind, owner, due| NewDuty { person, kind, owner, due, subject: flag.id.0, why: None };
    let mut duties = vec![due(DutyKind::RiskReview, cx.myself(), review)];
    duties.extend(owners.into_iter().map(|owner| due(DutyKind::AlertToRead, owner, today)));
    cx.open_duties(duties).await?;
    Ok(flag.id)
}

impl Cx<'_> {
    /// The last day on which a flag of today, or one that is looked at today, must be looked at again.
    pub(super) async fn latest_risk_review(&mut self) -> Result<Date, Refusal> {
        let today = self.today();
        self.calendar(today).await?.after(TimingCode::RiskReview, today)
    }

    /// The day of the next review: the one that was asked for, if the rules allow it.
    pub(super) async fn risk_review(&mut self, asked: Option<Date>) -> Result<Date, Refusal> {
        let (today, latest) = (self.today(), self.latest_risk_review().await?);
        match asked {
            None => Ok(latest),
            Some(day) if day <= today => {
                Err(Refusal::field("review", "past", "The day of the next review must be after today"))
            }
            Some(day) if day > latest => {
                let sentence = format!("The next review must be by {}", crate::orders::said(latest));
                Err(Refusal::field("review", "too-late", sentence))
            }
            Some(day) => Ok(day),
        }
    }

    /// A rise in the risk of serious harm is a significant change: it raises the cadence of the orders that the agency leads (S0-14).
    /// Whether others meet more often is theirs to say. What is written on the order says that something changed, and not what:
    /// it is read by those who may read of the order, who may not read of risk.
    async fn meet_more_often(&mut self, person: PersonId) -> Result<usize, Refusal> {
        let (today, agency) = (self.today(), self.agency());
        let day = crate::orders::said(today);
        let words = Line::new(&format!("A significant change was recorded on {day}"))
            .map_err(|_| crate::cx::missing("words of a trigger"))?;
        let mut orders = self.tx.orders_in_force(person, today).await?;
        orders.retain(|order| order.owner.agency == agency);
        let mut raised = 0;
        for order in orders {
            raised += usize::from(self.raise_once(person, &order, Trigger::Change, words.clone()).await?);
        }
        Ok(raised)
    }
}

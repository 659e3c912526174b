//! An order with all that is kept about it: its making, its course, its requirements', leads, cadence and end.

use super::{Record, Told, Unreadable, fields::Fields, read};
use crate::events::EventKind;
use domain::{
    cadence::{Raised, Trigger},
    ids::{AccountId, AgencyId, OrderId, PersonId, RequirementId},
    lead::{Activity, LeadSet, Nation},
    order::{Order, Requirement},
    order_course::{EndType, Making, OrderCourse, OrderFact, OrderMove, Recipient},
    order_end::{EndNotice, Outcome, OutcomeAnswer, OutcomeKind},
    order_record::{Handover, OrderRecord, RequirementRecord, Willingness},
    referral::Referral,
    requirement::{
        Condition, ConditionKind, LawDates, RequirementCourse, RequirementFact, RequirementMove,
        RequirementState,
    },
    stamp::Stamp,
};

/// An order of which no more was told than its row: recorded elsewhere, before its course was kept here.
pub fn as_told(order: Order) -> OrderRecord {
    let requirement = |one: &Requirement| RequirementRecord {
        course: RequirementCourse::standing(one.id, standing(one)),
        provider: None,
        conditions: Vec::new(),
    };
    OrderRecord {
        dates: LawDates { offence: None, convicted: None, made: order.made },
        operational_ends: None,
        nation: Nation::England,
        course: OrderCourse::made(Making {
            order: order.id,
            kind: order.kind,
            holder: order.holder,
            made: order.made,
            over: order.ended.is_some(),
        }),
        requirements: order.requirements.iter().map(requirement).collect(),
        leads: Vec::new(),
        raised: Vec::new(),
        outcomes: Vec::new(),
        handover: None,
        order,
    }
}

const fn standing(one: &Requirement) -> RequirementState {
    match (one.ended, one.began) {
        (Some(_), _) if one.done >= one.amount => RequirementState::Completed,
        (Some(_), _) => RequirementState::Terminated,
        (None, Some(_)) => RequirementState::Commenced,
        (None, None) => RequirementState::Imposed,
    }
}

/// An order as it was made.
pub(super) fn made(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Result<OrderRecord, Unreadable> {
    let order = read::order(fields, person, stamp)?;
    let day = order.made;
    let mut record = as_told(order);
    if !fields.has("shown") {
        return Ok(record);
    }
    record.dates.offence = fields.maybe_day("offence_day")?;
    record.dates.convicted = fields.maybe_day("convicted")?;
    record.operational_ends = fields.maybe_day("operational_ends")?;
    record.nation = fields.code("nation", Nation::from_code)?;
    record.leads = fields.each("leads", |one| lead(one, stamp))?;
    record.raised = fields.each("raised", |one| raised(one, stamp))?;
    record.requirements = fields.each("shown", |one| {
        let imposed = RequirementFact { step: RequirementMove::Impose, day, words: None };
        let course = RequirementCourse::proposed(one.id("id")?)
            .append(stamp, imposed)
            .map_err(|_| one.unreadable("shown"))?;
        let mut conditions = one.each("conditions", condition)?;
        conditions.sort_by_key(|shown| shown.kind);
        Ok(RequirementRecord { course, provider: one.maybe_id("provider")?, conditions })
    })?;
    Ok(record)
}

fn condition(fields: Fields<'_>) -> Result<Condition, Unreadable> {
    Ok(Condition {
        kind: fields.code("kind", ConditionKind::from_code)?,
        evidence: fields.line("evidence")?,
        assessor: fields.line("assessor")?,
        day: fields.day("day")?,
    })
}

fn lead(fields: Fields<'_>, stamp: Stamp) -> Result<LeadSet, Unreadable> {
    Ok(LeadSet {
        activity: fields.code("activity", Activity::from_code)?,
        agency: fields.maybe_id("agency")?,
        body: fields.line("body")?,
        account: fields.maybe_id("account")?,
        reason: fields.maybe_line("reason")?,
        stamp,
    })
}

fn raised(fields: Fields<'_>, stamp: Stamp) -> Result<Raised, Unreadable> {
    Ok(Raised {
        trigger: fields.code("trigger", Trigger::from_code)?,
        day: fields.day("day")?,
        words: fields.line("words")?,
        stamp,
        until: None,
    })
}

fn fact(fields: Fields<'_>) -> Result<OrderFact, Unreadable> {
    Ok(match fields.code("step", OrderMove::from_code)? {
        OrderMove::Serve => OrderFact::Served(fields.code("recipient", Recipient::from_code)?),
        OrderMove::Allocate => OrderFact::Allocated(fields.id::<AccountId>("account")?),
        OrderMove::Induct => OrderFact::Inducted,
        OrderMove::Commence => OrderFact::Commenced,
        OrderMove::Plan => OrderFact::Planned,
        OrderMove::Review => OrderFact::Reviewed(fields.maybe_line("words")?),
        OrderMove::Vary => OrderFact::Varied { ends: fields.day("ends")?, reason: fields.line("reason")? },
        OrderMove::Transfer => OrderFact::Transferred(fields.id::<AgencyId>("agency")?),
        OrderMove::Suspend => OrderFact::Suspended(fields.line("reason")?),
        OrderMove::Resume => OrderFact::Resumed,
        OrderMove::End => OrderFact::Ended(fields.code("end", EndType::from_code)?),
    })
}

impl Record {
    /// The order that an event is about.
    fn order(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<&mut OrderRecord, Unreadable> {
        let found = told.subject.and_then(|id| self.orders.get_mut(&OrderId(id)));
        found.ok_or(fields.unreadable("subject"))
    }

    /// A step of an order's course; with a transfer, its failures are the other agency's to decide.
    pub(super) fn step_order(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let (fact, day) = (fact(fields)?, fields.day("day")?);
        let leads =
            if fields.has("leads") { fields.each("leads", |one| lead(one, told.stamp))? } else { Vec::new() };
        let record = self.order(fields, told)?;
        let course = record.course.clone().append(told.stamp, day, fact.clone());
        record.course = course.map_err(|_| fields.unreadable("step"))?;
        record.leads.extend(leads);
        match fact {
            OrderFact::Varied { ends, .. } => record.order.ends = ends,
            OrderFact::Ended(_) => record.order.ended = Some(day),
            OrderFact::Transferred(agency) => {
                record.order.holder = agency;
                let id = record.order.id;
                let theirs = self.failures.values_mut().filter(|one| one.failed.order == id);
                theirs.for_each(|one| one.failed.holder = agency);
            }
            _ => {}
        }
        Ok(())
    }

    /// A step of a requirement, or how much of it is done.
    pub(super) fn step_requirement(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(RequirementId).ok_or(subject)?;
        let (one, kept) = self.requirement(id).ok_or(subject)?;
        if told.kind == EventKind::RequirementProgress {
            one.done = fields.number("done")?;
            return Ok(());
        }
        let step = fields.code("step", RequirementMove::from_code)?;
        let fact = RequirementFact { step, day: fields.day("day")?, words: fields.maybe_line("words")? };
        let course = kept.course.clone().append(told.stamp, fact);
        kept.course = course.map_err(|_| fields.unreadable("step"))?;
        one.began = kept.course.began().or(one.began);
        one.ended = kept.course.ended();
        Ok(())
    }

    fn requirement(&mut self, id: RequirementId) -> Option<(&mut Requirement, &mut RequirementRecord)> {
        self.orders
            .values_mut()
            .flat_map(|record| record.order.requirements.iter_mut().zip(&mut record.requirements))
            .find(|(one, _)| one.id == id)
    }

    /// A referral under a requirement names who gives it, at each step that moves the requirement.
    pub(super) fn provide(&mut self, referral: &Referral) {
        let request = &referral.request;
        let moves = referral
            .facts()
            .last()
            .is_some_and(|(_, fact)| crate::referrals::requirement_step_of(fact).is_some());
        let Some(id) = request.requirement.filter(|_| moves) else { return };
        let provider = request.to;
        if let Some((_, kept)) = self.requirement(id) {
            kept.provider = Some(provider);
        }
    }

    pub(super) fn set_lead(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let lead = lead(fields, told.stamp)?;
        self.order(fields, told)?.leads.push(lead);
        Ok(())
    }

    pub(super) fn change_cadence(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        if told.kind == EventKind::CadenceRaised {
            let raised = raised(fields, told.stamp)?;
            self.order(fields, told)?.raised.push(raised);
            return Ok(());
        }
        let (trigger, until) = (fields.code("trigger", Trigger::from_code)?, fields.day("until")?);
        let open = self.order(fields, told)?.raised.iter_mut().filter(|one| one.until.is_none());
        open.filter(|one| one.trigger == trigger).for_each(|one| one.until = Some(until));
        Ok(())
    }

    /// An agency was told of the end, or said that it knows: on London's day of that instant.
    pub(super) fn tell_end(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let (order, agency) = (told.subject.map(OrderId).ok_or(subject)?, fields.id("agency")?);
        if told.kind == EventKind::EndAcknowledged {
            let notice = self.end_notices.get_mut(&(order, agency)).ok_or(subject)?;
            let london = domain::calendar::london();
            notice.acknowledged = Some(domain::calendar::day_in_london(told.stamp.at, &london));
            return Ok(());
        }
        let (day, ends, contact) = (fields.day("told")?, fields.day("ends")?, fields.line("contact")?);
        let notice = EndNotice { agency, told: day, ends, contact, acknowledged: None };
        self.end_notices.insert((order, agency), notice);
        Ok(())
    }

    /// What was reached at the end: the last word on each kind.
    pub(super) fn record_outcome(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let outcome = Outcome {
            kind: fields.code("kind", OutcomeKind::from_code)?,
            answer: fields.code("answer", OutcomeAnswer::from_code)?,
            score: fields.maybe_number("score")?,
            day: fields.day("day")?,
        };
        let outcomes = &mut self.order(fields, told)?.outcomes;
        outcomes.retain(|one| one.kind != outcome.kind);
        outcomes.push(outcome);
        outcomes.sort_by_key(|one| one.kind.code());
        Ok(())
    }

    pub(super) fn hand_over(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let handover = Handover {
            going_well: fields.prose("going_well")?,
            goes_on: fields.prose("goes_on")?,
            if_hard: fields.prose("if_hard")?,
            contact: fields.line("contact")?,
            stamp: told.stamp,
        };
        self.order(fields, told)?.handover = Some(handover);
        Ok(())
    }

    pub(super) fn say_willing(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let one = Willingness {
            id: fields.id("id")?,
            person,
            order: fields.maybe_id("order")?,
            kind: fields.text("kind")?,
            willing: fields.flag("willing")?,
            day: fields.day("day")?,
            words: fields.maybe_prose("words")?,
            stamp,
        };
        self.willingness.insert(one.id, one);
        Ok(())
    }
}

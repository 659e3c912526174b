//! An order from the court's door on: made, allocated, carried out; referred, met, missed, decided about; and told of its end.

use super::stage::{Stage, line, prose};
use anyhow::{Context, Result};
use app::{
    enforcement,
    handovers::{self, HandOver},
    jobs,
    orders::{self, MakeOrder, NewRequirement, OrderStep, OrderView, RequirementStep},
};
use domain::{
    failure::Warning,
    ids::{OrderId, PersonId, RequirementId},
    lead::Nation,
    order::OrderKind,
    order_course::Recipient,
    requirement::{Condition, ConditionKind, LawDates, RequirementMove},
    role::Role,
    text::Prose,
};
use jiff::{ToSpan, civil::Date};
use synth::the;

/// What the court ordered.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// The day.
    pub made: Date,
    /// The end.
    pub ends: Date,
    /// For what.
    pub offence: &'static str,
    /// Months of alcohol treatment, if any.
    pub treatment: Option<u32>,
    /// Days of rehabilitation activity, if any.
    pub activity: Option<u32>,
}

/// The liaison team hands the person over to probation; the order that its manager records takes them on.
pub async fn handed_over(stage: &Stage<'_>, person: PersonId) -> Result<()> {
    let liaison = stage.actor(Role::CourtLiaison)?;
    let command = HandOver { person, to: stage.agency(the::PROBATION)?, words: None };
    stage.done("handing over", handovers::hand_over(&stage.app, &liaison, command, None).await)?;
    Ok(())
}

/// The team's manager records what the court made, allocated to the practitioner where it is time for that.
pub async fn made(
    stage: &Stage<'_>,
    person: PersonId,
    sentence: &Sentence,
    allocated: bool,
) -> Result<OrderId> {
    stage.at(sentence.made, 16, 30)?;
    handed_over(stage, person).await?;
    let mut requirements = Vec::new();
    if let Some(amount) = sentence.treatment {
        let conditions = conditions(sentence.made)?;
        let provider = Some(stage.agency(the::ALCOHOL_SERVICE)?);
        requirements.push(NewRequirement { code: "ATR".to_owned(), amount, conditions, provider });
    }
    if let Some(amount) = sentence.activity {
        let (code, conditions) = ("RAR".to_owned(), Vec::new());
        requirements.push(NewRequirement { code, amount, conditions, provider: None });
    }
    let practitioner = stage.actor(Role::ProbationPractitioner)?.account;
    let command = MakeOrder {
        person,
        kind: OrderKind::Community,
        court: Some(line("Harrowmere Magistrates' Court")?),
        offence: Some(line(sentence.offence)?),
        dates: LawDates { offence: None, convicted: None, made: sentence.made },
        ends: sentence.ends,
        operational_ends: None,
        nation: Nation::England,
        requirements,
        high_risk: false,
        triggers: Vec::new(),
        allocate_to: allocated.then_some(practitioner),
    };
    let manager = stage.actor(Role::TeamManager)?;
    stage.done("recording an order", orders::make(&stage.app, &manager, command, None).await)
}

fn conditions(day: Date) -> Result<Vec<Condition>> {
    let shown = [
        (ConditionKind::Dependent, "AUDIT 28: possible dependence"),
        (ConditionKind::Treatable, "Assessed at court; has stopped before with help"),
        (ConditionKind::Arranged, "Northmoor Alcohol Service has a place"),
        (ConditionKind::Willing, "I want to stop before it costs me my children."),
    ];
    let each = shown.into_iter().map(|(kind, evidence)| {
        Ok(Condition { kind, evidence: line(evidence)?, assessor: line("Liaison practitioner")?, day })
    });
    each.collect()
}

/// The order as the practitioner sees it now.
pub async fn seen(stage: &Stage<'_>, order: OrderId) -> Result<OrderView> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let tab = stage.done("reading an order", orders::order(&stage.app, &practitioner, order).await)?;
    tab.orders.into_iter().next().context("an order that nobody sees")
}

/// The requirement of an order with this code.
pub async fn requirement(stage: &Stage<'_>, order: OrderId, code: &str) -> Result<RequirementId> {
    let view = seen(stage, order).await?;
    let found = view.record.order.requirements.iter().find(|one| one.kind == code);
    found.map(|one| one.id).with_context(|| format!("an order without {code}"))
}

/// The practitioner takes steps of an order, one after another.
pub async fn carried_out(
    stage: &Stage<'_>,
    order: OrderId,
    steps: impl IntoIterator<Item = OrderStep>,
) -> Result<()> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let mut version = seen(stage, order).await?.record.course.version();
    for step in steps {
        let taken = orders::carry_out(&stage.app, &practitioner, order, version, None, step).await;
        version = stage.done("carrying an order out", taken)?;
    }
    Ok(())
}

/// Copies for everybody who is owed one, and the induction.
pub async fn inducted(stage: &Stage<'_>, order: OrderId) -> Result<()> {
    let copies = Recipient::ALL.iter().map(|one| OrderStep::Serve(*one));
    carried_out(stage, order, copies.chain([OrderStep::Induct, OrderStep::Commence])).await
}

/// A requirement has come so far.
pub async fn progressed(
    stage: &Stage<'_>,
    order: OrderId,
    code: &str,
    begins: bool,
    done: u32,
) -> Result<()> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let requirement = requirement(stage, order, code).await?;
    let view = seen(stage, order).await?;
    let version = view.record.requirement(requirement).map_or(0, |(_, kept)| kept.course.version());
    let command = RequirementStep {
        order,
        requirement,
        seen: version,
        step: begins.then_some(RequirementMove::Commence),
        day: None,
        words: None,
        done: Some(done),
    };
    let taken = orders::requirement_step(&stage.app, &practitioner, command).await;
    stage.done("recording progress", taken).map(drop)
}

/// The practitioner finds the latest failure unacceptable, and warns.
pub async fn warned(stage: &Stage<'_>, order: OrderId, circumstances: &str) -> Result<()> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let view = seen(stage, order).await?;
    let failure = view.failures.first().context("no failure to decide about")?.failed.id;
    let warning = Warning {
        circumstances: prose(circumstances)?,
        unacceptable: prose("You gave no reason that we could accept.")?,
        liability: prose(
            "If you fail to comply again within twelve months, you may be brought before the court.",
        )?,
    };
    let no_reason: Prose = prose("The bus ran; no other reason was offered, and no evidence came.")?;
    for (version, step) in (0..).zip([enforcement::Step::Reject(no_reason), enforcement::Step::Warn(warning)])
    {
        let taken = enforcement::step(&stage.app, &practitioner, failure, version, None, step).await;
        stage.done("deciding about a failure", taken)?;
    }
    Ok(())
}

/// Every agency that goes on is told that probation's part ends.
pub async fn told_of_end(stage: &Stage<'_>, order: OrderId) -> Result<()> {
    let practitioner = stage.actor(Role::ProbationPractitioner)?;
    let version = seen(stage, order).await?.record.course.version();
    let contact = line("Harrowmere duty desk, 01632 960 210")?;
    let told = orders::tell_agencies(&stage.app, &practitioner, order, version, contact).await;
    stage.done("telling agencies of the end", told).map(drop)
}

/// A year, or so many months, less a day.
pub fn until(made: Date, months: i32) -> Date {
    made.saturating_add(months.months()).saturating_sub(1.day())
}

/// What is left to do after a change is done.
pub async fn settled(stage: &Stage<'_>) -> Result<()> {
    while stage.done("what follows a change", jobs::run_one(&stage.app).await)? {}
    Ok(())
}

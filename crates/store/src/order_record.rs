//! Orders with their courses, requirements' courses, conditions, leads and cadence: facts are appended, and what lists need
//! is derived from them in the same transaction.

use crate::{
    bulk::inserts,
    cadence,
    link::Link,
    order, order_end,
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::{OrderBrief, StoreError, Stored};
use domain::{
    duty::Owner,
    ids::{AgencyId, OrderId, PersonId, RequirementId},
    lead::{LeadSet, Nation},
    order::{Order, Requirement},
    order_course::{EndType, Making, OrderCourse, OrderFact, OrderMove, Recipient},
    order_record::{OrderRecord, RequirementRecord},
    requirement::{
        Condition, LawDates, RequirementCourse, RequirementFact, RequirementMove, RequirementState,
    },
    stamp::Stamp,
    text::Line,
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

inserts! {
    ORDER_FACT = "order_fact" (
        person_id, order_id, position, step, day, code, account_id, to_agency_id, ends, words, at, by_account, agency_id
    ) "";
    REQUIREMENT_FACT = "requirement_fact" (
        person_id, requirement_id, position, step, day, words, at, by_account, agency_id
    ) "";
    CONDITION = "requirement_condition" (person_id, requirement_id, kind, evidence, assessor, day) "";
    LEAD = "order_lead" (
        person_id, order_id, activity, position, lead_agency_id, account_id, body, reason, at, by_account, agency_id
    ) "";
}

statements! {
    WHOSE = Sql::same("select person_id from court_order where id = $1");
    DETAILS = Sql::same(
        "select id, offence_day, convicted, operational_ends, nation, facts from court_order where person_id = $1"
    );
    FACTS = Sql::same(
        "select order_id, step, day, code, account_id, to_agency_id, ends, words, at, by_account, agency_id \
         from order_fact where person_id = $1 order by order_id, position"
    );
    COURSES = Sql::same("select id, provider_id, facts, state from requirement where person_id = $1");
    REQUIREMENT_FACTS = Sql::same(
        "select requirement_id, step, day, words, at, by_account, agency_id from requirement_fact \
         where person_id = $1 order by requirement_id, position"
    );
    CONDITIONS = Sql::same(
        "select requirement_id, kind, evidence, assessor, day from requirement_condition where person_id = $1"
    );
    LEADS = Sql::same(
        "select order_id, activity, lead_agency_id, account_id, body, reason, at, by_account, agency_id \
         from order_lead where person_id = $1 order by order_id, activity, position"
    );
    /// `$2` the day.
    IN_FORCE = Sql::same(
        "select o.id, o.holder_id, coalesce(o.owner_agency_id, o.holder_id), o.owner_account_id, o.made, o.ends, \
         (select c.words from cadence_raised c where c.person_id = o.person_id and c.order_id = o.id and c.day <= $2 \
         and (c.until_day is null or c.until_day >= $2) order by c.position desc limit 1) \
         from court_order o where o.person_id = $1 and o.made <= $2 and o.ends >= $2 \
         and (o.ended is null or o.ended > $2) order by o.made desc, o.id desc"
    );
    SET_DETAILS = Sql::same(
        "update court_order set offence_day = $3, convicted = $4, operational_ends = $5, nation = $6, \
         owner_agency_id = $7 where person_id = $1 and id = $2"
    );
    STEP = Sql::same(
        "update court_order set facts = facts + 1, stage = $4, owner_agency_id = $5, owner_account_id = $6, \
         supervision_began = $7, ended = $8, ends = coalesce($9, ends), holder_id = $5 \
         where person_id = $1 and id = $2 and facts = $3"
    );
    /// Failures are decided by the agency that holds the order.
    FAILURES_GO = Sql::same("update failure set holder_id = $3 where person_id = $1 and order_id = $2");
    REQUIREMENT_STEP = Sql::same(
        "update requirement set facts = facts + 1, state = $4, began = coalesce($5, began), ended = $6 \
         where person_id = $1 and id = $2 and facts = $3"
    );
    DONE = Sql::same("update requirement set done = $3 where person_id = $1 and id = $2");
    PROVIDER = Sql::same("update requirement set provider_id = $3 where person_id = $1 and id = $2");
    NEXT_LEAD = Sql::same(
        "select count(*) from order_lead where person_id = $1 and order_id = $2 and activity = $3"
    );
}

/// The row of one fact.
pub(crate) fn order_fact_args(
    person: PersonId,
    order: OrderId,
    position: i64,
    (stamp, day, fact): &(Stamp, Date, OrderFact),
) -> Vec<Arg> {
    let (mut code, mut account, mut agency, mut ends, mut words) = (None, None, None, None, None);
    match fact {
        OrderFact::Served(recipient) => code = Some(recipient.code()),
        OrderFact::Allocated(one) => account = Some(*one),
        OrderFact::Varied { ends: end, reason } => (ends, words) = (Some(*end), Some(reason)),
        OrderFact::Transferred(one) => agency = Some(*one),
        OrderFact::Suspended(reason) => words = Some(reason),
        OrderFact::Reviewed(said) => words = said.as_ref(),
        OrderFact::Ended(end) => code = Some(end.code()),
        OrderFact::Inducted | OrderFact::Commenced | OrderFact::Planned | OrderFact::Resumed => {}
    }
    args![
        person,
        order,
        position,
        fact.as_move(),
        *day,
        code,
        account,
        agency,
        ends,
        words,
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

fn order_fact(row: &Row) -> Stored<(OrderId, (Stamp, Date, OrderFact))> {
    let mut f = row.fields();
    let (order, step, day) = (f.next()?, f.next::<OrderMove>()?, f.next()?);
    let code: Option<String> = f.maybe()?;
    let (account, agency, ends) = (f.maybe()?, f.maybe()?, f.maybe()?);
    let words: Option<Line> = f.maybe()?;
    let stamp = stamp(&mut f)?;
    let lacking = || StoreError::Corrupt(format!("order_fact of {order}: {} lacks a value", step.code()));
    let unknown = |error| StoreError::unknown("order_fact: code", error);
    let code = code.ok_or_else(lacking);
    let fact = match step {
        OrderMove::Serve => OrderFact::Served(Recipient::from_code(&code?).map_err(unknown)?),
        OrderMove::Allocate => OrderFact::Allocated(account.ok_or_else(lacking)?),
        OrderMove::Induct => OrderFact::Inducted,
        OrderMove::Commence => OrderFact::Commenced,
        OrderMove::Plan => OrderFact::Planned,
        OrderMove::Review => OrderFact::Reviewed(words),
        OrderMove::Vary => {
            OrderFact::Varied { ends: ends.ok_or_else(lacking)?, reason: words.ok_or_else(lacking)? }
        }
        OrderMove::Transfer => OrderFact::Transferred(agency.ok_or_else(lacking)?),
        OrderMove::Suspend => OrderFact::Suspended(words.ok_or_else(lacking)?),
        OrderMove::Resume => OrderFact::Resumed,
        OrderMove::End => OrderFact::Ended(EndType::from_code(&code?).map_err(unknown)?),
    };
    Ok((order, (stamp, day, fact)))
}

pub(crate) fn stamp(f: &mut crate::sql::Fields<'_>) -> Stored<Stamp> {
    Ok(Stamp { at: f.next()?, by: f.next()?, agency: f.next()? })
}

/// Rows by the id in their first column.
pub(crate) type By<K, V> = BTreeMap<K, Vec<V>>;

pub(crate) async fn insert(link: &mut Link, record: &OrderRecord) -> Stored<()> {
    let order = &record.order;
    let (person, id) = (order.person, order.id);
    order::ORDER.run(link, order::order_args(order, None)).await?;
    order::REQUIREMENT.run(link, order::requirement_args(order, &HashMap::new())).await?;
    let dates = &record.dates;
    let details = args![
        person,
        id,
        dates.offence,
        dates.convicted,
        record.operational_ends,
        record.nation,
        order.holder,
    ];
    link.run(SET_DETAILS, details).await?;
    for (one, kept) in order.requirements.iter().zip(&record.requirements) {
        for fact in 0..kept.course.facts().len() {
            write_requirement_fact(link, person, &kept.course, fact).await?;
        }
        if let Some(provider) = kept.provider {
            set_provider(link, person, one.id, provider).await?;
        }
        let conditions = kept
            .conditions
            .iter()
            .flat_map(|shown| args![person, one.id, shown.kind, shown.evidence, shown.assessor, shown.day]);
        CONDITION.run(link, conditions.collect()).await?;
    }
    for lead in &record.leads {
        set_lead(link, person, id, lead).await?;
    }
    for raised in &record.raised {
        cadence::raise(link, person, id, raised).await?;
    }
    Ok(())
}

pub(crate) async fn one(link: &mut Link, id: OrderId) -> Stored<Option<Sealed<OrderRecord>>> {
    let row = link.one(WHOSE, args![id]).await?;
    // One that is absent takes the same statements, so that time does not tell.
    let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
    let all = records(link, person).await?;
    Ok(all.into_iter().find(|(found, _)| *found == id).map(|(_, sealed)| sealed))
}

pub(crate) async fn of_person(link: &mut Link, person: PersonId) -> Stored<Vec<Sealed<OrderRecord>>> {
    Ok(records(link, person).await?.into_iter().map(|(_, sealed)| sealed).collect())
}

pub(crate) async fn in_force(link: &mut Link, person: PersonId, day: Date) -> Stored<Vec<OrderBrief>> {
    let rows = link.all(IN_FORCE, args![person, day]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(OrderBrief {
                id: f.next()?,
                holder: f.next()?,
                owner: Owner { agency: f.next()?, account: f.maybe()? },
                made: f.next()?,
                ends: f.next()?,
                raised: f.maybe()?,
            })
        })
        .collect()
}

struct Kept {
    requirement_facts: By<RequirementId, (Stamp, RequirementFact)>,
    courses: BTreeMap<RequirementId, (Option<AgencyId>, i64, RequirementState)>,
    conditions: By<RequirementId, Condition>,
}

async fn records(link: &mut Link, person: PersonId) -> Stored<Vec<(OrderId, Sealed<OrderRecord>)>> {
    let all = plain(link, person).await?;
    Ok(all.into_iter().map(|(label, record)| (record.order.id, Sealed::new(label, record))).collect())
}

/// A person's orders without their seals, for the installation itself.
pub(crate) async fn plain(link: &mut Link, person: PersonId) -> Stored<Vec<(Label, OrderRecord)>> {
    let mut facts: By<OrderId, (Stamp, Date, OrderFact)> = BTreeMap::new();
    for row in link.all(FACTS, args![person]).await? {
        let (order, fact) = order_fact(&row)?;
        facts.entry(order).or_default().push(fact);
    }
    let mut kept = kept(link, person).await?;
    let (mut leads, mut raised) = (leads(link, person).await?, cadence::raises(link, person).await?);
    let mut outcomes = order_end::outcomes(link, person).await?;
    let mut handovers = order_end::handovers(link, person).await?;
    let mut details = BTreeMap::new();
    for row in link.all(DETAILS, args![person]).await? {
        let mut f = row.fields();
        let id: OrderId = f.next()?;
        let dates: (Option<Date>, Option<Date>) = (f.maybe()?, f.maybe()?);
        details.insert(id, (dates, f.maybe()?, f.maybe()?, f.next::<i64>()?));
    }
    let mut all = Vec::new();
    for (label, order) in order::plain(link, &[person], app::people::NEWEST + 1).await? {
        let id = order.id;
        let Some(((offence, convicted), operational_ends, nation, count)) = details.remove(&id) else {
            // One that was recorded between the two statements.
            link.agrees(false, || format!("court_order {id}"))?;
            continue;
        };
        let facts = facts.remove(&id).unwrap_or_default();
        let record = OrderRecord {
            dates: LawDates { offence, convicted, made: order.made },
            operational_ends,
            nation: nation.unwrap_or(Nation::England),
            course: course(link, &order, facts, count)?,
            requirements: order
                .requirements
                .iter()
                .map(|one| requirement(link, one, &mut kept))
                .collect::<Stored<_>>()?,
            leads: leads.remove(&id).unwrap_or_default(),
            raised: raised.remove(&id).unwrap_or_default(),
            outcomes: outcomes.remove(&id).unwrap_or_default(),
            handover: handovers.remove(&id),
            order,
        };
        all.push((label, record));
    }
    Ok(all)
}

/// The course, checked against what was derived from it.
fn course(
    link: &Link,
    order: &Order,
    facts: Vec<(Stamp, Date, OrderFact)>,
    count: i64,
) -> Stored<OrderCourse> {
    // After a transfer the holder is another than the first: facts begin with whoever recorded the order.
    let first = facts
        .iter()
        .find_map(|(stamp, _, fact)| matches!(fact, OrderFact::Transferred(_)).then_some(stamp.agency));
    let making = Making {
        order: order.id,
        kind: order.kind,
        holder: first.unwrap_or(order.holder),
        made: order.made,
        over: facts.is_empty() && order.ended.is_some(),
    };
    let course = OrderCourse::replay(making, facts)
        .map_err(|error| StoreError::unknown(&format!("order_fact of {}", order.id), error))?;
    link.agrees(course.version() == count, || format!("court_order {}", order.id))?;
    Ok(course)
}

fn requirement(link: &Link, one: &Requirement, kept: &mut Kept) -> Stored<RequirementRecord> {
    let facts = kept.requirement_facts.remove(&one.id).unwrap_or_default();
    let (provider, count, state) =
        kept.courses.remove(&one.id).unwrap_or((None, 0, RequirementState::Imposed));
    let first = if !facts.is_empty() {
        RequirementCourse::proposed(one.id)
    } else if one.ended.is_some() {
        let over =
            if one.done >= one.amount { RequirementState::Completed } else { RequirementState::Terminated };
        RequirementCourse::standing(one.id, over)
    } else if one.began.is_some() {
        RequirementCourse::standing(one.id, RequirementState::Commenced)
    } else {
        RequirementCourse::standing(one.id, state)
    };
    let course = replayed(first, &facts, one.id)?;
    let same = course.version() == count && (count == 0 || course.state() == state);
    link.agrees(same, || format!("requirement {}", one.id))?;
    let mut conditions = kept.conditions.remove(&one.id).unwrap_or_default();
    conditions.sort_by_key(|shown| shown.kind);
    Ok(RequirementRecord { course, provider, conditions })
}

/// The course of one requirement, for the rules alone.
pub(crate) async fn course_of(
    link: &mut Link,
    person: PersonId,
    requirement: RequirementId,
) -> Stored<Option<RequirementCourse>> {
    let mut kept = kept(link, person).await?;
    let orders = order::plain(link, &[person], app::people::NEWEST).await?;
    let found = orders.iter().flat_map(|(_, order)| &order.requirements).find(|one| one.id == requirement);
    found.map(|one| self::requirement(link, one, &mut kept).map(|record| record.course)).transpose()
}

/// A requirement that began before its facts were kept stands where its row says; its first fact may then be any.
fn replayed(
    first: RequirementCourse,
    facts: &[(Stamp, RequirementFact)],
    id: RequirementId,
) -> Stored<RequirementCourse> {
    let imposed = facts.first().is_none_or(|(_, fact)| fact.step == RequirementMove::Impose);
    let starts = [RequirementState::Imposed, RequirementState::Commenced];
    let mut tries: Vec<RequirementCourse> = vec![first];
    if !imposed {
        tries = starts.map(|state| RequirementCourse::standing(id, state)).to_vec();
    }
    let mut refused = None;
    for course in tries {
        match course.replay(facts.to_vec()) {
            Ok(course) => return Ok(course),
            Err(error) => refused = Some(error),
        }
    }
    let error = refused.map_or_else(String::new, |error| error.to_string());
    Err(StoreError::Corrupt(format!("requirement_fact of {id}: {error}")))
}

async fn kept(link: &mut Link, person: PersonId) -> Stored<Kept> {
    let mut kept =
        Kept { requirement_facts: BTreeMap::new(), courses: BTreeMap::new(), conditions: BTreeMap::new() };
    for row in link.all(REQUIREMENT_FACTS, args![person]).await? {
        let mut f = row.fields();
        let id = f.next()?;
        let fact = RequirementFact { step: f.next()?, day: f.next()?, words: f.maybe()? };
        let stamp = stamp(&mut f)?;
        kept.requirement_facts.entry(id).or_default().push((stamp, fact));
    }
    for row in link.all(COURSES, args![person]).await? {
        let mut f = row.fields();
        kept.courses.insert(f.next()?, (f.maybe()?, f.next()?, f.next()?));
    }
    for row in link.all(CONDITIONS, args![person]).await? {
        let mut f = row.fields();
        let id = f.next()?;
        let shown = Condition { kind: f.next()?, evidence: f.next()?, assessor: f.next()?, day: f.next()? };
        kept.conditions.entry(id).or_default().push(shown);
    }
    Ok(kept)
}

async fn leads(link: &mut Link, person: PersonId) -> Stored<By<OrderId, LeadSet>> {
    let mut leads: By<OrderId, LeadSet> = BTreeMap::new();
    for row in link.all(LEADS, args![person]).await? {
        let mut f = row.fields();
        let order = f.next()?;
        let lead = LeadSet {
            activity: f.next()?,
            agency: f.maybe()?,
            account: f.maybe()?,
            body: f.next()?,
            reason: f.maybe()?,
            stamp: stamp(&mut f)?,
        };
        leads.entry(order).or_default().push(lead);
    }
    Ok(leads)
}

pub(crate) async fn append(
    link: &mut Link,
    person: PersonId,
    course: &OrderCourse,
    seen: i64,
) -> Stored<bool> {
    let Some(last) = course.facts().last() else { return Ok(false) };
    let order = course.making.order;
    let ends = if let OrderFact::Varied { ends, .. } = &last.2 { Some(*ends) } else { None };
    let owner = course.owner();
    let ended = course.end().map(|(day, _)| day);
    let args = args![
        person,
        order,
        seen,
        course.stage(),
        owner.agency,
        owner.account,
        course.supervision_began(),
        ended,
        ends,
    ];
    if link.run(STEP, args).await? == 0 {
        return Ok(false);
    }
    ORDER_FACT.run(link, order_fact_args(person, order, seen.saturating_add(1), last)).await?;
    if let OrderFact::Transferred(agency) = &last.2 {
        link.run(FAILURES_GO, args![person, order, *agency]).await?;
    }
    Ok(true)
}

pub(crate) async fn append_requirement(
    link: &mut Link,
    person: PersonId,
    course: &RequirementCourse,
    seen: i64,
) -> Stored<bool> {
    let args = args![person, course.id, seen, course.state(), course.began(), course.ended()];
    if link.run(REQUIREMENT_STEP, args).await? == 0 {
        return Ok(false);
    }
    let Some(last) = course.facts().len().checked_sub(1) else { return Ok(false) };
    insert_requirement_fact(link, person, course, last).await?;
    Ok(true)
}

/// One fact of a new course, and the row that follows from it.
async fn write_requirement_fact(
    link: &mut Link,
    person: PersonId,
    course: &RequirementCourse,
    at: usize,
) -> Stored<()> {
    let seen = i64::try_from(at).unwrap_or(i64::MAX);
    let args = args![person, course.id, seen, course.state(), course.began(), course.ended()];
    link.run(REQUIREMENT_STEP, args).await?;
    insert_requirement_fact(link, person, course, at).await
}

async fn insert_requirement_fact(
    link: &mut Link,
    person: PersonId,
    course: &RequirementCourse,
    at: usize,
) -> Stored<()> {
    let Some((stamp, fact)) = course.facts().get(at) else { return Ok(()) };
    let position = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
    let args = args![
        person,
        course.id,
        position,
        fact.step,
        fact.day,
        fact.words,
        stamp.at,
        stamp.by,
        stamp.agency,
    ];
    REQUIREMENT_FACT.run(link, args).await.map(drop)
}

pub(crate) async fn set_done(
    link: &mut Link,
    person: PersonId,
    requirement: RequirementId,
    done: u32,
) -> Stored<bool> {
    Ok(link.run(DONE, args![person, requirement, done]).await? > 0)
}

pub(crate) async fn set_provider(
    link: &mut Link,
    person: PersonId,
    requirement: RequirementId,
    provider: AgencyId,
) -> Stored<bool> {
    Ok(link.run(PROVIDER, args![person, requirement, provider]).await? > 0)
}

pub(crate) async fn set_lead(
    link: &mut Link,
    person: PersonId,
    order: OrderId,
    lead: &LeadSet,
) -> Stored<()> {
    let position = count(link, NEXT_LEAD, args![person, order, lead.activity]).await?;
    let args = args![
        person,
        order,
        lead.activity,
        position,
        lead.agency,
        lead.account,
        lead.body,
        lead.reason,
        lead.stamp.at,
        lead.stamp.by,
        lead.stamp.agency,
    ];
    LEAD.run(link, args).await.map(drop)
}

pub(crate) async fn count(link: &mut Link, sql: Sql, args: Vec<Arg>) -> Stored<i64> {
    link.one(sql, args).await?.map_or(Ok(0), |row| row.fields().next())
}

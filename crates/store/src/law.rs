//! Law, timings, the delivery model and schemes: dated rows that are read whole, since there are few.

use crate::{
    link::Link,
    sql::{Sql, args, statements},
};
use app::ports::{StoreError, Stored};
use domain::{
    agency::AgencyKind,
    eligibility::{Criterion, Scheme},
    lead::{DeliveryModel, LeadRule},
    requirement::{Catalogue, ConditionKind, OrderRule, RequirementRule},
    timing::{Timing, Timings},
};
use std::collections::BTreeMap;

statements! {
    RULES = Sql::same(
        "select code, order_kind, name, unit, least, most, aggregate, within, applies_by, from_day, to_day, excludes, \
         beside, conditions, sessions, referred, checks, source, from_memory from requirement_rule order by code"
    );
    ORDER_RULES = Sql::same(
        "select order_kind, most_months, requires, applies_by, from_day, to_day, source, from_memory from order_rule"
    );
    TIMINGS = Sql::same("select code, amount, unit, from_day, source, from_memory from timing");
    MODEL = Sql::same(
        "select nation, activity, lead_role, agency_kind, body, from_day, to_day, source, from_memory \
         from delivery_model"
    );
    SCHEMES = Sql::same(
        "select code, name, requirement, order_kind, beside, from_day, starts_until, source from scheme order by name"
    );
    CRITERIA = Sql::same(
        "select scheme, criterion_group, fact, question, wanted, refusal from scheme_criterion order by scheme, position"
    );
}

/// Codes between commas.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|code| !code.is_empty())
}

fn owned(text: &str) -> Vec<String> {
    listed(text).map(str::to_owned).collect()
}

pub(crate) async fn catalogue(link: &mut Link) -> Stored<Catalogue> {
    let mut requirements = Vec::new();
    for row in link.all(RULES, args![]).await? {
        let mut f = row.fields();
        requirements.push(RequirementRule {
            code: f.next()?,
            order: f.next()?,
            name: f.next()?,
            unit: f.next()?,
            least: f.maybe()?,
            most: f.maybe()?,
            aggregate: f.next()?,
            within: f.next()?,
            by: f.next()?,
            from: f.next()?,
            to: f.maybe()?,
            excludes: owned(&f.next::<String>()?),
            beside: owned(&f.next::<String>()?),
            conditions: listed(&f.next::<String>()?)
                .map(ConditionKind::from_code)
                .collect::<Result<_, _>>()
                .map_err(|error| StoreError::unknown("requirement_rule: conditions", error))?,
            sessions: f.next()?,
            referred: f.next()?,
            checks: f.next()?,
            source: f.next()?,
            from_memory: f.next()?,
        });
    }
    let mut orders = Vec::new();
    for row in link.all(ORDER_RULES, args![]).await? {
        let mut f = row.fields();
        orders.push(OrderRule {
            order: f.next()?,
            most_months: f.maybe()?,
            requires: f.next()?,
            by: f.next()?,
            from: f.next()?,
            to: f.maybe()?,
            source: f.next()?,
            from_memory: f.next()?,
        });
    }
    Ok(Catalogue { requirements, orders })
}

pub(crate) async fn timings(link: &mut Link) -> Stored<Timings> {
    let rows = link.all(TIMINGS, args![]).await?;
    let timings = rows.iter().map(|row| {
        let mut f = row.fields();
        Ok(Timing {
            code: f.next()?,
            count: f.next()?,
            unit: f.next()?,
            from: f.next()?,
            source: f.next()?,
            from_memory: f.next()?,
        })
    });
    Ok(Timings::new(timings.collect::<Stored<_>>()?))
}

pub(crate) async fn delivery_model(link: &mut Link) -> Stored<DeliveryModel> {
    let rows = link.all(MODEL, args![]).await?;
    let rules = rows.iter().map(|row| {
        let mut f = row.fields();
        Ok(LeadRule {
            nation: f.next()?,
            activity: f.next()?,
            role: f.next()?,
            kind: f.maybe::<AgencyKind>()?,
            body: f.next()?,
            from: f.next()?,
            to: f.maybe()?,
            source: f.next()?,
            from_memory: f.next()?,
        })
    });
    Ok(DeliveryModel::new(rules.collect::<Stored<_>>()?))
}

pub(crate) async fn schemes(link: &mut Link) -> Stored<Vec<Scheme>> {
    let mut criteria: BTreeMap<String, Vec<Criterion>> = BTreeMap::new();
    for row in link.all(CRITERIA, args![]).await? {
        let mut f = row.fields();
        let scheme = f.next()?;
        let criterion = Criterion {
            group: f.next()?,
            fact: f.next()?,
            question: f.next()?,
            wanted: f.next()?,
            refusal: f.next()?,
        };
        criteria.entry(scheme).or_default().push(criterion);
    }
    let rows = link.all(SCHEMES, args![]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let code: String = f.next()?;
            Ok(Scheme {
                criteria: criteria.remove(&code).unwrap_or_default(),
                code,
                name: f.next()?,
                requirement: f.next()?,
                order: f.next()?,
                beside: f.maybe()?,
                from: f.next()?,
                starts_until: f.maybe()?,
                source: f.next()?,
            })
        })
        .collect()
}

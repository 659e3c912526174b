//! Lengths and limits of orders.md, section 3, as table tests; and the course of a requirement as a model.

use super::*;
use crate::ids::{AccountId, AgencyId};
use jiff::{Timestamp, civil::date};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

fn rule(code: &str, order: OrderKind, unit: Unit, least: Option<u32>, most: Option<u32>) -> RequirementRule {
    RequirementRule {
        code: code.into(),
        order,
        name: code.into(),
        unit,
        least,
        most,
        aggregate: false,
        within: true,
        by: AppliesBy::Conviction,
        from: date(2020, 12, 1),
        to: None,
        excludes: vec![],
        beside: vec![],
        conditions: vec![],
        sessions: true,
        referred: false,
        checks: String::new(),
        source: String::new(),
        from_memory: false,
    }
}

fn catalogue() -> Catalogue {
    use OrderKind::{Community, Suspended};
    let four = ConditionKind::ALL.to_vec();
    let length = |order, months| OrderRule {
        order,
        most_months: Some(months),
        requires: order == Community,
        by: AppliesBy::Order,
        from: date(2005, 4, 4),
        to: None,
        source: String::new(),
        from_memory: false,
    };
    let old = |mut row: RequirementRule| {
        row.by = AppliesBy::Offence;
        row.from = date(2005, 4, 4);
        row.to = Some(date(2015, 1, 31));
        row
    };
    Catalogue {
        requirements: vec![
            RequirementRule {
                conditions: four.clone(),
                excludes: vec!["AAMR".into()],
                ..rule("ATR", Community, Unit::Months, Some(1), Some(36))
            },
            RequirementRule {
                conditions: four,
                excludes: vec!["AAMR".into()],
                ..rule("ATR", Suspended, Unit::Months, Some(1), Some(24))
            },
            RequirementRule {
                excludes: vec!["ATR".into()],
                ..rule("AAMR", Community, Unit::Days, Some(1), Some(120))
            },
            RequirementRule { aggregate: true, ..rule("UPW", Community, Unit::Hours, Some(40), Some(300)) },
            old(rule("SUP", Community, Unit::Months, Some(1), None)),
            RequirementRule {
                beside: vec!["SUP".into()],
                ..old(rule("SAR", Community, Unit::Days, Some(1), Some(60)))
            },
        ],
        orders: vec![length(Community, 36), length(Suspended, 24)],
    }
}

fn shown(day: Date) -> Vec<Condition> {
    ConditionKind::ALL
        .iter()
        .map(|kind| Condition {
            kind: *kind,
            evidence: Line::new("AUDIT 28").unwrap(),
            assessor: Line::new("Court nurse").unwrap(),
            day,
        })
        .collect()
}

fn order(kind: OrderKind, months: i64, requirements: &[(&str, u32)]) -> ProposedOrder {
    let made = date(2026, 3, 2);
    ProposedOrder {
        kind,
        dates: LawDates { offence: None, convicted: None, made },
        ends: made.saturating_add(months.months()),
        requirements: requirements
            .iter()
            .map(|(code, amount)| Proposed { code: (*code).into(), amount: *amount, conditions: shown(made) })
            .collect(),
        elsewhere: vec![],
    }
}

fn refused(order: &ProposedOrder) -> Vec<String> {
    catalogue().check(order).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn s1_01_alcohol_treatment_lasts_36_months_in_a_community_order_and_24_in_a_suspended_sentence() {
    for (kind, length, months, allowed) in [
        (OrderKind::Community, 36, 36, true),
        (OrderKind::Community, 36, 37, false),
        (OrderKind::Suspended, 24, 24, true),
        (OrderKind::Suspended, 24, 25, false),
        (OrderKind::Community, 12, 12, true),
        (OrderKind::Community, 12, 13, false),
        (OrderKind::Suspended, 6, 1, true),
        (OrderKind::Community, 36, 0, false),
    ] {
        let answer = refused(&order(kind, length, &[("ATR", months)]));
        assert_eq!(answer.is_empty(), allowed, "{kind} {length} {months}: {answer:?}");
    }
}

#[test]
fn an_order_lasts_no_longer_than_its_kind_may() {
    assert!(refused(&order(OrderKind::Community, 36, &[("UPW", 40)])).is_empty());
    let answer = refused(&order(OrderKind::Community, 37, &[("UPW", 40)]));
    assert_eq!(answer, ["Community order may last 36 months at most: until 2029-03-02"]);
    assert_eq!(
        refused(&order(OrderKind::Community, -1, &[("UPW", 40)])),
        ["the order ends before the day it was made"]
    );
    assert_eq!(
        refused(&order(OrderKind::Community, 12, &[])),
        ["Community order has one requirement at least"]
    );
    assert!(refused(&order(OrderKind::Suspended, 12, &[])).is_empty());
    assert_eq!(
        refused(&order(OrderKind::PostSentence, 12, &[])),
        ["Post-sentence supervision cannot be made on these dates"]
    );
}

#[test]
fn unpaid_work_counts_over_all_concurrent_orders() {
    for (amount, elsewhere, allowed) in
        [(40, 0, true), (39, 0, false), (300, 0, true), (301, 0, false), (200, 100, true), (201, 100, false)]
    {
        let mut asked = order(OrderKind::Community, 12, &[("UPW", amount)]);
        asked.elsewhere = vec![("UPW".into(), elsewhere), ("RAR".into(), 900)];
        assert_eq!(refused(&asked).is_empty(), allowed, "{amount} {elsewhere}");
    }
    let mut asked = order(OrderKind::Community, 12, &[("UPW", 201)]);
    asked.elsewhere = vec![("UPW".into(), 100)];
    assert_eq!(
        refused(&asked),
        ["UPW: 300 hours at most in all orders together, and other orders already have 100"]
    );
}

#[test]
fn alcohol_treatment_and_abstinence_monitoring_exclude_each_other() {
    let answer = refused(&order(OrderKind::Community, 12, &[("ATR", 6), ("AAMR", 60)]));
    assert_eq!(answer, ["ATR and AAMR exclude each other", "AAMR and ATR exclude each other"]);
    assert!(refused(&order(OrderKind::Community, 12, &[("AAMR", 120)])).is_empty());
    assert_eq!(refused(&order(OrderKind::Community, 12, &[("AAMR", 121)])), ["AAMR: 120 days at most"]);
}

#[test]
fn each_of_the_four_conditions_needs_evidence_from_before_the_order() {
    for missing in ConditionKind::ALL {
        let mut asked = order(OrderKind::Community, 12, &[("ATR", 6)]);
        asked.requirements[0].conditions.retain(|one| one.kind != *missing);
        assert_eq!(refused(&asked), [format!("ATR: not shown: {missing}")]);
    }
    let mut asked = order(OrderKind::Community, 12, &[("ATR", 6)]);
    asked.requirements[0].conditions[1].day = date(2026, 3, 3);
    assert_eq!(refused(&asked).len(), 1);
}

#[test]
fn historic_kinds_go_by_the_date_of_the_offence_and_specified_activity_needs_supervision() {
    let mut asked = order(OrderKind::Community, 12, &[("SAR", 20), ("SUP", 12)]);
    assert_eq!(refused(&asked).len(), 2, "not for an offence of today");
    asked.dates.offence = Some(date(2014, 6, 1));
    assert!(refused(&asked).is_empty());
    asked.requirements.pop();
    assert_eq!(refused(&asked), ["SAR needs SUP beside it"]);
    asked.dates.offence = Some(date(2015, 2, 1));
    assert_eq!(refused(&asked), ["SAR cannot be part of this order on these dates"]);
}

#[test]
fn the_same_kind_stands_once() {
    assert_eq!(
        refused(&order(OrderKind::Community, 12, &[("UPW", 40), ("UPW", 60)])),
        ["UPW is there twice"]
    );
}

fn stamp() -> Stamp {
    Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
}

fn play(steps: &[(RequirementMove, i8)]) -> RequirementCourse {
    steps.iter().fold(RequirementCourse::proposed(RequirementId(Uuid::nil())), |course, (step, day)| {
        let day = date(2026, 1, 1).checked_add(i64::from(*day).days()).unwrap();
        course.clone().append(stamp(), RequirementFact { step: *step, day, words: None }).unwrap_or(course)
    })
}

fn any_steps() -> impl Strategy<Value = Vec<(RequirementMove, i8)>> {
    vec((select(RequirementMove::ALL), 0..100_i8), 0..16)
}

proptest! {
    /// Random legal and illegal moves: replay equals state, offers are what is allowed, and an end is an end.
    #[test]
    fn a_requirement_follows_its_model(steps in any_steps(), next in select(RequirementMove::ALL)) {
        let played = play(&steps);
        prop_assert_eq!(RequirementCourse::proposed(played.id).replay(played.facts().to_vec()), Ok(played.clone()));
        let offered = played.state().moves().any(|step| step == next);
        prop_assert_eq!(offered, played.state().after(next).is_some());
        prop_assert!(!played.state().is_over() || played.state().moves().next().is_none());
        prop_assert_eq!(played.ended().is_some(), played.state().is_over());
        if played.state() == RequirementState::Completed {
            prop_assert!(played.began().is_some());
        }
    }
}

//! An order is recorded: limits, leads, and all that is due because of it.

use super::{begun, community, day_of, due, post, recorded, sentence, shown, write};
use crate::town::Part;
use http::StatusCode;
use serde_json::{Value, json};

/// Sends an order with alcohol treatment of so many months; gives status and first sentence.
async fn treatment(kind: &str, ends: &str, months: u32) -> (StatusCode, String) {
    let (_town, person, mut seat) = begun().await;
    let body = json!({
        "kind": kind, "made": "2026-11-20", "ends": ends,
        "requirements": [{ "code": "ATR", "amount": months, "conditions": shown("2026-11-20") }],
    });
    let (status, answer) = post(&mut seat, &format!("/api/v1/people/{person}/orders"), &[], &body).await;
    (status, sentence(&answer).to_owned())
}

#[tokio::test]
async fn s1_01_alcohol_treatment_of_36_months_in_a_community_order_and_24_in_a_suspended_sentence() {
    for (kind, ends, months, refusal) in [
        ("community", "2029-11-20", 36, ""),
        ("community", "2029-11-20", 37, "Alcohol treatment must be 36 months or less"),
        ("suspended", "2028-11-20", 24, ""),
        ("suspended", "2028-11-20", 25, "Alcohol treatment must be 24 months or less"),
    ] {
        let (status, said) = treatment(kind, ends, months).await;
        assert_eq!(status == StatusCode::CREATED, refusal.is_empty(), "{kind} {months}: {said}");
        assert_eq!(said, refusal, "{kind} {months}");
    }
}

#[tokio::test]
async fn s1_01_with_other_lengths_and_kinds() {
    for (kind, ends, months, refusal) in [
        ("community", "2027-05-20", 6, ""),
        (
            "community",
            "2027-05-20",
            9,
            "Alcohol treatment of 9 months would run beyond the end of the order on 20 May 2027",
        ),
        (
            "community",
            "2029-11-21",
            12,
            "Community order: it may last 36 months at most, until 20 November 2029",
        ),
        (
            "suspended",
            "2028-11-21",
            12,
            "Suspended sentence order: it may last 24 months at most, until 20 November 2028",
        ),
        (
            "licence",
            "2027-11-20",
            6,
            "ATR could not be imposed in this kind of order on these dates. Choose another, or check the dates",
        ),
    ] {
        let (status, said) = treatment(kind, ends, months).await;
        assert_eq!(status == StatusCode::CREATED, refusal.is_empty(), "{kind} {months}: {said}");
        assert_eq!(said, refusal, "{kind} {months}");
    }
}

#[tokio::test]
async fn treatment_and_abstinence_monitoring_exclude_each_other_and_each_condition_is_asked_for() {
    let (_town, person, mut seat) = begun().await;
    let path = format!("/api/v1/people/{person}/orders");
    let mut body = community("2026-11-20", "2027-11-20");
    body["requirements"].as_array_mut().unwrap().push(json!({ "code": "AAMR", "amount": 90 }));
    let (status, answer) = post(&mut seat, &path, &[], &body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        sentence(&answer),
        "Alcohol treatment and Alcohol abstinence and monitoring cannot stand in one order"
    );
    for missing in 0..4 {
        let mut body = community("2026-11-20", "2027-11-20");
        body["requirements"][0]["conditions"].as_array_mut().unwrap().remove(missing);
        let (status, answer) = post(&mut seat, &path, &[], &body).await;
        assert_eq!(
            (status, &answer["fields"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"unshown".into())
        );
    }
}

#[tokio::test]
async fn unpaid_work_counts_over_concurrent_orders() {
    let (_town, person, mut seat) = begun().await;
    let work = |hours: u32| {
        json!({ "kind": "community", "made": "2026-11-20", "ends": "2027-11-20",
            "requirements": [{ "code": "UPW", "amount": hours }] })
    };
    recorded(&mut seat, person, &work(200)).await;
    let path = format!("/api/v1/people/{person}/orders");
    let (status, answer) = post(&mut seat, &path, &[], &work(101)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        sentence(&answer),
        "Unpaid work must be 300 hours or less in all orders together; other orders already have 200"
    );
    recorded(&mut seat, person, &work(100)).await;
}

#[tokio::test]
async fn an_order_lays_down_all_that_is_due_in_working_days() {
    let (_town, person, mut seat) = begun().await;
    // Made on Friday 20 November 2026.
    let order = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let order = seat.get(&order).await.json();
    let expected = [
        ("serve_copies", "2026-11-24"),
        ("allocate", "2026-11-24"),
        ("first_appointment", "2026-11-27"),
        ("refer_requirement", "2026-11-27"),
        ("three_way_start", "2026-12-18"),
        ("initial_plan", "2026-12-18"),
        ("start_late", "2027-03-20"),
        ("three_way_middle", "2027-05-20"),
        ("order_ends", "2027-08-22"),
        ("three_way_end", "2027-10-23"),
    ];
    let mut found = due(&order);
    found.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|(kind, day)| ((*kind).to_owned(), (*day).to_owned())).collect();
    expected.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    assert_eq!(found, expected);
    assert_eq!(order["copies_owed"], json!(["person", "responsible_officer", "court_officer"]));
    assert_eq!(order["requirements"][0]["conditions"].as_array().unwrap().len(), 4);
    let tab = seat.get(&format!("/api/v1/people/{person}/orders")).await.json();
    assert_eq!(tab["willingness"][0]["willing"], true, "willingness is a record of its own");
}

#[tokio::test]
async fn high_risk_and_a_trigger_bring_days_forward_and_say_why() {
    let (_town, person, mut seat) = begun().await;
    let mut body = community("2026-11-20", "2027-11-20");
    body["high_risk"] = true.into();
    body["triggers"] = json!(["seriousness"]);
    let path = recorded(&mut seat, person, &body).await;
    let order = seat.get(&path).await.json();
    assert_eq!(day_of(&order, "first_appointment").as_deref(), Some("2026-11-24"));
    assert_eq!(day_of(&order, "joint_meeting").as_deref(), Some("2027-01-01"), "within six weeks");
    let words = "Medium or high seriousness, from the start of the order";
    assert_eq!(order["raised"][0]["words"], words);
    let why = order["due"].as_array().unwrap().iter().find(|one| one["kind"]["code"] == "joint_meeting");
    assert_eq!(why.unwrap()["why"], words);
    let lowered =
        write(&mut seat, &format!("{path}/cadence"), &order["version"], &json!({ "trigger": "seriousness" }))
            .await;
    assert_eq!(lowered["version"], order["version"]);
    assert_eq!(day_of(&seat.get(&path).await.json(), "joint_meeting"), None);
    let raise = json!({ "trigger": "change", "words": "Lost his tenancy" });
    write(&mut seat, &format!("{path}/cadence"), &order["version"], &raise).await;
    let order = seat.get(&path).await.json();
    assert_eq!(day_of(&order, "joint_meeting").as_deref(), Some("2027-01-05"), "six weeks from today");
}

fn leads(order: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    order["leads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lead| (text(&lead["activity"]["code"]), text(&lead["body"])))
        .collect()
}

#[tokio::test]
async fn s0_10_every_activity_has_one_lead_and_wales_differs_from_england_in_two() {
    for (made, ends, offence) in [
        ("2026-11-20", "2027-11-20", None),
        ("2012-12-10", "2013-12-10", Some("2012-12-04")),
        ("2010-05-04", "2011-05-04", Some("2010-01-05")),
    ] {
        let mut found = Vec::new();
        for nation in ["england", "wales"] {
            let (_town, person, mut seat) = begun().await;
            let mut body = community(made, ends);
            body["nation"] = nation.into();
            body["offence_day"] = offence.into();
            body["convicted"] = offence.into();
            let order = recorded(&mut seat, person, &body).await;
            found.push(leads(&seat.get(&order).await.json()));
        }
        let (england, wales) = (&found[0], &found[1]);
        assert_eq!((england.len(), wales.len()), (6, 6), "{made}");
        let differ: Vec<&str> =
            england.iter().zip(wales).filter(|(e, w)| e != w).map(|(e, _)| e.0.as_str()).collect();
        assert_eq!(differ, ["commissioning", "performance"], "{made}: {england:?} {wales:?}");
    }
}

#[tokio::test]
async fn s0_10_a_lead_is_set_otherwise_with_a_reason_and_the_model_stays_for_the_rest() {
    let (_town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let before = seat.get(&path).await.json();
    let agency = crate::town::AgencyOf::Alcohol.id();
    let mut set = json!({ "activity": "treatment", "agency": agency.to_string(), "reason": "" });
    let tag = format!("\"{}\"", before["version"]);
    let leads_path = format!("{path}/leads");
    let (status, _) = post(&mut seat, &leads_path, &[("if-match", &tag)], &set).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
    set["reason"] = "Only they have a place".into();
    write(&mut seat, &leads_path, &before["version"], &set).await;
    let after = seat.get(&path).await.json();
    let lead = after["leads"].as_array().unwrap().iter().find(|lead| lead["activity"]["code"] == "treatment");
    let lead = lead.unwrap();
    assert_eq!(
        (&lead["body"], &lead["reason"]),
        (&"Northmoor Alcohol Service".into(), &"Only they have a place".into())
    );
    let others =
        |order: &Value| leads(order).into_iter().filter(|(what, _)| what != "treatment").collect::<Vec<_>>();
    assert_eq!(others(&before), others(&after));
}

#[tokio::test]
async fn an_allocated_practitioner_owes_what_the_team_owed() {
    let (town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let order = seat.get(&path).await.json();
    assert!(order["due"].as_array().unwrap().iter().all(|one| one["owner"] == "Northmoor Probation, team"));
    let body = json!({ "step": "allocate", "account": Part::Colleague.account().to_string() });
    let stepped = write(&mut seat, &format!("{path}/steps"), &order["version"], &body).await;
    let order = seat.get(&path).await.json();
    assert_eq!((&order["version"], &order["stage"]["code"]), (&stepped["version"], &"allocated".into()));
    assert_eq!(day_of(&order, "allocate"), None);
    assert!(order["due"].as_array().unwrap().iter().all(|one| one["owner"] == "Colin Colleague"), "{order}");
    let lead = &order["leads"][0];
    assert_eq!(
        (&lead["activity"]["code"], &lead["person"]),
        (&"supervision".into(), &"Colin Colleague".into())
    );
    let mut colleague = town.signed_in(Part::Colleague).await;
    let seen = colleague.get(&format!("/people/{person}")).await;
    assert_eq!(seen.status, StatusCode::OK, "on the team now");
    for (recipient, owed) in [("person", true), ("responsible_officer", true), ("court_officer", false)] {
        let version = seat.get(&path).await.json()["version"].clone();
        let body = json!({ "step": "serve", "recipient": recipient });
        write(&mut seat, &format!("{path}/steps"), &version, &body).await;
        let order = seat.get(&path).await.json();
        assert_eq!(day_of(&order, "serve_copies").is_some(), owed, "{recipient}");
    }
    let order = seat.get(&path).await.json();
    write(&mut seat, &format!("{path}/steps"), &order["version"], &json!({ "step": "induct" })).await;
    let order = seat.get(&path).await.json();
    assert_eq!(day_of(&order, "first_appointment"), None);
    assert_eq!(day_of(&order, "initial_plan").as_deref(), Some("2026-12-15"), "15 working days from today");
}

#[tokio::test]
async fn a_varied_order_moves_its_meetings_and_a_longer_one_than_the_law_allows_is_refused() {
    let (_town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let order = seat.get(&path).await.json();
    let steps = format!("{path}/steps");
    let vary = |ends: &str| json!({ "step": "vary", "ends": ends, "words": "On application" });
    let tag = format!("\"{}\"", order["version"]);
    let (status, answer) = post(&mut seat, &steps, &[("if-match", &tag)], &vary("2029-11-21")).await;
    assert_eq!(
        (status, &answer["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"too_long".into())
    );
    write(&mut seat, &steps, &order["version"], &vary("2028-05-20")).await;
    let order = seat.get(&path).await.json();
    assert_eq!(order["ends"], "2028-05-20");
    assert_eq!(day_of(&order, "three_way_end").as_deref(), Some("2028-04-22"));
    assert_eq!(day_of(&order, "order_ends").as_deref(), Some("2028-02-20"));
}

#[tokio::test]
async fn s4_13_a_scheme_accepts_and_rejects_with_reasons() {
    let (_town, person, mut seat) = begun().await;
    let schemes = seat.get("/api/v1/schemes").await.json();
    assert_eq!(schemes["items"][0]["code"], "S4C");
    let order = |requirements: Value| {
        json!({ "kind": "community", "made": "2013-02-04", "ends": "2014-02-03", "offence_day": "2013-01-02",
            "convicted": "2013-02-04", "requirements": requirements })
    };
    let both = json!([{ "code": "SUP", "amount": 12 }, { "code": "SAR", "amount": 20 }]);
    let with = recorded(&mut seat, person, &order(both)).await;
    let without = recorded(&mut seat, person, &order(json!([{ "code": "SUP", "amount": 12 }]))).await;
    let good = json!({ "resident": true, "qualifies_for_mhtr": false, "moderate_mental_health": false,
        "personality_disorder": true, "escalating_contact": false, "risk_of_custody": true,
        "risk_of_high_sentence": false });
    for (order, start, change, refused) in [
        (&with, "2013-03-01", None, None),
        (
            &with,
            "2013-03-01",
            Some(("qualifies_for_mhtr", true)),
            Some("The person qualifies for a mental health treatment requirement"),
        ),
        (
            &with,
            "2013-03-01",
            Some(("resident", false)),
            Some("The person does not live in the scheme’s area"),
        ),
        (&without, "2013-03-01", None, Some("The order has no requirement SAR")),
        (&with, "2014-03-31", None, None),
        (&with, "2014-04-01", None, Some("Its funding has ended: nobody new may start")),
        (&with, "2013-03-01", Some(("escalating_contact", true)), None),
    ] {
        let mut facts = good.clone();
        if let Some((fact, answer)) = change {
            facts[fact] = answer.into();
        }
        let body = json!({ "scheme": "S4C", "start": start, "facts": facts });
        let (status, answer) = post(&mut seat, &format!("{order}/eligibility"), &[], &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(answer["eligible"], refused.is_none(), "{start} {change:?}: {answer}");
        assert_eq!(answer["refused"].as_array().unwrap().first().and_then(Value::as_str), refused);
    }
    let body = json!({ "scheme": "S4C", "start": "2013-03-01", "facts": { "resident": true } });
    let (_, answer) = post(&mut seat, &format!("{with}/eligibility"), &[], &body).await;
    assert_eq!(answer["eligible"], false);
    assert_eq!(answer["asked"].as_array().unwrap().len(), 6, "what nobody has answered is asked: {answer}");
}

#[tokio::test]
async fn a_plan_that_is_recorded_is_done_and_its_review_falls_due_while_the_order_lasts() {
    for (made, ends, planned, review) in [
        ("2026-11-20", "2027-11-20", "2026-11-24", "2027-03-16"),
        ("2026-11-16", "2027-08-16", "2026-11-23", "2027-03-15"),
    ] {
        let (_town, person, mut seat) = begun().await;
        let path = recorded(&mut seat, person, &community(made, ends)).await;
        let steps = format!("{path}/steps");
        let to = json!({ "step": "allocate", "account": Part::Practitioner.account().to_string() });
        write(&mut seat, &steps, &0.into(), &to).await;
        let order = seat.get(&path).await.json();
        assert!(
            day_of(&order, "initial_plan").is_some() && day_of(&order, "plan_review").is_none(),
            "{order}"
        );
        write(&mut seat, &steps, &1.into(), &json!({ "step": "plan", "day": planned })).await;
        let order = seat.get(&path).await.json();
        assert_eq!(
            (day_of(&order, "initial_plan"), day_of(&order, "plan_review").as_deref()),
            (None, Some(review))
        );
        write(&mut seat, &steps, &2.into(), &json!({ "step": "induct" })).await;
        let reviewed = json!({ "step": "review", "day": "2026-11-24", "words": "Goals stand" });
        write(&mut seat, &steps, &3.into(), &reviewed).await;
        let order = seat.get(&path).await.json();
        assert_eq!(
            day_of(&order, "plan_review").as_deref(),
            Some("2027-03-16"),
            "sixteen weeks after the review"
        );
    }
}

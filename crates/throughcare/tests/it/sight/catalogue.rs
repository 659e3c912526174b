//! Rows of the practice catalogue about who sees what, by public addresses, and again with other numbers.

use super::*;
use crate::{orders, pathway};
use app::ports::PastQuery;
use domain::involvement::{Involvement, InvolvementRole};
use gate::Outcome;

/// Every answer of the ledger so far: what was shown under which version and clause, and how often something was.
async fn disclosures(town: &Town) -> Vec<(Section, u16, u16)> {
    let agencies: Vec<_> = Part::ALL.iter().map(|part| part.agency().id()).collect();
    let query = PastQuery {
        agencies: &agencies,
        concerning: None,
        from: town.app.now().checked_sub(SignedDuration::from_hours(24 * 400)).expect("an instant"),
        until: town.app.now().checked_add(SignedDuration::from_hours(1)).expect("an instant"),
        after: None,
        limit: 10_000,
    };
    let mut tx = town.app.store.read().await.expect("a transaction");
    let reads = tx.past_reads(&query).await.expect("reads");
    tx.end().await.expect("ended");
    let shown = |entry: &gate::Entry| match entry.outcome {
        Outcome::Shown(_, _, version, clause) => Some((entry.section, version, clause)),
        Outcome::Withheld(_) => None,
    };
    reads.iter().flat_map(|read| read.entries.iter().filter_map(shown)).collect()
}

/// The offender manager sees attendance and progress and no word of treatment; each disclosure names a clause that is in force;
/// without an agreement nothing is shown, and so no disclosure can be kept.
async fn s0_04(day: &str, wait: i64, words: &str) {
    let (town, person, mut referrer, mut provider) = pathway::begun().await;
    let referral = pathway::taken_on(&mut referrer, &mut provider, &pathway::asks(person)).await;
    let slot = json!({ "day": day, "time": "10:00", "minutes": 45, "place": "Castle Street office" });
    pathway::takes(&mut provider, &referral, "book", &slot).await;
    let rows = got(&mut provider, &format!("/api/v1/people/{person}/appointments")).await;
    let session = format!("/api/v1/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
    pathway::days(&town, wait);
    pathway::takes(&mut provider, &session, "attendance", &json!({ "attendance": "yes" })).await;
    let given = json!({
        "engagement": "well", "fit": "partly", "progress": "forward", "standard": "met", "words": words,
    });
    pathway::made(&mut provider, &format!("{session}/feedback"), &given).await;
    let seen = got(&mut referrer, &session).await;
    assert_eq!(seen["feedback"]["progress"]["code"], "forward", "{seen}");
    assert_eq!(seen["feedback"]["words"], Value::Null, "counselling stays with those who give it");
    assert_eq!(got(&mut provider, &session).await["feedback"]["words"], words);

    let kept = disclosures(&town).await;
    assert!(kept.iter().any(|(section, ..)| *section == Section::Compliance), "{kept:?}");
    let gate = town.app.gate();
    for (section, version, number) in &kept {
        let (agreement, clause) = gate.rules().clause(INTERIM, *number).expect("a clause in force");
        assert_eq!(agreement.version, *version);
        assert!(clause.sections.contains(section), "{section} under clause {number}");
    }
    let mut lead = town.signed_in(Part::Lead).await;
    let step = format!("/agreements/{INTERIM}/step");
    let seen = lead.fill(&step, &[("step", "suspend"), ("words", "Nobody agreed to this")]).await;
    assert!(seen.status.is_redirection(), "{}", seen.page().main_text());
    for seat in [&mut referrer, &mut provider] {
        for path in [session.clone(), format!("/api/v1/people/{person}")] {
            assert_eq!(seat.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    assert_eq!(disclosures(&town).await, kept, "no disclosure without an agreement in force");
}

#[tokio::test]
async fn s0_04_no_disclosure_without_an_agreement_and_progress_without_counselling() {
    s0_04("2026-12-01", 7, "Drinks to forget the accident.").await;
}

#[tokio::test]
async fn s0_04_with_other_numbers_a_session_in_january() {
    s0_04("2027-01-22", 59, "Spoke of the divorce for the first time.").await;
}

async fn allocated(town: &Town, person: PersonId, last: i64) {
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: Part::Worker.agency().id(),
        account: Some(Part::Worker.account()),
        role: InvolvementRole::Treatment,
        leads: false,
        from: town.app.today(),
        to: Some(town.app.today().saturating_add(last.days())),
    };
    let mut tx = town.app.store.write().await.expect("a transaction");
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
}

/// What the worker's looks at a record were, newest first: shown and withheld.
async fn looks_of_the_worker(town: &Town, person: PersonId) -> Vec<(Vec<Section>, Vec<Section>)> {
    let mut tx = town.app.store.read().await.expect("a transaction");
    let looks = tx.looks(person, None, 50).await.expect("looks");
    looks
        .into_iter()
        .filter(|look| look.by == "Wanda Worker")
        .map(|look| (look.shown, look.withheld))
        .collect()
}

/// A treatment worker with a case of their own opens order dates, appointments and risk flags of it, for so many days; another case
/// is refused; both attempts are in the ledger.
async fn s0_05(made: &str, ends: &str, kind: RiskKind, last: i64) {
    let town = Town::new().await;
    let (own, other) = (
        town.person_of(Part::Practitioner, "Ada", "Crane").await,
        town.person_of(Part::Practitioner, "Bea", "Drake").await,
    );
    let mut practitioner = program(&town, Part::Practitioner).await;
    for person in [own, other] {
        orders::recorded(&mut practitioner, person, &orders::community(made, ends)).await;
        flagged(&town, person, kind).await;
        let slot = json!({ "day": "2026-12-01", "time": "10:00", "minutes": 30, "place": "Castle Street" });
        let booked = json!({ "slot": slot });
        pathway::made(&mut practitioner, &format!("/api/v1/people/{person}/appointments"), &booked).await;
    }
    allocated(&town, own, last).await;
    let mut worker = program(&town, Part::Worker).await;
    let seen = got(&mut worker, &format!("/api/v1/people/{own}")).await;
    assert_eq!(seen["orders"][0]["ends"], ends, "{seen}");
    assert_eq!(seen["risks"][0]["kind"]["code"], kind.code(), "{seen}");
    let appointments = got(&mut worker, &format!("/api/v1/people/{own}/appointments")).await;
    assert_eq!(appointments["items"].as_array().unwrap().len(), 1, "{appointments}");
    let refused = worker.get(&format!("/api/v1/people/{other}")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let kept = looks_of_the_worker(&town, own).await;
    let shown: Vec<Section> = kept.iter().flat_map(|(shown, _)| shown.clone()).collect();
    for section in [Section::Court, Section::Risk, Section::Compliance] {
        assert!(shown.contains(&section), "{section} in {kept:?}");
    }
    assert_eq!(looks_of_the_worker(&town, other).await, [(vec![], vec![Section::Identity])]);
    // Nobody there is asked for with the same answer.
    let absent = worker.get("/api/v1/people/00000000-0000-7000-8000-000000000000").await;
    assert_eq!((absent.status, absent.body), (refused.status, refused.body));
    // It ends with its last day.
    pathway::days(&town, last);
    assert_eq!(worker.get(&format!("/api/v1/people/{own}")).await.status, StatusCode::OK);
    pathway::days(&town, 1);
    assert_eq!(worker.get(&format!("/api/v1/people/{own}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(looks_of_the_worker(&town, own).await[0], (vec![], vec![Section::Identity]));
}

#[tokio::test]
async fn s0_05_a_worker_opens_what_is_agreed_of_their_own_case_and_both_attempts_are_kept() {
    s0_05("2026-11-20", "2027-11-20", RiskKind::Staff, 10).await;
}

#[tokio::test]
async fn s0_05_with_other_numbers_a_shorter_order_another_flag_and_two_days() {
    s0_05("2026-11-03", "2027-05-03", RiskKind::SelfHarm, 2).await;
}

/// Willingness to comply with a requirement, and consent to share, are two records with days and endings of their own.
async fn s0_19(willing_on: &str, days_between: i64, sections: &[&str]) {
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let willing = async |seat: &mut Seat, willing: bool, day: &str| {
        let body = json!({ "kind": "ATR", "willing": willing, "day": day });
        let path = format!("/api/v1/people/{person}/willingness");
        let seen = seat.json(Method::POST, &path, &[], &body.to_string()).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    };
    let orders = format!("/api/v1/people/{person}/orders");
    let shared = format!("/api/v1/people/{person}/consents");
    willing(&mut practitioner, true, willing_on).await;
    assert_eq!(got(&mut practitioner, &shared).await["items"], json!([]), "willing is no consent");
    pathway::days(&town, days_between);
    let consent = consents(&mut practitioner, person, sections).await;
    let told = got(&mut practitioner, &orders).await["willingness"].clone();
    assert_eq!(told.as_array().unwrap().len(), 1, "consent is no willingness: {told}");
    assert_eq!((&told[0]["day"], &told[0]["willing"]), (&willing_on.into(), &true.into()));
    withdraws(&mut practitioner, &consent).await;
    let kept = got(&mut practitioner, &shared).await["items"].clone();
    assert_eq!((&kept[0]["state"]["code"], &kept[0]["holds"]), (&"withdrawn".into(), &false.into()));
    assert_eq!(got(&mut practitioner, &orders).await["willingness"][0]["willing"], true, "still willing");
    let again = consents(&mut practitioner, person, sections).await;
    let today = town.app.today().to_string();
    willing(&mut practitioner, false, &today).await;
    let told = got(&mut practitioner, &orders).await["willingness"].clone();
    let days: Vec<&Value> = told.as_array().unwrap().iter().map(|one| &one["day"]).collect();
    assert!(days.contains(&&today.clone().into()) && days.contains(&&willing_on.into()), "{told}");
    let kept = got(&mut practitioner, &shared).await["items"].clone();
    let one = kept.as_array().unwrap().iter().find(|one| one["id"] == *again).expect("the second");
    assert_eq!((&one["state"]["code"], &one["holds"]), (&"given".into(), &true.into()), "{kept}");
}

#[tokio::test]
async fn s0_19_willingness_and_consent_are_two_records_each_with_its_days_and_its_end() {
    s0_19("2026-11-20", 3, &["family"]).await;
}

#[tokio::test]
async fn s0_19_with_other_numbers_three_weeks_apart_and_two_sections() {
    s0_19("2026-11-02", 21, &["mental_health", "accommodation"]).await;
}

//! Who can see what of one person, and why one can or cannot see something.

use super::*;

/// What `name` sees of the person, as `seat` is told.
async fn of(seat: &mut Seat, person: PersonId, name: &str) -> Option<Value> {
    let told = got(seat, &format!("/api/v1/people/{person}/sharing/who")).await;
    told["agencies"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned()
}

/// The level at which a section is among these lines, by clause.
fn levels(lines: &Value, section: &str) -> Vec<(String, u64)> {
    lines
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["section"]["code"] == section)
        .map(|one| {
            let clause = &one["clause"];
            (clause["level"]["code"].as_str().unwrap().to_owned(), clause["clause"].as_u64().unwrap())
        })
        .collect()
}

const SERVICE: &str = "Northmoor Alcohol Service";

#[tokio::test]
async fn each_agency_known_to_work_with_the_person_is_told_with_its_clauses_while_they_hold() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    assert_eq!(of(&mut practitioner, person, SERVICE).await, None, "nothing relates it yet");
    let referral = refer(&town, person).await;
    let service = of(&mut practitioner, person, SERVICE).await.expect("it is asked");
    let own = ("full".to_owned(), 2);
    assert_eq!(levels(&service["sees"], "risk"), [own.clone(), ("summary".to_owned(), 5)], "{service}");
    assert_eq!(levels(&service["sees"], "plan"), [own], "not on the team: {service}");
    assert!(service["nothing"].as_array().unwrap().contains(&"third_party".into()), "{service}");
    let police = of(&mut practitioner, person, "Northmoor Police").await.expect("on the team");
    assert_eq!(levels(&police["sees"], "plan"), [("full".to_owned(), 2), ("full".to_owned(), 3)]);

    // The officer may not know of the referral, and so not of whoever is asked.
    let mut officer = town.signed_in(Part::Officer).await;
    assert_eq!(of(&mut officer, person, SERVICE).await, None);
    assert!(of(&mut officer, person, "Northmoor Probation").await.is_some());
    let page = text(&mut officer, &format!("/people/{person}/sharing/who")).await;
    assert!(page.contains("Northmoor Probation") && !page.contains("Alcohol Service"), "{page}");

    let withdraw = domain::referral::WithdrawReason::ALL[0];
    referrals::withdraw(&town.app, &Town::viewer(Part::Practitioner), referral, 1, withdraw, None)
        .await
        .expect("withdrawn");
    let service = of(&mut practitioner, person, SERVICE).await.expect("its referral is over");
    assert_eq!(levels(&service["sees"], "plan"), [("summary".to_owned(), 10)], "{service}");
    assert_eq!(service["sees"].as_array().unwrap().len(), 1, "its own answer and nothing else: {service}");
}

#[tokio::test]
async fn what_hangs_on_consent_is_said_apart_and_moves_with_it() {
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let parties = [Part::Manager, Part::TreatmentManager];
    let asks = clause(9, Role::TreatmentWorker, Section::Family, Condition::ReferralIn, &[Also::Consent]);
    agreed(&town, "Families", parties, vec![asks]).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let family = async |seat: &mut Seat| {
        let service = of(seat, person, SERVICE).await.expect("it is asked");
        (levels(&service["sees"], "family"), levels(&service["would_see"], "family"))
    };
    let (own, nine) = (("full".to_owned(), 2), ("full".to_owned(), 9));
    assert_eq!(family(&mut practitioner).await, (vec![own.clone()], vec![nine.clone()]));
    let consent = consents(&mut practitioner, person, &["family"]).await;
    assert_eq!(family(&mut practitioner).await, (vec![own.clone(), nine.clone()], vec![]));
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = format!("/people/{person}/sharing/who?agency={}", Part::Worker.agency().id());
    let page = text(&mut seat, &at).await;
    assert!(
        page.contains("Families, version 1, clause 9") && page.contains("It ends with the person’s consent.")
    );
    withdraws(&mut practitioner, &consent).await;
    assert_eq!(family(&mut practitioner).await, (vec![own], vec![nine]));
}

#[tokio::test]
async fn only_those_who_work_with_the_person_are_told_who_can_see_what() {
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let strange = town.person_of(Part::Liaison, "Bea", "Drake").await;
    for (part, expected) in [
        (Part::Practitioner, StatusCode::OK),
        (Part::Worker, StatusCode::NOT_FOUND),
        (Part::Liaison, StatusCode::NOT_FOUND),
        (Part::Analyst, StatusCode::FORBIDDEN),
    ] {
        let mut seat = town.signed_in(part).await;
        for path in [format!("/people/{person}/sharing/who"), format!("/api/v1/people/{person}/sharing/who")]
        {
            assert_eq!(seat.get(&path).await.status, expected, "{part:?} {path}");
        }
    }
    let mut seat = town.signed_in(Part::Practitioner).await;
    assert_eq!(seat.get(&format!("/people/{strange}/sharing/why")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn why_names_the_clause_or_the_reason_and_whom_to_ask() {
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let mut officer = program(&town, Part::Officer).await;
    let why = got(&mut officer, &format!("/api/v1/people/{person}/sharing/why?section=risk")).await;
    let answers = why["answers"].as_array().unwrap();
    let of = |name: &str| {
        answers.iter().find(|one| one["recorded_by"].as_array().unwrap().contains(&name.into())).unwrap()
    };
    let (own, theirs) = (of("Northmoor Police"), of("Northmoor Probation"));
    assert_eq!((&own["clause"]["clause"], &theirs["clause"]["clause"]), (&2.into(), &3.into()), "{why}");
    assert_eq!(theirs["clause"]["level"]["code"], "full");
    let why = got(&mut officer, &format!("/api/v1/people/{person}/sharing/why?section=treatment")).await;
    let answers = why["answers"].as_array().unwrap();
    assert!(answers.iter().all(|one| one["clause"].is_null()), "{why}");
    assert_eq!(answers[0]["reason"]["code"], "no_clause");
    let mut seat = town.signed_in(Part::Officer).await;
    let page = text(&mut seat, &format!("/people/{person}/sharing/why?section=treatment")).await;
    assert!(page.contains("No agreement lets your role see this. Ask"), "{page}");
    let page = text(&mut seat, &format!("/people/{person}/sharing/why?section=risk&purpose=oversight")).await;
    assert!(page.contains("The agreement does not cover this purpose"), "{page}");
    let page = text(&mut seat, &format!("/people/{person}/sharing")).await;
    assert!(page.contains("Who can see what of this record"), "{page}");
}

/// An administrator asks about somebody else; the answer opens nothing, and the ledger keeps that it was asked.
#[tokio::test]
async fn who_asks_about_somebody_elses_sight_is_in_the_ledger() {
    use app::agreements::{AskWhy, explain};
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let ask = |about: Part, section| AskWhy {
        viewer: Some(domain::account::Email::new(about.email()).expect("an address")),
        person: person.to_string(),
        section,
        purpose: Some(Purpose::Treatment),
    };
    let system = Town::viewer(Part::System);
    let why = explain(&town.app, &system, ask(Part::Worker, Section::Risk)).await.expect("an answer");
    let probation = Part::Practitioner.agency().name().to_owned();
    let line = why.lines.iter().find(|line| line.holders.contains(&probation)).expect("its records");
    let granted = line.answer.clone().expect("shown");
    assert_eq!((granted.clause, granted.level, why.known), (5, Level::Summary, true));
    let why = explain(&town.app, &system, ask(Part::Liaison, Section::Risk)).await.expect("an answer");
    assert!(!why.known && why.lines.iter().all(|line| line.answer.is_err()), "{why:?}");
    let looks =
        town.app.store.read().await.expect("a transaction").looks(person, None, 9).await.expect("looks");
    let asked: Vec<_> = looks.iter().filter(|look| look.by == "Sven System").collect();
    assert_eq!(asked.len(), 2, "{looks:?}");
    assert!(asked.iter().all(|look| look.shown.is_empty() && look.withheld == [Section::Risk]), "{asked:?}");
    // A lead asks about their own agency's staff alone, and a practitioner about nobody else.
    let lead = Town::viewer(Part::Lead);
    assert!(explain(&town.app, &lead, ask(Part::Practitioner, Section::Risk)).await.is_ok());
    for (by, about) in [(lead, Part::Worker), (Town::viewer(Part::Practitioner), Part::Colleague)] {
        let refused = explain(&town.app, &by, ask(about, Section::Risk)).await;
        assert!(matches!(refused, Err(app::Refusal::NotFound)), "{refused:?}");
    }
}

/// Whoever treats reads for treatment: a clause for that alone opens to them, follows consent from one look to the next, and the
/// person's receipt says what each look was for.
#[tokio::test]
async fn a_clause_for_treatment_alone_opens_to_those_who_treat_while_consent_holds() {
    let town = Town::new().await;
    let (person, _) = referred(&town).await;
    let parties = [Part::Manager, Part::TreatmentManager];
    let asks = clause(9, Role::TreatmentWorker, Section::Risk, Condition::ReferralIn, &[Also::Consent]);
    let asks = Clause { purposes: vec![Purpose::Treatment], ..asks };
    agreed(&town, "Risk before the first meeting", parties, vec![asks]).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let mut worker = program(&town, Part::Worker).await;
    let words = async |seat: &mut Seat| {
        got(seat, &format!("/api/v1/people/{person}")).await["risks"][0]["detail"].clone()
    };
    assert_eq!(words(&mut worker).await, Value::Null, "in summary, without the words");
    let consent = consents(&mut practitioner, person, &["risk"]).await;
    assert_eq!(words(&mut worker).await, "See in pairs.");
    withdraws(&mut practitioner, &consent).await;
    assert_eq!(words(&mut worker).await, Value::Null, "from the next look on");
    let mut tx = town.app.store.read().await.expect("a transaction");
    let looks = tx.looks(person, None, 50).await.expect("looks");
    let purposes: Vec<Purpose> =
        looks.iter().filter(|look| look.by == "Wanda Worker").map(|look| look.purpose).collect();
    assert_eq!(purposes, [Purpose::Treatment; 3]);
    let others: Vec<Purpose> =
        looks.iter().filter(|look| look.by == "Priya Practitioner").map(|look| look.purpose).collect();
    assert!(!others.is_empty() && !others.contains(&Purpose::Treatment), "{others:?}");
}

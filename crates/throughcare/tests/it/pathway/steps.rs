//! The steps of the pathway, their clocks and what they make due.

use super::*;

/// Tue 24 Nov 2026 and ten working days: Tue 8 Dec.
#[tokio::test]
async fn each_step_opens_what_is_due_next_and_closes_what_it_did() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let dues = |opened: &Value| -> Vec<(String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = opened["dues"].as_array().unwrap();
        rows.iter().map(|due| (text(&due["stage"]["code"]), text(&due["owner"]), text(&due["by"]))).collect()
    };
    let due = |stage: &str, owner: &str, by: &str| vec![(stage.to_owned(), owner.to_owned(), by.to_owned())];
    let opened = provider.get(&referral).await.json();
    assert_eq!(
        (dues(&opened), &opened["pathway_version"]),
        (due("answer", "provider", "2026-12-08"), &1.into())
    );

    // More information is asked on Thursday and given on Tuesday: three working days stood still.
    days(&town, 2);
    takes(&mut provider, &referral, "ask", &json!({ "words": "Since when?" })).await;
    assert_eq!(dues(&referrer.get(&referral).await.json()), due("information", "referrer", "2026-12-01"));
    assert_eq!(desk(&mut referrer, "due").await, [("referral_information".into(), "2026-12-01".into())]);
    days(&town, 5);
    takes(&mut referrer, &referral, "information", &json!({ "words": "Since May." })).await;
    let opened = provider.get(&referral).await.json();
    assert_eq!(dues(&opened), due("answer", "provider", "2026-12-11"));
    assert_eq!(opened["answer_by"], "2026-12-11", "the inbox is sorted by the clock that stood still");
    assert_eq!(desk(&mut referrer, "due").await, []);

    let wait = json!({ "day": "2027-01-11", "words": "A group begins then." });
    takes(&mut provider, &referral, "waitlist", &wait).await;
    assert_eq!(dues(&provider.get(&referral).await.json()), due("answer", "provider", "2027-01-11"));
    takes(&mut provider, &referral, "accept", &json!({})).await;
    assert_eq!(desk(&mut provider, "due").await, [("referral_book".into(), "2026-12-08".into())]);
    takes(&mut provider, &referral, "warning", &json!({})).await;
    takes(&mut provider, &referral, "offer", &json!({ "day": "2026-12-03" })).await;
    let slot =
        json!({ "day": "2026-12-03", "time": "10:30", "minutes": 45, "place": "Castle Street office" });
    takes(&mut provider, &referral, "book", &slot).await;
    let mine = desk(&mut provider, "due").await;
    assert_eq!(mine[0], ("appointment".into(), "2026-12-03".into()));
    assert!(mine.contains(&("referral_begin".into(), "2026-12-15".into())), "{mine:?}");
    takes(&mut provider, &referral, "begin", &json!({})).await;
    assert_eq!(dues(&provider.get(&referral).await.json()), vec![]);
    let ended = takes(&mut provider, &referral, "conclude", &json!({ "reason": "not_engaged" })).await;
    assert_eq!(ended["state"]["code"], "concluded");
    let back = desk(&mut referrer, "due").await;
    assert!(back.contains(&("referral_elsewhere".into(), "2026-12-08".into())), "handed back: {back:?}");
    let history = referrer.get(&referral).await.json()["history"].clone();
    let steps: Vec<&str> =
        history.as_array().unwrap().iter().map(|one| one["step"]["code"].as_str().unwrap()).collect();
    assert_eq!(
        steps,
        ["send", "ask", "give", "waitlist", "accept", "read_warning", "offer", "book", "begin", "conclude"]
    );
}

#[tokio::test]
async fn a_declined_referral_hands_the_person_back_and_one_withdrawn_because_met_does_not() {
    let (_town, person, mut referrer, mut provider) = begun().await;
    let declined = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    takes(&mut provider, &declined, "decline", &json!({ "reason": "no_capacity" })).await;
    assert_eq!(desk(&mut referrer, "due").await, [("referral_elsewhere".into(), "2026-12-01".into())]);
    let met = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    takes(&mut referrer, &met, "withdraw", &json!({ "reason": "NEE" })).await;
    assert_eq!(desk(&mut referrer, "due").await.len(), 1, "nothing is left to do for a need that is met");
    let left = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    takes(&mut referrer, &left, "withdraw", &json!({ "reason": "WOR" })).await;
    assert_eq!(desk(&mut referrer, "due").await.len(), 2);
}

#[tokio::test]
async fn an_amendment_keeps_old_and_new_words_with_who_and_why_and_the_provider_is_told() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    while app::jobs::run_one(&town.app).await.expect("a queue") {}
    let amend = json!({ "part": "risk", "new": "A dog at the house.", "why": "A neighbour rang." });
    let amended = takes(&mut referrer, &referral, "amend", &amend).await;
    assert_eq!(amended["state"]["code"], "accepted", "the state stays");
    while app::jobs::run_one(&town.app).await.expect("a queue") {}
    assert!(new(&mut provider).await.contains(&"amend".to_owned()));
    let opened = provider.get(&referral).await.json();
    assert_eq!(opened["risk_to_staff"], "A dog at the house.");
    let last = opened["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["reason"], &last["old"], &last["new"], &last["words"]),
        (&"risk".into(), &"See in pairs".into(), &"A dog at the house.".into(), &"A neighbour rang.".into())
    );
    assert_eq!(last["taken"]["by"], "Priya Practitioner");
    // The warning is another now, so it has to be read again.
    let slot =
        json!({ "day": "2026-12-03", "time": "10:30", "minutes": 45, "place": "Castle Street office" });
    let (status, problem) = step(&mut provider, &referral, "book", &slot).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &"warning-unread".into()));
    let same = json!({ "part": "asks", "new": "Please assess.", "why": "No change." });
    let (status, problem) = step(&mut referrer, &referral, "amend", &same).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"new".into()));
}

/// The pages say the same: question, answer, waiting list, amendment, warning, end.
#[tokio::test]
async fn the_steps_can_be_taken_on_pages_too() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = crate::journeys::refer(&mut practitioner, person, "Please assess.").await;
    let mut worker = town.signed_in(Part::Worker).await;
    let at = |name: &str| format!("{referral}/{name}");
    let seen = worker.fill(&at("ask"), &[("words", "")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(worker.fill(&at("ask"), &[("words", "Since <when>?")]).await.location(), referral);
    let form = practitioner.get(&at("information")).await.page().main_text();
    assert!(form.contains("The service asks Since <when>?"), "{form}");
    assert_eq!(practitioner.fill(&at("information"), &[("words", "Since May.")]).await.location(), referral);
    let amend = [("part", "needs"), ("new", "Needs an interpreter."), ("why", "Asked for one.")];
    assert_eq!(practitioner.fill(&at("amend"), &amend).await.location(), referral);
    let day = [("expected-day", "11"), ("expected-month", "1"), ("expected-year", "2027")];
    assert_eq!(worker.fill(&at("waitlist"), &day).await.location(), referral);
    let page = worker.get(&referral).await.page();
    assert!(page.text("h1").ends_with("On the waiting list"), "{}", page.text("h1"));
    let text = page.main_text();
    for said in ["Since <when>?", "Since May.", "“Needs an interpreter.” in place of “none known”"] {
        let said = said.replace("“none known”", "none known");
        assert!(text.contains(&said), "{said} in {text}");
    }
    worker.press(&referral, &at("accept")).await;
    let text = worker.get(&referral).await.page().main_text();
    assert!(text.contains("Read before the first contact: See in pairs"), "{text}");
    assert_eq!(worker.get(&at("book")).await.location(), referral, "not before the warning was read");
    worker.press(&referral, &at("warning")).await;
    assert_eq!(worker.get(&at("book")).await.status, StatusCode::OK);
}

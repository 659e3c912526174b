//! S2-24: the two parts that every referral tells.

use super::*;

fn without(person: PersonId, fields: &[&str]) -> Value {
    let mut body = asks(person);
    for field in fields {
        body.as_object_mut().unwrap().remove(*field);
    }
    body
}

#[tokio::test]
async fn s2_24_a_referral_without_either_part_is_not_sent_and_says_what_to_do() {
    let (_town, person, mut referrer, mut provider) = begun().await;
    for (missing, field, sentence) in [
        (
            "risk_to_staff",
            "risk_to_staff",
            "Give risk_to_staff, or risk_none_known: true where no risk is known",
        ),
        (
            "delivery_needs",
            "delivery_needs",
            "Give delivery_needs, or delivery_needs_none_known: true where no such need is known",
        ),
    ] {
        let (status, problem) =
            post(&mut referrer, "/api/v1/referrals", &[], &without(person, &[missing])).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{missing}");
        assert_eq!(
            (&problem["fields"][0]["field"], &problem["fields"][0]["sentence"]),
            (&field.into(), &sentence.into())
        );
    }
    let mut blank = asks(person);
    blank["risk_to_staff"] = "   ".into();
    let (status, _) = post(&mut referrer, "/api/v1/referrals", &[], &blank).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "blank is no answer");
    assert_eq!(provider.get("/api/v1/inbox").await.json()["items"], json!([]), "nothing was sent");

    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let opened = provider.get(&referral).await.json();
    assert_eq!(opened["risk_to_staff"], "See in pairs");
    assert_eq!(opened["delivery_needs"], "Reads little: ring, do not write.");
    let kinds: Vec<&str> = opened["delivery_kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["literacy", "safe_contact"]);
}

#[tokio::test]
async fn s2_24_none_known_is_an_answer_and_looks_different_from_silence() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let mut body = without(person, &["risk_to_staff", "delivery_needs", "delivery_kinds"]);
    body["risk_none_known"] = true.into();
    body["delivery_needs_none_known"] = true.into();
    let referral = made(&mut referrer, "/api/v1/referrals", &body).await;
    let opened = provider.get(&referral).await.json();
    assert_eq!(
        (&opened["risk_to_staff"], &opened["risk_none_known"], &opened["delivery_needs_none_known"]),
        (&Value::Null, &true.into(), &true.into())
    );
    // Nothing to read first, so the first contact can be booked at once.
    takes(&mut provider, &referral, "accept", &json!({})).await;
    let moves = provider.get(&referral).await.json()["moves"].clone();
    assert!(moves.as_array().unwrap().contains(&"book".into()), "{moves}");
    let mut seat = town.signed_in(Part::Worker).await;
    let page = seat.get(referral.strip_prefix("/api/v1").unwrap()).await.page().main_text();
    assert!(page.contains("Risk to staff None known"), "{page}");
}

#[tokio::test]
async fn s2_24_the_page_asks_for_both_parts_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Bo", "Heron").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = |step: &str| format!("/people/{person}/refer{step}");
    seat.fill(&at(""), &[("service", &ALCOHOL_SERVICE.to_string())]).await;
    let seen = seat.fill(&at("/details"), &[("asks", "Please assess.")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = seen.page().text(".govuk-error-summary");
    for said in ["Say what the service must know about risk", "Say what affects how the service is given"] {
        assert!(errors.contains(said), "{errors}");
    }
    assert_eq!(seen.page().text("#asks"), "Please assess.");
    let seen = seat
        .fill(
            &at("/details"),
            &[("asks", "Please assess."), ("risk_known", "none"), ("needs_known", "known")],
        )
        .await;
    assert!(seen.page().text(".govuk-error-summary").contains("Enter what affects how the service is given"));
    let typed = [
        ("asks", "Please assess."),
        ("risk_known", "none"),
        ("needs_known", "known"),
        ("needs", "Childcare on Fridays."),
    ];
    assert_eq!(seat.fill(&at("/details"), &typed).await.location(), at("/check"));
    let check = seat.get(&at("/check")).await.page().main_text();
    assert!(check.contains("Childcare on Fridays.") && check.contains("None known"), "{check}");
}

/// Each part obeys the agreement: it lies under its own section, so whoever may not read that is not shown it.
#[tokio::test]
async fn s2_24_a_third_agency_on_the_team_sees_neither_part() {
    let (town, person, mut referrer, _) = begun().await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let involvement = domain::involvement::Involvement {
        id: town.app.id(),
        person,
        agency: Part::Officer.agency().id(),
        account: Some(Part::Officer.account()),
        role: domain::involvement::InvolvementRole::Policing,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    let mut tx = town.app.store.write().await.expect("a transaction");
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
    let mut officer = program(&town, Part::Officer).await;
    assert_eq!(officer.get(&referral).await.status, StatusCode::NOT_FOUND);
    let told = officer.get(&format!("/api/v1/people/{person}/timeline")).await.body;
    assert!(!told.contains("See in pairs") && !told.contains("Reads little"), "{told}");
}

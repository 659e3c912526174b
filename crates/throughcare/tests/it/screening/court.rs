//! At court: consent first, one assessment, three forms of report, what the court did, and an alert at once.

use super::{TWENTY, agrees, audit, found, joins, recommends};
use crate::town::{Part, Town};
use domain::involvement::InvolvementRole;
use http::StatusCode;

#[tokio::test]
async fn s4_18_no_permission_leaves_nothing_but_the_refusal() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let screen = format!("/people/{person}/screen");
    let typed = [
        ("place", "Northmoor Magistrates"),
        ("consent", "no"),
        ("manner", "spoken"),
        ("capacity", "Unrepeatable words of Ada"),
    ];
    let seen = liaison.fill(&screen, &typed).await;
    assert_eq!(seen.location(), format!("/people/{person}"), "{}", seen.page().main_text());
    let page = liaison.get(seen.location()).await.page().main_text();
    assert!(page.contains("The refusal is kept, and nothing else."), "{page}");
    assert!(!town.keeps("Unrepeatable words of Ada"), "nothing typed beside the no is kept");
    let assessments = liaison.get(&format!("/people/{person}/assessments")).await.page().main_text();
    assert!(!assessments.contains("Screening, newest first") && !assessments.contains("Refused"));
    let consents = liaison.get(&format!("/people/{person}/consents")).await.page().main_text();
    assert!(consents.contains("No consent that you can see."), "{consents}");
    let timeline = liaison.get(&format!("/people/{person}/timeline")).await.page().main_text();
    assert!(!timeline.to_lowercase().contains("refused"), "{timeline}");
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let funnel = manager.get("/api/v1/funnel").await.json();
    assert_eq!((&funnel["total"]["refused"], &funnel["total"]["contacts"]), (&1.into(), &1.into()));
    assert_eq!(funnel["total"]["screened_persons"], 0);
}

#[tokio::test]
async fn s4_18_oral_fast_and_standard_reports_come_from_one_assessment() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Mister", "X").await;
    joins(&town, person, Part::Practitioner, InvolvementRole::Supervision, true).await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let contact = agrees(&mut liaison, person).await;
    assert!(liaison.get("/screenings").await.page().main_text().contains("Mister X"));
    audit(&mut liaison, person, TWENTY).await;
    let form = liaison.get(&contact).await.page().main_text();
    assert!(form.contains("20 of 40") && form.contains("Possible dependence"), "{form}");
    let detail = [("alcohol", "screened"), ("detail-accommodation", "Sofa surfing with a cousin.")];
    let screening = found(&mut liaison, &contact, &detail).await;
    assert!(!liaison.get("/screenings").await.page().main_text().contains("Mister X"), "no longer waits");

    let mut recommended = Vec::new();
    for form in ["oral", "fast", "standard"] {
        recommended.push(recommends(&mut liaison, &screening, form).await);
    }
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    for recommendation in &recommended {
        let page = practitioner.get(recommendation).await.page().main_text();
        for said in [
            "Mister X was seen at Northmoor Magistrates",
            "needs on 2 pathways: accommodation and drugs and alcohol (great)",
            "The AUDIT score is 20 of 40: possible dependence, with signs of dependence.",
            "Alcohol treatment requirement",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
    }
    let standard = practitioner.get(&recommended[2]).await.page().main_text();
    assert!(standard.contains("Sofa surfing with a cousin."), "{standard}");
    assert_eq!(practitioner.get(&screening).await.status, StatusCode::NOT_FOUND, "the assessment stays");

    let outcome = format!("{}/outcome", recommended[0]);
    let day = [("day-day", "24"), ("day-month", "11"), ("day-year", "2026")];
    let contradicts = [day[0], day[1], day[2], ("outcome", "adjourned"), ("made", "yes")];
    let seen = liaison.fill(&outcome, &contradicts).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = [day[0], day[1], day[2], ("outcome", "probation_sentence"), ("made", "yes")];
    let seen = liaison.fill(&outcome, &made).await;
    assert_eq!(seen.location(), recommended[0], "{}", seen.page().main_text());
    let assessments = practitioner.get(&format!("/people/{person}/assessments")).await.page().main_text();
    assert!(
        assessments.contains("Oral report Alcohol treatment requirement Probation sentence, made"),
        "{assessments}"
    );
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let funnel = manager.get("/funnel").await.page().main_text();
    assert!(funnel.contains("Requirement made 100.0 % 1 of 1 recommendations"), "{funnel}");
}

#[tokio::test]
async fn a_risk_to_self_reaches_everybody_at_work_at_once_and_stays_on_top_until_read() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    joins(&town, person, Part::Practitioner, InvolvementRole::Supervision, true).await;
    joins(&town, person, Part::Worker, InvolvementRole::Treatment, true).await;
    joins(&town, person, Part::Officer, InvolvementRole::Policing, false).await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let contact = agrees(&mut liaison, person).await;
    let risk = [("risk", "found"), ("risk_words", "Has a plan for tonight."), ("alcohol", "refused")];
    found(&mut liaison, &contact, &risk).await;
    assert!(!liaison.get("/my-work").await.page().text("#alerts").contains("Ada"), "not whoever raised it");
    for part in [Part::Practitioner, Part::Worker, Part::Officer] {
        let mut seat = town.signed_in(part).await;
        let alert = seat.get("/my-work").await.page().text("#alerts");
        assert!(alert.contains("Read the record of Ada Crane now"), "{part:?}: {alert}");
        assert!(!alert.contains("plan for tonight"), "the alert itself says nothing");
        let page = seat.get(&format!("/people/{person}")).await.page();
        assert!(page.text("#alerts").contains("I have read it"), "{part:?}");
        let sees = page.main_text().contains("Has a plan for tonight.");
        assert_eq!(sees, part != Part::Officer, "{part:?}: words for the team, not for an agency beside it");
        let waiting = seat.get("/api/v1/alerts").await.json();
        let read = format!("/alerts/{}/read", waiting[0]["id"].as_str().unwrap());
        let seen = seat.press("/my-work", &read).await;
        assert_eq!(seen.location(), format!("/people/{person}"), "{part:?}: {}", seen.status);
        assert_eq!(seat.get("/my-work").await.page().text("#alerts"), "", "{part:?}");
    }
}

#[tokio::test]
async fn what_is_found_asks_every_question_and_forgets_nothing_typed() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let contact = agrees(&mut liaison, person).await;
    let seen = liaison.fill(&contact, &[("why", "Kept?"), ("need-health", "some")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = seen.page();
    let summary = page.text(".govuk-error-summary");
    assert!(summary.contains("risk to self: always ask") && summary.contains("alcohol screen"), "{summary}");
    assert_eq!(
        page.texts(".govuk-error-summary li").len(),
        9,
        "six pathways, risk, judgement, alcohol: {summary}"
    );
    assert_eq!(page.text("#why"), "Kept?");
    let none = [("alcohol", "screened"), ("risk", "none"), ("suitability", "suitable")];
    let typed: Vec<(&str, &str)> = super::NEEDS.iter().copied().chain(none).collect();
    let seen = liaison.fill(&contact, &typed).await;
    assert!(
        seen.page().text(".govuk-error-summary").contains("Give AUDIT first"),
        "{}",
        seen.page().main_text()
    );
}

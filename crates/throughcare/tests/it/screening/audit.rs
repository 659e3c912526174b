//! AUDIT through pages and API: skip logic, score, correction, comparison, and what a summary leaves out.

use super::{TWENTY, audit, joins};
use crate::{
    api::program,
    town::{Part, Town},
};
use domain::involvement::InvolvementRole;
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn who_never_drinks_is_asked_three_questions_and_the_leaflet_follows() {
    let town = Town::new().await;
    let person = town.person_of(Part::Worker, "Ada", "Crane").await;
    let mut worker = town.signed_in(Part::Worker).await;
    let at = |step: &str| format!("/people/{person}/audit{step}");
    let first = [("mode", "interview"), ("pregnancy", "no"), ("item-1", "0")];
    let seen = worker.fill(&at(""), &first).await;
    assert_eq!(seen.location(), at("/harm"), "{}", seen.page().main_text());
    assert_eq!(worker.get(&at("/signs")).await.location(), at(""), "a page that is not asked leads back");
    let seen = worker.fill(&at("/harm"), &[("item-9", "0"), ("item-10", "2")]).await;
    assert_eq!(seen.location(), at("/check"));
    let fields = worker.filled(&at("/check"), &at("/check"), &[]).await;
    let one = worker.post(&at("/check"), &fields).await;
    let two = worker.post(&at("/check"), &fields).await;
    assert_eq!(one.location(), two.location(), "sent twice, kept once");
    let page = worker.get(one.location()).await.page().main_text();
    for said in ["2 of 40", "Lower risk", "leaflet", "Not asked, because of an earlier answer"] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[tokio::test]
async fn a_missing_answer_leaves_no_score_and_a_blank_one_is_refused() {
    let town = Town::new().await;
    let person = town.person_of(Part::Worker, "Ada", "Crane").await;
    let mut worker = town.signed_in(Part::Worker).await;
    let at = |step: &str| format!("/people/{person}/audit{step}");
    worker.fill(&at(""), &[("mode", "phone"), ("pregnancy", "not_asked"), ("item-1", "0")]).await;
    let seen = worker.fill(&at("/harm"), &[("item-9", "none")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attribute(".govuk-error-summary a", "href").as_deref(), Some("#item-10"));
    worker.fill(&at("/harm"), &[("item-9", "none"), ("item-10", "0")]).await;
    let check = worker.get(&at("/check")).await.page().main_text();
    assert!(check.contains("There is no score: 1 question without an answer."), "{check}");
    let seen = worker.fill(&at("/check"), &[]).await;
    let page = worker.get(seen.location()).await.page().main_text();
    assert!(page.contains("There is no score"), "{page}");
}

#[tokio::test]
async fn audit_is_corrected_by_another_and_the_first_and_the_last_are_compared() {
    let town = Town::new().await;
    let person = town.person_of(Part::Worker, "Ada", "Crane").await;
    joins(&town, person, Part::Practitioner, InvolvementRole::Supervision, true).await;
    let mut worker = program(&town, Part::Worker).await;
    let path = format!("/api/v1/people/{person}/audits");
    let body = |day: &str, points: [u8; 10], corrects: Option<&str>| {
        let mut body = json!({
            "day": day, "mode": "interview", "language": "English", "pregnancy": "no", "answers": points
        });
        if let Some(id) = corrects {
            body["supersedes"] = id.into();
        }
        body.to_string()
    };
    let mut give = async |body: String| {
        let seen = worker.json(Method::POST, &path, &[], &body).await;
        (seen.status, seen.json()["id"].as_str().unwrap_or_default().to_owned(), seen.body)
    };
    let (status, first, text) = give(body("2026-03-02", [4; 10], None)).await;
    assert_eq!(status, StatusCode::CREATED, "{text}");
    let (_, corrected, _) = give(body("2026-03-02", [3, 3, 3, 3, 3, 3, 3, 3, 4, 4], Some(&first))).await;
    let (status, _, text) = give(body("2026-03-02", [0; 10], Some(&first))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "corrected once: {text}");
    let (_, last, _) = give(body("2026-11-02", [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], None)).await;
    let (status, _, text) = give(body("2026-11-02", [1, 1, 1, 0, 0, 0, 0, 0, 1, 0], None)).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && text.contains("Item 9 cannot have 1 points"),
        "{text}"
    );
    let (status, _, text) = give(body("2027-11-02", [0; 10], None)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "not in the future: {text}");
    let list = worker.get(&path).await.json();
    let read: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["id"].as_str().unwrap().to_owned(), one["score"].as_u64().unwrap(), one["corrected"] == true)
        })
        .collect();
    assert!(read.contains(&(first, 40, true)) && read.contains(&(corrected, 32, false)), "{read:?}");
    assert!(read.contains(&(last, 3, false)), "{read:?}");
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let page = practitioner.get(&format!("/people/{person}/assessments")).await.page().main_text();
    assert!(page.contains("From 32 on Mon 2 Mar 2026 to 3 on Mon 2 Nov 2026: 29 points fewer."), "{page}");
}

#[tokio::test]
async fn audit_answers_never_reach_probation_by_page_api_or_timeline() {
    let town = Town::new().await;
    let person = town.person_of(Part::Worker, "Ada", "Crane").await;
    joins(&town, person, Part::Practitioner, InvolvementRole::Supervision, true).await;
    let mut worker = town.signed_in(Part::Worker).await;
    let given = audit(&mut worker, person, TWENTY).await;
    let page = worker.get(&given).await.page().main_text();
    assert!(
        page.contains("20 of 40") && page.contains("signs of dependence") && page.contains("Monthly (2)"),
        "{page}"
    );
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let page = practitioner.get(&given).await.page().main_text();
    assert!(
        page.contains("20 of 40") && page.contains("The answers stay with the agency that gave it."),
        "{page}"
    );
    assert!(!page.contains("Monthly (2)"), "{page}");
    let out = practitioner.get(&format!("/api/v1{given}")).await.json();
    assert_eq!((&out["score"], out.get("answers")), (&20.into(), None));
    for path in ["timeline", "assessments"] {
        let body = practitioner.get(&format!("/people/{person}/{path}")).await.body;
        assert!(!body.contains("Monthly") && !body.contains("[2,2"), "{path}");
    }
    let timeline = practitioner.get(&format!("/api/v1/people/{person}/timeline")).await.body;
    assert!(timeline.contains("audit.given") && !timeline.contains("answers"), "{timeline}");
}

//! Who is told what, stale writers, drafts that lack something; through the API as a program uses it.

use super::*;
use crate::api::program;
use serde_json::json;

fn draft_body() -> Value {
    let side = |agency: &str, signatory: &str| json!({ "agency": agency, "signatory": signatory, "contact": "A desk", "dpo": "An officer" });
    json!({
        "template": "police_probation_iom", "title": "Police and probation", "starts": "2026-12-01",
        "parties": [
            side("00000000-0000-0000-0000-000000000101", "mina@probation.example"),
            side("00000000-0000-0000-0000-000000000103", "olu@police.example"),
        ],
    })
}

async fn drafted(lead: &mut Seat) -> String {
    let seen = lead.json(Method::POST, "/api/v1/agreements", &[], &draft_body().to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.location().to_owned()
}

#[tokio::test]
async fn a_stale_writer_is_told_both_versions_and_changes_nothing() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let one = drafted(&mut lead).await;
    let seen = lead.get(&one).await;
    let (first, mut terms) = (mark(&seen), seen.json()["terms"].clone());
    terms["title"] = "A better title".into();
    let seen = sends(&mut lead, Method::PUT, &one, first, &terms).await;
    assert_eq!((seen.status, mark(&seen)), (StatusCode::OK, first + 1), "{}", seen.body);
    terms["title"] = "A title that comes too late".into();
    let seen = sends(&mut lead, Method::PUT, &one, first, &terms).await;
    assert_eq!(seen.status, StatusCode::PRECONDITION_FAILED);
    let problem = seen.json();
    assert_eq!((&problem["seen_version"], &problem["current_version"]), (&first.into(), &(first + 1).into()));
    assert_eq!(lead.get(&one).await.json()["terms"]["title"], "A better title");
    let submit = format!("{one}/submit");
    let seen = sends(&mut lead, Method::POST, &submit, first, &json!({})).await;
    assert_eq!(seen.status, StatusCode::PRECONDITION_FAILED);
    let seen = sends(&mut lead, Method::POST, &submit, first + 1, &json!({})).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let seen = sends(&mut lead, Method::PUT, &one, first + 2, &terms).await;
    assert_eq!(seen.status, StatusCode::CONFLICT, "what was sent stands still: {}", seen.body);
}

#[tokio::test]
async fn a_draft_that_lacks_something_is_not_sent_and_says_what() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let one = drafted(&mut lead).await;
    let seen = lead.get(&one).await;
    let mut terms = seen.json()["terms"].clone();
    terms["purposes"] = json!([{ "purpose": "treatment", "words": "Another" }]);
    terms["consent"] = "required".into();
    let seen = sends(&mut lead, Method::PUT, &one, mark(&seen), &terms).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let seen = sends(&mut lead, Method::POST, &format!("{one}/submit"), mark(&seen), &json!({})).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["which the agreement does not list", "opens without consent", "where the words are"] {
        assert!(seen.body.contains(said), "{said} in {}", seen.body);
    }
    let mut broken = terms.clone();
    broken["clauses"][0]["roles"] = json!([]);
    let now = mark(&lead.get(&one).await);
    let seen = sends(&mut lead, Method::PUT, &one, now, &broken).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("Choose at least one role"), "{}", seen.body);
    let mut taken = terms.clone();
    taken["clauses"][1]["number"] = 1.into();
    let seen = sends(&mut lead, Method::PUT, &one, now, &taken).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a number is one clause's");
    let mut stranger = terms.clone();
    stranger["parties"][1]["signatory"] = Part::Manager.account().to_string().into();
    let seen = sends(&mut lead, Method::PUT, &one, now, &stranger).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "who signs works there: {}", seen.body);
}

#[tokio::test]
async fn others_are_told_nothing_of_a_draft_and_no_token_signs() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let one = drafted(&mut lead).await;
    let seen = mark(&lead.get(&one).await);
    let mut nobody = program(&town, Part::TreatmentLead).await;
    let absent = nobody.get("/api/v1/agreements/00000000-0000-7000-8000-000000000000").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let hidden = nobody.get(&one).await;
    assert_eq!((hidden.status, &hidden.body), (absent.status, &absent.body), "hidden and absent are alike");
    let remark = json!({ "about": "whole", "words": "No." });
    for (method, path, body) in [
        (Method::PUT, one.clone(), lead.get(&one).await.json()["terms"].clone()),
        (Method::POST, format!("{one}/submit"), json!({})),
        (Method::POST, format!("{one}/remarks"), remark),
        (Method::POST, format!("{one}/versions"), json!({})),
        (Method::POST, format!("{one}/steps"), json!({ "step": "end", "words": "No." })),
    ] {
        let refused = sends(&mut nobody, method, &path, seen, &body).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}: {}", refused.body);
    }
    sends(&mut lead, Method::POST, &format!("{one}/submit"), seen, &json!({})).await;
    let sign = format!("{one}/sign");
    let mut manager = program(&town, Part::Manager).await;
    let code = json!({ "code": town.code(Part::Manager) });
    let refused = sends(&mut manager, Method::POST, &sign, seen + 1, &code).await;
    assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &"outside-scope".into()));
    // The officer signs for the police, with no role that reads agreements.
    let mut officer = town.signed_in(Part::Officer).await;
    assert_eq!(officer.get("/agreements").await.status, StatusCode::FORBIDDEN);
    let page = format!("/agreements/{}", one.rsplit('/').next().expect("an id"));
    assert!(text(&mut officer, &page).await.contains("waits for Olu Officer"));
    let code = json!({ "code": town.code(Part::Officer) });
    let done = sends(&mut officer, Method::POST, &sign, seen + 1, &code).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(done.json()["state"]["code"], "under_review");
}

#[tokio::test]
async fn standing_clauses_bind_everybody_and_are_signed_by_a_lead_who_did_not_write_them() {
    let town = Town::new().await;
    let one = "/agreements/00000000-0000-0000-0000-000000000001";
    let mut lead = town.signed_in(Part::Lead).await;
    let page = text(&mut lead, one).await;
    assert!(
        page.contains("In force Version 1") && page.contains("Every agency of the partnership"),
        "{page}"
    );
    let seen = lead.press(one, &format!("{one}/next")).await;
    assert_eq!(seen.location(), format!("{one}/edit"));
    let consent = [("consent", "not_needed")];
    leads_on(&mut lead, &format!("{one}/edit/consent"), &consent).await;
    leads_on(&mut lead, &format!("{one}/submit"), &[]).await;
    assert_eq!(lead.get(&format!("{one}/sign")).await.status, StatusCode::FORBIDDEN, "who wrote it does not");
    let mut other = town.signed_in(Part::CouncilLead).await;
    let code = town.code(Part::CouncilLead);
    let seen = other.fill(&format!("{one}/sign"), &[("code", &code)]).await;
    assert_eq!(seen.location(), one, "{}", seen.page().main_text());
    let page = text(&mut other, one).await;
    assert!(page.contains("In force Version 2") && page.contains("Version 1: superseded"), "{page}");
    // What binds everybody no agency ends alone.
    let steps = text(&mut other, &format!("{one}/step")).await;
    assert!(steps.contains("Suspend: nothing is seen") && !steps.contains("it is over for good"), "{steps}");
    let refused = other.fill(&format!("{one}/step"), &[("step", "end"), ("words", "We are done")]).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
    assert!(text(&mut other, one).await.contains("In force Version 2"));
}

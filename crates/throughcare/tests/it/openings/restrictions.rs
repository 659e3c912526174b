//! Limited access and barred colleagues: masked everywhere, for everybody else as absent.

use super::{emergency::opens, post, shared};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::json;

/// Everything that this member of staff is shown of the person, and of somebody who is not there.
pub(super) async fn hidden(seat: &mut Seat, person: PersonId) {
    let absent = uuid::Uuid::from_u128(9).to_string();
    for path in ["", "/timeline", "/referrals", "/openings", "/meetings", "/sharing"] {
        let (there, nobody) = (
            seat.get(&format!("/api/v1/people/{person}{path}")).await,
            seat.get(&format!("/api/v1/people/{absent}{path}")).await,
        );
        assert_eq!(there.status, StatusCode::NOT_FOUND, "{path}: {}", there.body);
        assert_eq!(there.body, nobody.body.replace(&absent, &person.to_string()), "{path}");
    }
    for list in ["/api/v1/people?q=Crane", "/api/v1/caseload", "/api/v1/my-work", "/api/v1/my-work/due"] {
        let seen = seat.get(list).await;
        assert!(!seen.body.contains(&person.to_string()), "{list}: {}", seen.body);
    }
}

fn limit(named: &[Part]) -> serde_json::Value {
    let named: Vec<String> = named.iter().map(|part| part.account().to_string()).collect();
    json!({ "named": named, "reason": "staff" })
}

#[tokio::test]
async fn a_limited_record_is_as_absent_to_everybody_who_is_not_named_and_its_keeper_hears_of_each_opening() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let (mut manager, mut practitioner, mut colleague, mut worker) = (
        program(&town, Part::Manager).await,
        program(&town, Part::Practitioner).await,
        program(&town, Part::Colleague).await,
        program(&town, Part::Worker).await,
    );
    let record = format!("/api/v1/people/{person}");
    let path = format!("{record}/limit");
    assert_eq!(colleague.get(&record).await.status, StatusCode::OK);
    let (status, told) = post(&mut manager, &path, None, &limit(&[Part::Practitioner])).await;
    assert_eq!(
        (status, &told["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"self".into()),
        "whoever limits it is on the list"
    );
    let stranger = limit(&[Part::Manager, Part::Officer]);
    assert_eq!(post(&mut manager, &path, None, &stranger).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = post(&mut practitioner, &path, None, &limit(&[Part::Practitioner])).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let mut pages = town.signed_in(Part::Worker).await;
    let before = opens(&town, &mut pages, Part::Worker, person, "notes").await;
    assert_eq!(before, StatusCode::SEE_OTHER, "an emergency before the limit");
    let (status, told) = post(&mut manager, &path, None, &limit(&[Part::Manager, Part::Practitioner])).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    hidden(&mut colleague, person).await;
    hidden(&mut worker, person).await;
    let form = pages.get(&format!("/people/{person}/emergency")).await;
    assert_eq!(form.status, StatusCode::NOT_FOUND, "no emergency opens it either");
    assert_eq!(practitioner.get(&record).await.status, StatusCode::OK);
    let news = manager.get("/api/v1/my-work").await.body;
    assert_eq!(news.matches("limited_opened").count(), 1, "each opening is told, once a day: {news}");
    practitioner.get(&record).await;
    let news = manager.get("/api/v1/my-work").await.body;
    assert_eq!(news.matches("limited_opened").count(), 1, "{news}");

    // Who is not named cannot even try to change the list.
    let mut other = program(&town, Part::TreatmentManager).await;
    let (status, _) = post(&mut other, &path, None, &limit(&[Part::TreatmentManager])).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let seen = manager.get(&format!("{record}/restrictions")).await.json();
    assert_eq!(seen["limit"]["review"], "2027-02-24", "{seen}");
    let lift = json!({ "reason": "No longer at risk" });
    let (status, told) = post(&mut manager, &format!("{path}/lift"), None, &lift).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(colleague.get(&record).await.status, StatusCode::OK);
    assert_eq!(worker.get(&record).await.status, StatusCode::OK);
    let (status, _) = post(&mut manager, &format!("{path}/lift"), None, &lift).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn only_the_agency_that_keeps_the_list_changes_it() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let (mut manager, mut other) =
        (program(&town, Part::Manager).await, program(&town, Part::TreatmentManager).await);
    let path = format!("/api/v1/people/{person}/limit");
    let (status, told) =
        post(&mut other, &path, None, &limit(&[Part::TreatmentManager, Part::Colleague])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "only whom they may know of: {told}");
    let (status, told) = post(&mut other, &path, None, &limit(&[Part::TreatmentManager, Part::Worker])).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let (status, _) = post(&mut manager, &path, None, &limit(&[Part::Manager])).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "the other manager is not named");
}

#[tokio::test]
async fn a_barred_colleague_finds_nothing_and_what_they_owed_is_the_teams() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let (mut manager, mut practitioner, mut worker) = (
        program(&town, Part::Manager).await,
        program(&town, Part::Practitioner).await,
        program(&town, Part::Worker).await,
    );
    let question = {
        let body = json!({ "agency": Part::Practitioner.agency().id().to_string(), "section": "plan",
            "words": "When does the order end?" });
        post(&mut worker, &format!("/api/v1/people/{person}/questions"), None, &body).await
    };
    assert_eq!(question.0, StatusCode::CREATED, "{}", question.1);
    assert!(practitioner.get("/api/v1/my-work").await.body.contains("answer_question"));
    let bar = format!("/api/v1/people/{person}/bar");
    let body = |part: Part| json!({ "account": part.account().to_string(), "reason": "related" });
    assert_eq!(post(&mut manager, &bar, None, &body(Part::Worker)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        post(&mut manager, &bar, None, &body(Part::Manager)).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(post(&mut practitioner, &bar, None, &body(Part::Colleague)).await.0, StatusCode::FORBIDDEN);
    let (status, told) = post(&mut manager, &bar, None, &body(Part::Practitioner)).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    hidden(&mut practitioner, person).await;
    let team = manager.get("/api/v1/team/duties?member=nobody").await.body;
    assert!(team.contains("answer_question"), "{team}");
    let mut colleague = program(&town, Part::Colleague).await;
    assert_eq!(colleague.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::OK);
    let (status, _) = post(&mut manager, &bar, None, &body(Part::Practitioner)).await;
    assert_eq!(status, StatusCode::CONFLICT, "they are barred already");
    let again = json!({ "account": Part::Practitioner.account().to_string() });
    let readmit = format!("/api/v1/people/{person}/readmit");
    let (status, told) = post(&mut manager, &readmit, None, &again).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(practitioner.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_pages_limit_lift_bar_and_let_in_again() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut manager = town.signed_in(Part::Manager).await;
    let here = format!("/people/{person}/restrictions");
    let own = Part::Manager.account().to_string();
    let limited = manager
        .fill(&format!("/people/{person}/limit"), &[("named", own.as_str()), ("reason", "operation")])
        .await;
    assert_eq!(limited.location(), here, "{}", limited.page().main_text());
    let text = manager.get(&here).await.page().main_text();
    assert!(text.contains("Limited to named people") && text.contains("Mina Manager"), "{text}");
    let lifted = manager.fill(&format!("/people/{person}/limit/lift"), &[("reason", "Over")]).await;
    assert_eq!(lifted.location(), here);
    let who = Part::Colleague.account().to_string();
    let bar = format!("/people/{person}/bar");
    assert_eq!(manager.fill(&bar, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let barred = manager.fill(&bar, &[("account", who.as_str()), ("reason", "conflict")]).await;
    assert_eq!(barred.location(), here, "{}", barred.page().main_text());
    assert!(manager.get(&here).await.page().main_text().contains("Colin Colleague"));
    let again = manager.fill(&format!("/people/{person}/readmit"), &[("account", who.as_str())]).await;
    assert_eq!(again.location(), here, "{}", again.page().main_text());
}

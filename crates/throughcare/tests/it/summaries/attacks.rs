//! What somebody tries in order to issue what was not approved, to read what is not theirs, or to find what is spent.

use super::{begun, body, consent, convicted, custody, issued, post, show, step, steps, words, written};
use crate::{
    api::program,
    town::{Part, Town},
};
use domain::{
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const ABSENT: &str = "00000000-0000-7000-8000-000000000000";

async fn joins(town: &Town, person: PersonId, part: Part, role: InvolvementRole) {
    let mut tx = town.app.store.write().await.expect("a transaction");
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: part.agency().id(),
        account: Some(part.account()),
        role,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn what_was_not_shown_agreed_to_and_approved_is_not_issued() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let (_, summary) = written(&mut seat, person, &words(&employer)).await;
    let issue = json!({ "step": "issue" });
    let letter = format!("{summary}/letter");
    assert_eq!(
        step(&mut seat, &summary, &consent()).await.0,
        StatusCode::CONFLICT,
        "consent before it is shown"
    );
    for next in [show(), consent()] {
        assert_eq!(step(&mut seat, &summary, &issue).await.0, StatusCode::CONFLICT, "before {next}");
        assert_eq!(seat.get(&letter).await.status, StatusCode::CONFLICT);
        steps(&mut seat, &summary, &[next]).await;
    }
    assert_eq!(step(&mut seat, &summary, &issue).await.0, StatusCode::CONFLICT, "agreed to, not approved");
    let (status, _) = step(&mut seat, &summary, &json!({ "step": "approve" })).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a practitioner approves nothing");
    let page = town.signed_in(Part::Practitioner).await.get(&letter.replace("/api/v1", "")).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "nor is there a page to print");
    assert_eq!(seat.get(&format!("{letter}.pdf")).await.status, StatusCode::CONFLICT, "nor a PDF");
}

#[tokio::test]
async fn a_manager_who_wrote_it_does_not_approve_it() {
    let (town, person, mut seat, employer) = begun("employer").await;
    joins(&town, person, Part::Manager, InvolvementRole::Supervision).await;
    let mut manager = program(&town, Part::Manager).await;
    let (_, summary) = written(&mut manager, person, &words(&employer)).await;
    let mut agreed = consent();
    agreed["approver"] = Value::Null;
    steps(&mut manager, &summary, &[show(), agreed]).await;
    assert!(!manager.get(&summary).await.json()["moves"].as_array().unwrap().contains(&"approve".into()));
    assert_eq!(step(&mut manager, &summary, &json!({ "step": "approve" })).await.0, StatusCode::CONFLICT);
    assert_eq!(seat.get(&summary).await.json()["state"]["code"], "consented");
}

#[tokio::test]
async fn a_provider_on_the_team_reads_no_draft_no_list_and_no_event_of_it() {
    let (town, person, mut seat, employer) = begun("employer").await;
    joins(&town, person, Part::Worker, InvolvementRole::Treatment).await;
    joins(&town, person, Part::Officer, InvolvementRole::Policing).await;
    let (_, summary) = written(&mut seat, person, &words(&employer)).await;
    steps(&mut seat, &summary, &[show(), consent()]).await;
    for part in [Part::Worker, Part::Officer, Part::TreatmentManager] {
        let mut other = program(&town, part).await;
        for path in
            [summary.clone(), format!("{summary}/letter"), format!("/api/v1/people/{person}/summaries")]
        {
            let seen = other.get(&path).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            assert!(refused.contains(&seen.status), "{part:?} {path}: {}", seen.status);
        }
        if part == Part::TreatmentManager {
            continue;
        }
        let timeline = other.get(&format!("/api/v1/people/{person}/timeline")).await.body;
        let record = other.get(&format!("/api/v1/people/{person}")).await.body;
        for words in ["summary.", "Summary", "Warehouse", "forklift"] {
            assert!(!timeline.contains(words) && !record.contains(words), "{part:?} {words}");
        }
    }
}

#[tokio::test]
async fn a_summary_of_somebody_out_of_reach_is_as_absent() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let (_, summary) = issued(&town, &mut seat, person, &words(&employer)).await;
    let absent = format!("/api/v1/summaries/{ABSENT}");
    // The same role in an agency that nothing relates to the person; here: limited to one name.
    let limited = app::fill::Batch {
        limited: vec![app::fill::LimitedAccess {
            person,
            named: vec![Part::Practitioner.account()],
            from: town.app.today(),
        }],
        ..app::fill::Batch::default()
    };
    town.app.store.fill(limited).await.expect("limited");
    for part in [Part::Colleague, Part::Manager] {
        let mut other = program(&town, part).await;
        for rest in ["", "/letter", "/letter.pdf"] {
            let (there, nothing) =
                (other.get(&format!("{summary}{rest}")).await, other.get(&format!("{absent}{rest}")).await);
            assert_eq!(
                (there.status, &there.body),
                (StatusCode::NOT_FOUND, &nothing.body),
                "{part:?} {rest}"
            );
        }
        let body = json!({ "step": "drop", "words": "No" });
        let (there, _) = post(&mut other, &format!("{summary}/steps"), &[("if-match", "\"4\"")], &body).await;
        assert_eq!(there, StatusCode::NOT_FOUND, "{part:?}");
        for list in ["convictions", "summaries"] {
            let seen = other.get(&format!("/api/v1/people/{person}/{list}")).await;
            let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN];
            assert!(refused.contains(&seen.status), "{part:?} {list}");
        }
        let page = other.get(&summary.replace("/api/v1", "")).await;
        assert_ne!(page.status, StatusCode::OK);
    }
    let figures = program(&town, Part::Manager).await.get("/api/v1/summary-figures").await.json();
    assert_eq!(figures["came_of_it"], json!([]), "nor is it counted");
}

#[tokio::test]
async fn a_spent_conviction_stands_in_no_answer_and_no_page_about_a_summary() {
    let (town, person, mut seat, employer) = begun("employer").await;
    convicted(&mut seat, person, "Unrepeatable offence", "2010-05-02", custody(10, "2011-03-01")).await;
    convicted(&mut seat, person, "affray", "2026-05-02", json!({ "kind": "fine" })).await;
    let (looked, summary) = issued(&town, &mut seat, person, &words(&employer)).await;
    assert!(looked.to_string().contains("affray"));
    let page = summary.replace("/api/v1", "");
    let mut pages = town.signed_in(Part::Practitioner).await;
    let mut answers = Vec::new();
    for path in ["", "/letter"] {
        answers.push(seat.get(&format!("{summary}{path}")).await.body);
        answers.push(pages.get(&format!("{page}{path}")).await.body);
    }
    let pdf = seat.get(&format!("{summary}/letter.pdf")).await.pdf();
    assert!(pdf.says("affray") && !pdf.says("Unrepeatable"), "{}", pdf.words());
    answers.push(seat.get(&format!("/api/v1/people/{person}/summaries")).await.body);
    answers.push(pages.get(&format!("/people/{person}/summaries")).await.body);
    answers.push(pages.get(&format!("{page}/step?step=withdraw")).await.body);
    answers.push(pages.get(&format!("/people/{person}/summaries/new")).await.body);
    assert!(
        answers.iter().all(|answer| answer.len() > 100 && !answer.contains("Unrepeatable")),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_text_is_not_kept_unless_it_is_the_one_that_was_looked_at() {
    let (_, person, mut seat, employer) = begun("employer").await;
    let path = format!("/api/v1/people/{person}/summaries");
    let (_, looked) = post(&mut seat, &format!("{path}/preview"), &[], &words(&employer)).await;
    let mut other = words(&employer);
    other["risk"] = "Something else.".into();
    let keep = json!({ "summary": other, "fingerprint": looked["fingerprint"] });
    let (status, problem) = post(&mut seat, &path, &[], &keep).await;
    assert_eq!(
        (status, &problem["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"changed".into())
    );
    // A conviction that is recorded between the look and the keeping changes the text too.
    convicted(&mut seat, person, "affray", "2026-05-02", json!({ "kind": "fine" })).await;
    let keep = json!({ "summary": words(&employer), "fingerprint": looked["fingerprint"] });
    assert_eq!(post(&mut seat, &path, &[], &keep).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seat.get(&path).await.json()["items"], json!([]), "nothing is kept");
}

#[tokio::test]
async fn a_conviction_recorded_or_corrected_since_stops_the_letter() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let fine = convicted(&mut seat, person, "affray", "2026-05-02", json!({ "kind": "fine" })).await;
    let (_, summary) = issued(&town, &mut seat, person, &words(&employer)).await;
    let letter = format!("{summary}/letter");
    assert_eq!(seat.get(&letter).await.status, StatusCode::OK);
    let correct = format!("/api/v1/convictions/{fine}/remove");
    let (status, answer) =
        post(&mut seat, &correct, &[("if-match", "\"1\"")], &json!({ "why": "Quashed" })).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(seat.get(&letter).await.status, StatusCode::CONFLICT);
    let shown = seat.get(&summary).await;
    assert!(!shown.body.contains("affray"), "{}", shown.body);
    assert_eq!(shown.json()["closed"]["code"], "outdated");
}

#[tokio::test]
async fn health_addresses_victims_and_codes_are_refused_by_field() {
    let (_, person, mut seat, employer) = begun("employer").await;
    let path = format!("/api/v1/people/{person}/summaries/preview");
    for (field, typed) in [
        ("risk", "He takes methadone."),
        ("support", "A nurse sees to her depression."),
        ("explanation", "The victim has forgiven him."),
        ("progress", "Moved to NQ1 1AA in May."),
        ("opportunity", "Yard work, CRN X320741"),
        ("risk", "Managed under MAPPA."),
    ] {
        let mut sent = words(&employer);
        sent[field] = typed.into();
        let (status, problem) = post(&mut seat, &path, &[], &sent).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"], &problem["fields"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &field.into(), &"not_in_a_summary".into()),
            "{typed}: {problem}"
        );
    }
    let stranger = body(&mut seat, "college", "Harbour College").await;
    assert_eq!(post(&mut seat, &path, &[], &words(&stranger)).await.0, StatusCode::OK);
    let (status, _) = post(&mut seat, &path, &[], &words(ABSENT)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no such body");
}

#[tokio::test]
async fn an_exception_is_never_cleared_by_itself() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let mut sent = words(&employer);
    sent["used_for"] = "excepted".into();
    let (_, summary) = written(&mut seat, person, &sent).await;
    assert_eq!(seat.get(&summary).await.json()["check_exceptions"], true);
    steps(&mut seat, &summary, &[show(), consent()]).await;
    let mut manager = program(&town, Part::Manager).await;
    let (status, problem) = step(&mut manager, &summary, &json!({ "step": "approve" })).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"words".into()));
    let found = json!({ "step": "approve", "words": "The post asks for no check." });
    steps(&mut manager, &summary, &[found]).await;
    assert_eq!(manager.get(&summary).await.json()["check_exceptions"], true, "still flagged");
}

#[tokio::test]
async fn consent_taken_back_among_the_consents_stops_the_letter_too() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let (_, summary) = issued(&town, &mut seat, person, &words(&employer)).await;
    let consents = seat.get(&format!("/api/v1/people/{person}/consents")).await.json();
    let id = consents["items"][0]["id"].as_str().unwrap();
    let withdraw = format!("/api/v1/consents/{id}/withdraw");
    let seen = seat.send(Method::POST, &withdraw, &[("if-match", "\"2\"")], "").await;
    assert!(seen.status.is_success(), "{}", seen.body);
    assert_eq!(seat.get(&format!("{summary}/letter")).await.status, StatusCode::CONFLICT);
    assert_eq!(seat.get(&summary).await.json()["closed"]["code"], "consent_ended");
}

//! What an attacker could try on casework: infer from any page, list, count or error that there is a meeting about protection or a
//! piece about treatment; continue another agency's piece; write on a version that is past; begin one twice; name what is not there;
//! read a piece of somebody whose record is closed.

use super::{begin, begun, scene, taken};
use crate::{
    api::program,
    plans::post,
    screening::joins,
    town::{AgencyOf, Part},
};
use domain::involvement::InvolvementRole;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// A meeting, a pathway, a conference and health on release, none of which anybody of another agency without a clause may know of.
#[tokio::test]
async fn whoever_may_not_read_of_it_is_not_told_that_it_is_there() {
    let (town, person, mut seat) = scene().await;
    joins(&town, person, Part::Worker, InvolvementRole::Treatment, true).await;
    let hidden = [
        ("opd_pathway", json!({ "screened": "2026-11-20", "result": "in", "basis": "Zebra one." })),
        ("restorative", json!({ "about": "Zebra two.", "leads": "Ana" })),
        (
            "protection",
            json!({ "meeting": "mappa_2", "when": "2026-12-03T10:00", "where": "Zebra", "why": "Zebra three." }),
        ),
        (
            "hospital",
            json!({
                "hospital": "Zebra four", "arrived": "2026-11-22T23:40", "risk": "high", "risk_words": "Zebra.", "agreed_with": "Nurse",
            }),
        ),
    ];
    let mut worker = program(&town, Part::Worker).await;
    let mut page = town.signed_in(Part::Worker).await;
    let paths = [
        format!("/people/{person}"),
        format!("/people/{person}/casework"),
        format!("/people/{person}/timeline"),
        "/my-work".to_owned(),
        "/casework?kind=protection".to_owned(),
        "/casework?kind=opd_pathway".to_owned(),
    ];
    let mut before = Vec::new();
    for path in &paths {
        before.push(page.get(path).await.page().main_text());
    }
    let listed = worker.get(&format!("/api/v1/people/{person}/casework")).await.json();
    for (kind, answers) in hidden {
        let piece = begun(&mut seat, person, kind, &answers).await;
        let absent = worker.get("/api/v1/casework/00000000-0000-0000-0000-00000000dead").await;
        let closed = worker.get(&piece).await;
        assert_eq!((closed.status, &closed.body), (absent.status, &absent.body), "{kind}");
        assert_eq!(closed.status, StatusCode::NOT_FOUND);
        let id = piece.rsplit('/').next().expect("an id");
        for path in [
            format!("/casework/{id}"),
            format!("/casework/{id}/paper"),
            format!("/casework/{id}/step?step=opd_end"),
        ] {
            assert_eq!(page.get(&path).await.status, StatusCode::NOT_FOUND, "{kind} at {path}");
        }
    }
    for (path, before) in paths.iter().zip(&before) {
        assert_eq!(&page.get(path).await.page().main_text(), before, "{path}");
    }
    assert_eq!(worker.get(&format!("/api/v1/people/{person}/casework")).await.json(), listed);
    // Whoever began them sees all four.
    let own = seat.get(&format!("/api/v1/people/{person}/casework")).await.json();
    assert_eq!(own["items"].as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn a_piece_is_continued_by_its_own_agency_alone_on_the_version_that_is_there_and_begun_once() {
    let (town, person, mut seat) = scene().await;
    joins(&town, person, Part::Officer, InvolvementRole::Policing, true).await;
    let answers = json!({
        "release": "2026-12-18", "prison": "HMP Northmoor", "length": "long", "lead": AgencyOf::Probation.id().to_string(),
    });
    let body = json!({ "kind": "release", "answers": answers });
    let (address, key) = (format!("/api/v1/people/{person}/casework"), [("idempotency-key", "one-release")]);
    let (_, made) = post(&mut seat, &address, &key, &body).await;
    assert_eq!(post(&mut seat, &address, &key, &body).await.1, made, "the same key begins one");
    let piece = format!("/api/v1/casework/{}", made["id"].as_str().expect("an id"));
    let mut officer = program(&town, Part::Officer).await;
    let bed = json!({ "step": "release_bed", "answers": { "bed": "A cell" } });
    let (status, _) = post(&mut officer, &format!("{piece}/facts"), &[("if-match", "\"1\"")], &bed).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "another agency reads at most");
    taken(&mut seat, &piece, "release_bed", &json!({ "bed": "Quay House" })).await;
    let (status, _) = post(&mut seat, &format!("{piece}/facts"), &[("if-match", "\"1\"")], &bed).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(seat.get(&piece).await.json()["answers"]["bed"], "Quay House");
    let without = seat.json(Method::POST, &format!("{piece}/facts"), &[], &bed.to_string()).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written() {
    let (_, person, mut seat) = scene().await;
    let release = |name: &str, value: Value| {
        let mut answers = json!({
            "release": "2026-12-18", "prison": "HMP Northmoor", "length": "long", "lead": AgencyOf::Probation.id().to_string(),
        });
        answers[name] = value;
        answers
    };
    for (field, value) in [
        ("release", json!("2026-02-30")),
        ("prison", json!("")),
        ("length", json!("endless")),
        ("lead", json!("00000000-0000-0000-0000-00000000dead")),
        ("lead", json!("probation")),
        ("answers", json!("x")),
    ] {
        let answers = if field == "answers" {
            release("book_by", value.clone())
        } else {
            release(field, value.clone())
        };
        let (status, problem) = begin(&mut seat, person, "release", &answers).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}: {problem}");
        assert_eq!(problem["fields"][0]["field"], field, "{problem}");
    }
    for (kind, status) in
        [("vanished", StatusCode::UNPROCESSABLE_ENTITY), ("", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        assert_eq!(begin(&mut seat, person, kind, &json!({})).await.0, status);
    }
    let listed = seat.get(&format!("/api/v1/people/{person}/casework")).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(0));
    // A step of another kind is none of this piece's.
    let piece = begun(&mut seat, person, "release", &release("length", json!("short"))).await;
    let (status, _) = super::take(&mut seat, &piece, "opd_end", &json!({ "why": "Over." })).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

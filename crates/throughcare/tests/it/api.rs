//! The API as a program uses it.

use crate::town::{ALCOHOL_SERVICE, PASSWORD, Part, Seat, Town};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// A program that acts for `part` with every scope.
pub async fn program(town: &Town, part: Part) -> Seat {
    let mut seat = town.signed_in(part).await;
    let csrf = seat.csrf().await;
    let scopes = [
        "people:read",
        "people:write",
        "referrals:read",
        "referrals:write",
        "agreements:read",
        "agreements:write",
    ];
    let body = json!({ "name": "Test", "scopes": scopes, "days": 30, "password": PASSWORD }).to_string();
    let made = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let mut program = town.seat();
    program.token = made.json()["token"].as_str().map(str::to_owned);
    program
}

fn person(given: &str, family: &str) -> Value {
    json!({ "identity": {
        "legal_name": { "given": given, "family": family },
        "born": "1991-02-14",
        "gender": "unknown",
        "identifiers": [{ "kind": "crn", "value": "x320741" }]
    } })
}

async fn made(program: &mut Seat, path: &str, body: &Value) -> String {
    let seen = program.json(Method::POST, path, &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_made_found_opened_and_corrected() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    let seen = program.json(Method::POST, "/api/v1/people", &[], &person("Ada", "Crane").to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    let path = seen.location().to_owned();
    let found = program.get("/api/v1/people?q=crane").await.json();
    assert_eq!(found["items"][0]["called"], "Ada Crane");
    assert_eq!(found["items"][0]["identifiers"][0]["raw"], "x320741");
    let seen = program.get(&path).await;
    assert_eq!(seen.header("etag"), "\"1\"");
    assert_eq!(seen.json()["identity"]["age"], 35);
    let identity = person("Ada", "Crane-Hill")["identity"].to_string();
    let correct = format!("{path}/identity");
    let seen = program.json(Method::PUT, &correct, &[], &identity).await;
    assert_eq!(
        (seen.status, &seen.json()["code"]),
        (StatusCode::PRECONDITION_REQUIRED, &"precondition-required".into())
    );
    let seen = program.json(Method::PUT, &correct, &[("if-match", "\"1\"")], &identity).await;
    assert_eq!((seen.status, seen.header("etag")), (StatusCode::OK, "\"2\""), "{}", seen.body);
    let seen = program.json(Method::PUT, &correct, &[("if-match", "\"1\"")], &identity).await;
    let problem = seen.json();
    assert_eq!((seen.status, &problem["code"]), (StatusCode::PRECONDITION_FAILED, &"stale".into()));
    assert_eq!((&problem["seen_version"], &problem["current_version"]), (&1.into(), &2.into()));
    assert_eq!(problem["current"]["legal_name"]["family"], "Crane-Hill");
    assert_eq!(problem["current"]["aliases"][0]["family"], "Crane", "the former name stays");
}

#[tokio::test]
async fn the_same_key_makes_one_record_and_another_body_under_it_is_refused() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    let body = person("Ada", "Crane").to_string();
    let key = [("idempotency-key", "import-1")];
    let first = program.json(Method::POST, "/api/v1/people", &key, &body).await;
    let second = program.json(Method::POST, "/api/v1/people", &key, &body).await;
    assert_eq!((first.status, first.body), (second.status, second.body));
    let other = program.json(Method::POST, "/api/v1/people", &key, &person("Bo", "Crane").to_string()).await;
    assert_eq!(
        (other.status, &other.json()["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"key-reused".into())
    );
    assert_eq!(program.get("/api/v1/people?q=crane").await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_list_is_read_page_by_page_each_row_once() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    for given in ["Ada", "Bo", "Cy", "Di", "Ed"] {
        town.person_of(Part::Practitioner, given, "Crane").await;
    }
    for path in ["/api/v1/people?q=crane&limit=2", "/api/v1/caseload?limit=2"] {
        let (mut names, mut next) = (Vec::new(), Some(path.to_owned()));
        while let Some(path) = next {
            let page = program.get(&path).await.json();
            let items = page["items"].as_array().unwrap().clone();
            assert!(items.len() <= 2);
            names.extend(items.iter().map(|item| item.get("identity").unwrap_or(item)["called"].to_string()));
            next = page["next"].as_str().map(str::to_owned);
        }
        names.sort();
        assert_eq!(names.len(), 5, "{path}: {names:?}");
        names.dedup();
        assert_eq!(names.len(), 5, "{path}: {names:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_with_stable_codes() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    for (query, field, code) in [
        ("?q=a&x=1", "query", "unknown-parameter"),
        ("", "q", "required"),
        ("?q=a&limit=0", "limit", "out-of-range"),
        ("?q=a&limit=101", "limit", "out-of-range"),
        ("?q=a&q=b", "q", "doubled"),
        ("?q=a&cursor=zzz", "cursor", "unknown"),
        ("?q=a&born=1990-02-30", "born", "no-such-date"),
    ] {
        let seen = program.get(&format!("/api/v1/people{query}")).await;
        let problem = seen.json();
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(
            (&problem["fields"][0]["field"], &problem["fields"][0]["code"]),
            (&field.into(), &code.into()),
            "{query}"
        );
        assert_eq!(seen.header("content-type"), "application/problem+json");
    }
    for (body, status, code) in [
        (r#"{"identity":{}}"#.to_owned(), 422, "invalid"),
        (
            r#"{"identity":{"legal_name":{"family":"A"},"gender":"unknown"},"colour":"red"}"#.to_owned(),
            422,
            "invalid",
        ),
        (r#"{"identity":{"legal_name":{"family":" "},"gender":"unknown"}}"#.to_owned(), 422, "invalid"),
        (
            r#"{"identity":{"legal_name":{"family":"A"},"gender":"unknown","born":"2030-01-01"}}"#.to_owned(),
            422,
            "invalid",
        ),
        ("{".to_owned(), 400, "malformed"),
        (format!("\"{}\"", "x".repeat(300_000)), 413, "too-large"),
    ] {
        let seen = program.json(Method::POST, "/api/v1/people", &[], &body).await;
        assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (status, &code.into()), "{body:.80}");
    }
    let seen = program.send(Method::POST, "/api/v1/people", &[("content-type", "text/plain")], "{}").await;
    assert_eq!((seen.status.as_u16(), &seen.json()["code"]), (415, &"wrong-type".into()));
}

#[tokio::test]
async fn a_note_of_twelve_thousand_characters_of_every_kind_is_saved_whole() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    let id = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let kinds = "select * from people; -- <script>alert('x')</script> \" & ŵŷ 漢字 🙂 e\u{301} \u{202e}rtl\u{202c}\n\t";
    let text: String = kinds.chars().cycle().take(11_999).chain(['.']).collect();
    let notes = format!("/api/v1/people/{id}/notes");
    made(&mut program, &notes, &json!({ "text": text })).await;
    let seen = program.get(&format!("/api/v1/people/{id}")).await.json();
    assert_eq!(seen["notes"][0]["text"], text);
    let seen =
        program.json(Method::POST, &notes, &[], &json!({ "text": "x".repeat(12_001) }).to_string()).await;
    assert_eq!(seen.json()["fields"][0]["code"], "too-long");
}

#[tokio::test]
async fn somebody_out_of_reach_is_as_absent_on_every_address() {
    let town = Town::new().await;
    let id = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    for part in [Part::Officer, Part::Worker] {
        let mut program = program(&town, part).await;
        let absent = "00000000-0000-7000-8000-000000000000";
        for rest in ["", "/timeline", "/referrals", "/sharing"] {
            let there = program.get(&format!("/api/v1/people/{id}{rest}")).await;
            let nothing = program.get(&format!("/api/v1/people/{absent}{rest}")).await;
            assert_eq!(
                (there.status, &there.body),
                (StatusCode::NOT_FOUND, &nothing.body),
                "{part:?} {rest}"
            );
        }
        assert_eq!(program.get("/api/v1/people?q=crane").await.json()["items"], json!([]), "{part:?}");
        let seen =
            program.json(Method::POST, &format!("/api/v1/people/{id}/notes"), &[], r#"{"text":"x"}"#).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{part:?}");
    }
}

#[tokio::test]
async fn a_referral_is_made_answered_and_seen() {
    let town = Town::new().await;
    let mut referrer = program(&town, Part::Practitioner).await;
    let mut provider = program(&town, Part::Worker).await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let services = referrer.get("/api/v1/services").await.json();
    assert_eq!(services["items"][0]["id"], ALCOHOL_SERVICE.to_string());
    let body = json!({ "person": person.to_string(), "service": ALCOHOL_SERVICE.to_string(), "asks": "Please assess.",
        "risk_none_known": true, "delivery_needs_none_known": true });
    let id = made(&mut referrer, "/api/v1/referrals", &body).await;
    let inbox = provider.get("/api/v1/inbox").await.json();
    assert_eq!(
        (&inbox["items"][0]["id"], &inbox["items"][0]["answer_by"]),
        (&id.as_str().into(), &"2026-12-08".into())
    );
    assert_eq!(inbox["items"][0]["working_days_left"], 10);
    town.clock.on(jiff::SignedDuration::from_hours(24 * 15));
    assert_eq!(
        provider.get("/api/v1/inbox").await.json()["items"][0]["working_days_left"],
        -1,
        "late by a day"
    );
    let path = format!("/api/v1/referrals/{id}");
    let opened = provider.get(&path).await;
    assert_eq!(opened.header("etag"), "\"1\"");
    assert_eq!(opened.json()["moves"], json!(["receive", "accept", "decline", "ask", "waitlist"]));
    assert_eq!(opened.json()["person"]["called"], "Ada Crane");
    let decline = format!("{path}/decline");
    let seen =
        provider.json(Method::POST, &decline, &[("if-match", "\"1\"")], r#"{"reason":"because"}"#).await;
    assert_eq!(seen.json()["fields"][0]["field"], "reason");
    let reason = r#"{"reason":"no_capacity","words":"Full until January."}"#;
    let seen = provider.json(Method::POST, &decline, &[("if-match", "\"1\"")], reason).await;
    assert_eq!((seen.status, seen.header("etag")), (StatusCode::OK, "\"2\""), "{}", seen.body);
    assert_eq!(provider.get(&path).await.status, StatusCode::NOT_FOUND, "its reach ends with the referral");
    let history = referrer.get(&path).await.json()["history"].clone();
    assert_eq!(
        (&history[1]["reason"], &history[1]["words"]),
        (&"no_capacity".into(), &"Full until January.".into())
    );
    let timeline = referrer.get(&format!("/api/v1/people/{person}/timeline")).await.json();
    let kinds: Vec<&str> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["referral.declined", "referral.sent", "involvement.began", "person.created"]);
    let sharing = referrer.get(&format!("/api/v1/people/{person}/sharing")).await.json();
    assert!(
        sharing["looks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|look| look["looked"]["agency"] == "Northmoor Alcohol Service")
    );
}

#[tokio::test]
async fn a_step_that_the_state_does_not_allow_or_on_a_stale_version_is_refused() {
    let town = Town::new().await;
    let mut referrer = program(&town, Part::Practitioner).await;
    let mut provider = program(&town, Part::Worker).await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let body = json!({ "person": person.to_string(), "service": ALCOHOL_SERVICE.to_string(), "asks": "Please assess.",
        "risk_none_known": true, "delivery_needs_none_known": true });
    let id = made(&mut referrer, "/api/v1/referrals", &body).await;
    let accept = format!("/api/v1/referrals/{id}/accept");
    let seen = provider.send(Method::POST, &accept, &[("if-match", "\"1\"")], "").await;
    assert_eq!((seen.status, &seen.json()["state"]["code"]), (StatusCode::OK, &"accepted".into()));
    let seen = provider.send(Method::POST, &accept, &[("if-match", "\"2\"")], "").await;
    assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::CONFLICT, &"move-refused".into()));
    let withdraw = format!("/api/v1/referrals/{id}/withdraw");
    let seen = referrer.json(Method::POST, &withdraw, &[("if-match", "\"1\"")], r#"{"reason":"ANO"}"#).await;
    let problem = seen.json();
    assert_eq!((seen.status, &problem["code"]), (StatusCode::PRECONDITION_FAILED, &"stale".into()));
    assert_eq!((&problem["seen_version"], &problem["current_version"]), (&1.into(), &2.into()));
    assert_eq!(problem["current"]["state"]["code"], "accepted");
    let seen = referrer.send(Method::POST, &accept, &[("if-match", "\"2\"")], "").await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "a referrer never accepts");
}

#[tokio::test]
async fn desk_and_account_are_told_to_a_program() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Practitioner).await;
    town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let me = program.get("/api/v1/me").await.json();
    assert_eq!(
        (&me["name"], &me["roles"][0]["code"]),
        (&"Priya Practitioner".into(), &"probation_practitioner".into())
    );
    assert_eq!(me["scopes"].as_array().unwrap().len(), 6);
    let work = program.get("/api/v1/my-work").await.json();
    assert_eq!((&work["today"], &work["caseload"]), (&"2026-11-24".into(), &1.into()));
}

//! What nobody gets at by way of a secondment: before both agencies agreed, after its end, by a changed form, by an old token.

use super::{
    acts_for, answered, email_of, hired, knows, met, project, proposal, proposed, seated, seconded, send,
};
use crate::town::{AgencyOf, PASSWORD, Part, Town};
use domain::role::Role;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test]
async fn nothing_opens_before_both_agencies_have_agreed_and_nobody_speaks_for_both() {
    let town = Town::new().await;
    let host = project(&town, 1).await;
    let (mut home, mut manager) =
        (seated(&town, Part::Manager.account()).await, seated(&town, host.manager).await);
    let mut practitioner = seated(&town, Part::Practitioner.account()).await;
    let body = proposal(Part::Practitioner.email(), host.agency, "2026-12-31");
    for (email, at, until, field) in [
        ("nobody@probation.example", host.agency, "2026-12-31", "email"),
        (Part::Officer.email(), host.agency, "2026-12-31", "email"),
        (Part::Practitioner.email(), AgencyOf::Probation.id(), "2026-12-31", "email"),
        (Part::Manager.email(), host.agency, "2026-12-31", "email"),
        (Part::Practitioner.email(), host.agency, "2026-11-23", "until"),
    ] {
        let refused = send(&mut home, "/api/v1/secondments", None, &proposal(email, at, until)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(refused.json()["fields"][0]["field"], field, "{email} {until}: {}", refused.body);
    }
    let admin = json!({ "email": Part::Practitioner.email(), "host": host.agency.to_string(),
        "roles": ["agency_administrator"], "from": "2026-11-24", "until": "2026-12-31" });
    let refused = send(&mut home, "/api/v1/secondments", None, &admin).await;
    assert_eq!(refused.json()["fields"][0]["field"], "roles", "a secondee administers no accounts");

    let id = proposed(&mut home, &body).await;
    let refused = acts_for(&mut practitioner, &id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody has agreed");
    let own = answered(&mut home, &id, 0, &json!({ "step": "agree" })).await;
    assert_eq!(own.status, StatusCode::CONFLICT, "whoever proposed it does not agree to it");
    let mut police = seated(&town, Part::LiaisonManager.account()).await;
    for path in ["", "/answer"] {
        let seen = police.get(&format!("/secondments/{id}{path}")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "between two other agencies");
    }
    let other = answered(&mut police, &id, 0, &json!({ "step": "agree" })).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    // The proposer, seconded to the host as its manager, is still the proposer.
    let colleague = hired(&town, host.agency, "Second Manager", Role::TeamManager).await;
    let mut second = seated(&town, colleague).await;
    let as_manager = json!({ "email": Part::Manager.email(), "host": host.agency.to_string(),
        "roles": ["team_manager"], "from": "2026-11-24", "until": "2026-12-31" });
    let by_host = proposed(&mut second, &as_manager).await;
    let mut administrator = seated(&town, Part::Administrator.account()).await;
    let agreed = answered(&mut administrator, &by_host, 0, &json!({ "step": "agree" })).await;
    assert_eq!(agreed.status, StatusCode::OK, "{}", agreed.body);
    acts_for(&mut home, &by_host).await;
    let both = answered(&mut home, &id, 0, &json!({ "step": "agree" })).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "one person does not say yes for two agencies");

    let stale = answered(&mut manager, &id, 3, &json!({ "step": "agree" })).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let yes = seatless_page_agrees(&mut manager, &id).await;
    assert_eq!(yes, format!("/secondments/{id}"));
    assert_eq!(acts_for(&mut practitioner, &id).await.location(), "/my-work");
    let mut thief = seated(&town, Part::Colleague.account()).await;
    let refused = acts_for(&mut thief, &id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else’s secondment");
    let accounts = practitioner.get("/accounts").await;
    assert_eq!(accounts.status, StatusCode::FORBIDDEN);
}

/// Agrees through the page, as a manager would.
async fn seatless_page_agrees(seat: &mut crate::town::Seat, id: &str) -> String {
    let path = format!("/secondments/{id}/answer");
    seat.fill(&path, &[("step", "agree")]).await.location().to_owned()
}

#[tokio::test]
async fn a_form_and_a_token_are_for_the_agency_for_which_they_were_made() {
    let town = Town::new().await;
    let host = project(&town, 1).await;
    let (mut home, mut manager) =
        (seated(&town, Part::Manager.account()).await, seated(&town, host.manager).await);
    let body = proposal(Part::Practitioner.email(), host.agency, "2026-12-31");
    let id = seconded(&mut home, &mut manager, &body).await;
    // Signed in with a password, which a token asks for again.
    let mut seat = town.signed_in(Part::Practitioner).await;
    let mine = met(&mut seat, "Ada", "Homecase").await;
    let note = format!("/people/{mine}/note");
    let mut fields = seat.filled(&note, &note, &[("text", "Written for probation.")]).await;
    acts_for(&mut seat, &id).await;
    let theirs = met(&mut seat, "Bo", "Hostcase").await;
    let refused = seat.post(&note, &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "a form that was opened for the other agency");
    assert_eq!(refused.page().text("h1"), "You act for another agency now");
    // Nor is it taken with this agency's token: the record is another's.
    let csrf = seat.csrf().await;
    for (name, value) in &mut fields {
        if name == "csrf" {
            value.clone_from(&csrf);
        }
    }
    assert_eq!(seat.post(&note, &fields).await.status, StatusCode::NOT_FOUND);

    let made = send(
        &mut seat,
        "/api/v1/tokens",
        None,
        &json!({ "name": "T", "scopes": ["people:read", "people:write"], "days": 300, "password": PASSWORD }),
    )
    .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let mut program = town.seat();
    program.token = made.json()["token"].as_str().map(str::to_owned);
    let tokens = seat.get("/api/v1/tokens").await.json();
    assert_eq!(tokens["items"][0]["acts_for"], host.name);
    acts_for(&mut seat, "home").await;
    let draft = seat.get(&note).await.body;
    assert!(draft.contains("Written for probation."), "what was typed waits where it was typed");
    let get = async |program: &mut crate::town::Seat, person| {
        program.get(&format!("/api/v1/people/{person}")).await.status
    };
    assert_eq!(get(&mut program, theirs).await, StatusCode::OK, "whatever its owner acts for");
    assert_eq!(get(&mut program, mine).await, StatusCode::NOT_FOUND);
    let chosen = program.json(Method::POST, "/api/v1/me/acting-for", &[], r#"{"secondment":null}"#).await;
    assert_eq!(chosen.status, StatusCode::FORBIDDEN, "a token changes nothing of it");

    // Over: the session falls back, the token ends, and neither stands for the other agency instead.
    acts_for(&mut seat, &id).await;
    town.clock.on(SignedDuration::from_hours(24 * 40));
    assert_eq!(get(&mut program, theirs).await, StatusCode::UNAUTHORIZED);
    assert_eq!(get(&mut program, mine).await, StatusCode::UNAUTHORIZED);
    assert!(!knows(&mut seat, theirs, "Hostcase").await);
    assert!(knows(&mut seat, mine, "Homecase").await);
    let refused = acts_for(&mut seat, &id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "its day is over");
    let late = answered(&mut manager, &id, 1, &json!({ "step": "end", "reason": "Over" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(acts_for(&mut seat, "home").await.location(), "/my-work");
    assert_eq!(seat.get("/my-work").await.page().text("[aria-label=Secondment]"), "", "it was read");
    let other = hired(&town, AgencyOf::Probation.id(), "Other One", Role::ProbationPractitioner).await;
    assert!(!knows(&mut seated(&town, other).await, theirs, "Hostcase").await);
    assert_eq!(email_of("Other One"), "other.one@town.example");
}

/// Sends JSON under a key, as a program would that repeats what it is not sure of.
async fn once(seat: &mut crate::town::Seat, key: &str, family: &str) -> crate::town::Seen {
    let csrf = seat.csrf().await;
    let headers = [("x-csrf-token", csrf.as_str()), ("idempotency-key", key)];
    let body = json!({ "identity": { "legal_name": { "family": family }, "gender": "unknown" } });
    seat.json(Method::POST, "/api/v1/people", &headers, &body.to_string()).await
}

/// What a secondee could try: to ask again, acting for home, under the key of a request for the host, and so to carry the id of the
/// host's record home; or to learn from a refusal that a key was used there.
#[tokio::test]
async fn a_key_of_a_request_for_the_host_answers_nothing_for_the_home_agency() {
    let town = Town::new().await;
    let host = project(&town, 1).await;
    let (mut home, mut manager) =
        (seated(&town, Part::Manager.account()).await, seated(&town, host.manager).await);
    let body = proposal(Part::Practitioner.email(), host.agency, "2026-12-31");
    let id = seconded(&mut home, &mut manager, &body).await;
    let mut seat = seated(&town, Part::Practitioner.account()).await;
    acts_for(&mut seat, &id).await;
    let theirs = once(&mut seat, "key-1", "Hostcase").await.json()["id"].clone();
    assert_eq!(once(&mut seat, "key-1", "Hostcase").await.json()["id"], theirs, "one record for the host");
    assert_eq!(once(&mut seat, "key-1", "Other").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    acts_for(&mut seat, "home").await;
    let mine = once(&mut seat, "key-1", "Hostcase").await;
    assert_eq!(mine.status, StatusCode::CREATED, "{}", mine.body);
    assert_ne!(mine.json()["id"], theirs, "a record of one's own, and not the host's");
    let again = once(&mut seat, "key-1", "Hostcase").await;
    assert_eq!(again.json()["id"], mine.json()["id"]);
    acts_for(&mut seat, &id).await;
    assert_eq!(once(&mut seat, "key-1", "Hostcase").await.json()["id"], theirs);
}

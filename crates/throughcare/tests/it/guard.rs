//! What stands before every handler: sign-in, role, the form's token. The tests walk the table of routes itself.

use crate::town::{PASSWORD, Part, Town};
use http::{Method, StatusCode};
use web::{Access, Face, Need, Route, Verb};

/// The address of a route, with an id that belongs to nothing.
fn address(route: &Route) -> String {
    route.path.replace("{id}", "00000000-0000-7000-8000-000000000000").replace("{*path}", "throughcare.css")
}

fn method(route: &Route) -> Method {
    match route.verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn every_route_that_is_not_public_refuses_without_a_session() {
    let town = Town::new().await;
    let mut walked = 0;
    for route in web::routes().iter().filter(|route| route.access != Access::Public) {
        let seen = town.seat().send(method(route), &address(route), &[FORM], "").await;
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "{} {}", route.verb.name(), route.path);
        match route.face {
            Face::Page => assert_eq!(seen.page().text("h1"), "Sign in", "{}", route.path),
            _ => assert_eq!(seen.json()["code"], "not-signed-in", "{}", route.path),
        }
        walked += 1;
    }
    assert!(walked > 40, "{walked}");
}

#[tokio::test]
async fn every_route_refuses_roles_that_may_not_and_before_it_looks_anything_up() {
    let town = Town::new().await;
    for part in
        [Part::Practitioner, Part::Worker, Part::Officer, Part::Analyst, Part::Administrator, Part::System]
    {
        let mut seat = town.signed_in(part).await;
        let csrf = seat.csrf().await;
        for route in web::routes() {
            let Access::May(action) = route.access else { continue };
            let may = town.app.gate().permit_role(&Town::viewer(part), action).is_ok();
            let body = format!("csrf={csrf}");
            let headers = [FORM, ("x-csrf-token", csrf.as_str())];
            let seen = seat.send(method(&route), &address(&route), &headers, &body).await;
            let refused = seen.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !may, "{part:?} {} {}: {}", route.verb.name(), route.path, seen.status);
        }
    }
}

#[tokio::test]
async fn an_id_of_nothing_and_what_is_no_id_are_answered_alike() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let ids = ["00000000-0000-7000-8000-000000000000", "1", "x%27--", "%F0%9F%99%82"];
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    // The id of somebody there, in spellings that are no address of theirs.
    let spelt = [person.0.simple().to_string(), person.0.urn().to_string(), format!("%7B{person}%7D")];
    let ids = ids.into_iter().chain(spelt.iter().map(String::as_str));
    for id in ids {
        let seen = seat.get(&format!("/api/v1/people/{id}")).await;
        assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::NOT_FOUND, &"not-found".into()), "{id}");
    }
}

#[tokio::test]
async fn a_form_from_another_site_or_without_its_token_changes_nothing() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    let typed =
        [("name", "Jo Joiner"), ("email", "jo@probation.example"), ("roles", "probation_practitioner")];
    let fields = seat.filled("/accounts/invite", "/accounts/invite", &typed).await;
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let elsewhere = [FORM, ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let seen = seat.send(Method::POST, "/accounts/invite", &elsewhere, &body).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let mut other = town.signed_in(Part::OtherAdministrator).await;
    let theirs = other.csrf().await;
    for token in ["", "x", theirs.as_str()] {
        let mut bad = fields.clone();
        bad.retain(|(name, _)| name != "csrf");
        bad.push(("csrf".into(), token.into()));
        let seen = seat.post("/accounts/invite", &bad).await;
        assert_eq!(seen.location(), "/accounts/invite", "back to the form, {}", seen.status);
    }
    assert!(!seat.get("/accounts").await.page().main_text().contains("Jo Joiner"));
    assert_eq!(seat.post("/accounts/invite", &fields).await.status, StatusCode::OK, "the right one counts");
    assert!(seat.get("/accounts").await.page().main_text().contains("Jo Joiner"));
}

#[tokio::test]
async fn sign_in_itself_needs_the_browsers_own_token() {
    let town = Town::new().await;
    let mut seat = town.seat();
    let fields = seat.filled("/sign-in", "/sign-in", &[("email", "a@b.c"), ("password", "x")]).await;
    let seen = town.seat().post("/sign-in", &fields).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "another browser's form");
    assert_eq!(seat.post("/sign-in", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_change_through_the_api_by_session_needs_the_token_in_a_header() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let body = r#"{"name":"Night import","scopes":["people:read"],"days":7,"password":"PASSWORD"}"#;
    let body = &body.replace("PASSWORD", PASSWORD);
    let seen = seat.json(Method::POST, "/api/v1/tokens", &[], body).await;
    assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::FORBIDDEN, &"form-expired".into()));
    let csrf = seat.csrf().await;
    let seen = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], body).await;
    assert_eq!(seen.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_no_more() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let csrf = seat.csrf().await;
    let body = r#"{"name":"Reader","scopes":["people:read"],"days":7,"password":"PASSWORD"}"#;
    let body = &body.replace("PASSWORD", PASSWORD);
    let made = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], body).await.json();
    let mut program = town.seat();
    program.token = made["token"].as_str().map(str::to_owned);
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let opened = format!("/api/v1/people/{person}");
    assert!(seat.get(&opened).await.json()["referrals"].is_array());
    let told = program.get(&opened).await.json();
    assert!(told["identity"].is_object() && told.get("referrals").is_none(), "{told}");
    for route in web::routes() {
        let Face::Api(need) = route.face else { continue };
        if route.access == Access::Public {
            continue;
        }
        let within = match need {
            Need::Any => true,
            Need::Scope(scope) => scope.code() == "people:read",
            Need::Session => false,
        };
        let seen = program.send(method(&route), &address(&route), &[], "").await;
        let outside = seen.status == StatusCode::FORBIDDEN && seen.json()["code"] == "outside-scope";
        assert_eq!(outside, !within, "{} {}: {}", route.verb.name(), route.path, seen.body);
    }
    let revoke = format!("/api/v1/tokens/{}/revoke", made["id"].as_str().unwrap());
    let seen = seat.send(Method::POST, &revoke, &[("x-csrf-token", &csrf)], "").await;
    assert_eq!(seen.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn unknown_addresses_methods_and_parameters_are_refused_with_both_faces() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let seen = seat.get("/no-such-page").await;
    assert_eq!((seen.status, seen.page().text("h1")), (StatusCode::NOT_FOUND, "Page not found".into()));
    assert_eq!(seat.get("/api/v1/no-such").await.json()["code"], "not-found");
    let seen = seat.send(Method::DELETE, "/api/v1/me", &[], "").await;
    assert_eq!(
        (seen.status, &seen.json()["code"]),
        (StatusCode::METHOD_NOT_ALLOWED, &"method-not-allowed".into())
    );
    for route in
        web::routes().iter().filter(|route| route.verb == Verb::Get && !matches!(route.face, Face::Machine))
    {
        if route.path.contains("{id}") {
            continue; // There the id of nothing is answered first or second; both refuse.
        }
        let seen = seat.get(&format!("{}?no-such-parameter=1", route.path)).await;
        let expected = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::FORBIDDEN];
        assert!(expected.contains(&seen.status), "{}: {}", route.path, seen.status);
    }
}

//! A form loses nothing: not by the end of a session, not by a second sign-in, not by being sent twice.

use crate::town::{Part, Town};
use http::StatusCode;
use jiff::SignedDuration;

const TYPED: [(&str, &str); 2] = [("name", "Jo Joiner"), ("email", "jo@probation.example")];

#[tokio::test]
async fn a_session_that_ends_in_a_long_form_loses_nothing_typed() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    let fields = seat.filled("/accounts/invite", "/accounts/invite", &TYPED).await;
    town.wall.on(SignedDuration::from_mins(45));
    let seen = seat.post("/accounts/invite", &fields).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    let page = seen.page();
    assert!(page.main_text().contains("We kept what you typed"), "{}", page.main_text());
    assert_eq!(page.attribute("input[name=next]", "value").as_deref(), Some("/accounts/invite"));
    let mut other = town.signed_in(Part::OtherAdministrator).await;
    assert!(
        !other.get("/accounts/invite").await.body.contains("Jo Joiner"),
        "a draft belongs to one account"
    );
    town.sign_in_at(&mut seat, Part::Administrator).await;
    let page = seat.get("/accounts/invite").await.page();
    assert!(page.main_text().contains("We kept what you typed"));
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Jo Joiner"));
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("jo@probation.example"));
    let seen = seat.fill("/accounts/invite", &[("roles", "team_manager")]).await;
    assert_eq!(seen.status, StatusCode::OK);
    let page = seat.get("/accounts/invite").await.page();
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(""), "then it is gone");
}

#[tokio::test]
async fn a_form_of_a_former_session_comes_back_filled() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    let fields = seat.filled("/accounts/invite", "/accounts/invite", &TYPED).await;
    seat.sign_out().await;
    town.sign_in_at(&mut seat, Part::Administrator).await;
    let seen = seat.post("/accounts/invite", &fields).await;
    assert_eq!(seen.location(), "/accounts/invite");
    let page = seat.get("/accounts/invite").await.page();
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Jo Joiner"));
    assert!(page.main_text().contains("Check what you typed"), "{}", page.main_text());
}

#[tokio::test]
async fn a_password_is_never_kept_in_a_draft() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    let secret = [("present", "my old password"), ("new", "my new password"), ("again", "my new password")];
    let fields = seat.filled("/my-account/password", "/my-account/password", &secret).await;
    town.wall.on(SignedDuration::from_mins(45));
    seat.post("/my-account/password", &fields).await;
    let account = Part::Administrator.account();
    let draft = app::drafts::find(&town.app, account, "/my-account/password").await.unwrap();
    assert_eq!(draft.map(|draft| draft.body), Some(String::new()));
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_form_is_refused() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    let seen = seat.post("/accounts/invite", &[("name".into(), "x".repeat(300_000))]).await;
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    let seen = seat.json(http::Method::POST, "/accounts/invite", &[], "{}").await;
    assert_eq!(seen.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

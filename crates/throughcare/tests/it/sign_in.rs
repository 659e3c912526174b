//! Signing in and out, sessions, second factors.

use crate::town::{PASSWORD, Part, Town};
use http::StatusCode;
use jiff::SignedDuration;

#[tokio::test]
async fn password_and_code_lead_home_and_the_secret_changes_on_the_way() {
    let town = Town::new().await;
    let mut seat = town.seat();
    let seen = seat.get("/sign-in").await;
    assert_eq!(seen.page().text("h1"), "Sign in");
    let seen = seat.fill("/sign-in", &[("email", " Priya@Probation.Example "), ("password", PASSWORD)]).await;
    assert_eq!((seen.status, seen.location()), (StatusCode::SEE_OTHER, "/sign-in/code"));
    let half = seat.cookie("throughcare").unwrap().to_owned();
    let cookies: Vec<_> = seen.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert!(
        cookies.iter().any(|c| c.contains("HttpOnly") && c.contains("SameSite=Lax") && c.contains("Path=/"))
    );
    assert_eq!(
        seat.get("/my-account").await.status,
        StatusCode::UNAUTHORIZED,
        "half a sign-in opens nothing"
    );
    let seen = seat.fill("/sign-in/code", &[("code", &town.code(Part::Practitioner))]).await;
    assert_eq!(seen.location(), "/my-work");
    assert_ne!(seat.cookie("throughcare").unwrap(), half);
    let seen = seat.get("/my-account").await;
    assert_eq!(seen.status, StatusCode::OK);
    let text = seen.page().main_text();
    assert!(text.contains("Priya Practitioner") && text.contains("Northmoor Probation"), "{text}");
    let mut thief = town.seat();
    thief.set_cookie("throughcare", &half);
    assert_eq!(thief.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_answered_alike() {
    let town = Town::new().await;
    let mut faces = Vec::new();
    for (last, email) in [(1, "nobody@probation.example"), (2, Part::Practitioner.email())] {
        let mut seat = town.seat().at(last);
        let seen = seat.fill("/sign-in", &[("email", email), ("password", "not the password")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(seen.page().attribute("#email", "value").as_deref(), Some(email), "what was typed stays");
        assert_eq!(seen.page().attribute("#password", "value"), None);
        faces.push(seen.page().main_text());
    }
    assert_eq!(faces[0], faces[1]);
    assert!(faces[0].contains("Email address or password is not right"), "{}", faces[0]);
}

#[tokio::test]
async fn a_code_works_once() {
    let town = Town::new().await;
    let code = town.code(Part::Practitioner);
    for (status, round) in [(StatusCode::SEE_OTHER, "first"), (StatusCode::UNPROCESSABLE_ENTITY, "second")] {
        let mut seat = town.seat();
        seat.fill("/sign-in", &[("email", Part::Practitioner.email()), ("password", PASSWORD)]).await;
        assert_eq!(seat.fill("/sign-in/code", &[("code", &code)]).await.status, status, "{round}");
    }
}

#[tokio::test]
async fn five_wrong_codes_end_the_sign_in() {
    let town = Town::new().await;
    let mut seat = town.seat();
    seat.fill("/sign-in", &[("email", Part::Worker.email()), ("password", PASSWORD)]).await;
    let fields = seat.filled("/sign-in/code", "/sign-in/code", &[("code", "not a code")]).await;
    for _ in 0..4 {
        assert_eq!(seat.post("/sign-in/code", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let seen = seat.post("/sign-in/code", &fields).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert!(seen.page().main_text().contains("Sign in again"));
    let right = seat.get("/sign-in/code").await;
    assert_eq!(right.location(), "/sign-in", "the right code no longer helps");
}

#[tokio::test]
async fn guesses_are_slowed_where_they_come_from_and_the_owner_still_gets_in() {
    let town = Town::new().await;
    let mut guesser = town.seat().at(66);
    let fields = [("email", Part::Practitioner.email()), ("password", "guess guess guess")];
    let mut statuses = Vec::new();
    for _ in 0..7 {
        let seen = guesser.fill("/sign-in", &fields).await;
        statuses.push(seen.status.as_u16());
        if seen.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(seen.page().main_text().contains("Too many attempts. Try again in"), "says when");
        }
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    town.signed_in(Part::Practitioner).await;
    town.wall.on(SignedDuration::from_mins(16));
    assert_eq!(
        guesser.fill("/sign-in", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "after the wait"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let secret = seat.cookie("throughcare").unwrap().to_owned();
    let seen = seat.sign_out().await;
    assert_eq!(seen.location(), "/sign-in");
    assert_eq!(seat.cookie("throughcare"), None);
    assert!(seat.get("/sign-in").await.page().main_text().contains("You have signed out."));
    seat.set_cookie("throughcare", &secret);
    assert_eq!(seat.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_ends_by_idleness_and_by_age() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    for _ in 0..3 {
        town.wall.on(SignedDuration::from_mins(25));
        assert_eq!(seat.get("/my-account").await.status, StatusCode::OK, "use keeps it open");
    }
    town.wall.on(SignedDuration::from_mins(31));
    let seen = seat.get("/my-account").await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert!(seen.page().main_text().contains("You were signed out"), "{}", seen.page().main_text());
    let mut seat = town.signed_in(Part::Practitioner).await;
    for _ in 0..29 {
        town.wall.on(SignedDuration::from_mins(25));
        seat.get("/my-account").await;
    }
    assert_eq!(seat.get("/my-account").await.status, StatusCode::UNAUTHORIZED, "twelve hours are over");
}

#[tokio::test]
async fn after_sign_in_one_goes_on_where_one_wanted_to_and_never_elsewhere() {
    let town = Town::new().await;
    for (asked, lands) in
        [("/my-account/sessions", "/my-account/sessions"), ("https://evil.example", "/my-work")]
    {
        let mut seat = town.seat();
        let page = if asked.starts_with('/') { asked.to_owned() } else { format!("/sign-in?next={asked}") };
        let fields =
            seat.filled(&page, "/sign-in", &[("email", Part::Worker.email()), ("password", PASSWORD)]).await;
        let seen = seat.post("/sign-in", &fields).await;
        let code_page = seen.location().to_owned();
        let fields = seat.filled(&code_page, "/sign-in/code", &[("code", &town.code(Part::Worker))]).await;
        assert_eq!(seat.post("/sign-in/code", &fields).await.location(), lands);
    }
}

#[tokio::test]
async fn sessions_are_listed_and_others_can_be_ended() {
    let town = Town::new().await;
    let mut one = town.signed_in(Part::Practitioner).await;
    let mut two = town.signed_in(Part::Practitioner).await;
    let page = one.get("/my-account/sessions").await.page();
    assert_eq!(page.texts("main tbody tr").len(), 2);
    let action = page.attribute("main tbody form", "action").unwrap();
    let seen = one.press("/my-account/sessions", &action).await;
    assert_eq!(seen.location(), "/my-account/sessions");
    assert_eq!(two.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(one.get("/my-account").await.status, StatusCode::OK);
    let mut third = town.signed_in(Part::Practitioner).await;
    let mut stranger = town.signed_in(Part::Worker).await;
    let theirs =
        third.get("/my-account/sessions").await.page().attribute("main tbody form", "action").unwrap();
    let csrf = stranger.csrf().await;
    let seen = stranger.post(&theirs, &[("csrf".into(), csrf)]).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND, "nobody ends another's session");
    assert_eq!(one.get("/my-account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_an_easy_one_is_refused() {
    let town = Town::new().await;
    let mut other = town.signed_in(Part::Worker).await;
    let mut seat = town.signed_in(Part::Worker).await;
    for (present, new, again, says) in [
        ("wrong", "a fresh long password", "a fresh long password", "Enter your present password"),
        (PASSWORD, "short", "short", "Password must be 12 characters or more"),
        (PASSWORD, "password123456", "password123456", "harder to guess"),
        (PASSWORD, "a fresh long password", "another one entirely", "not the same"),
    ] {
        let seen =
            seat.fill("/my-account/password", &[("present", present), ("new", new), ("again", again)]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.page().text(".govuk-error-summary").contains(says), "{says}");
    }
    let new = "juniper anvil causeway";
    let seen =
        seat.fill("/my-account/password", &[("present", PASSWORD), ("new", new), ("again", new)]).await;
    assert_eq!(seen.location(), "/my-account");
    assert_eq!(other.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
    let seen = town.seat().fill("/sign-in", &[("email", Part::Worker.email()), ("password", new)]).await;
    assert_eq!(seen.location(), "/sign-in/code");
}

#[tokio::test]
async fn new_recovery_codes_are_shown_once_and_each_works_once() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Worker).await;
    let seen = seat.fill("/my-account/recovery-codes", &[("present", PASSWORD)]).await;
    let codes = seen.page().texts("main ol li");
    assert_eq!(codes.len(), 10);
    assert!(!seat.get("/my-account/recovery-codes").await.body.contains(&codes[0]));
    for (status, round) in [(StatusCode::SEE_OTHER, "first"), (StatusCode::UNPROCESSABLE_ENTITY, "second")] {
        let mut seat = town.seat();
        seat.fill("/sign-in", &[("email", Part::Worker.email()), ("password", PASSWORD)]).await;
        let typed = codes[0].to_lowercase();
        assert_eq!(seat.fill("/sign-in/code", &[("code", &typed)]).await.status, status, "{round}");
    }
}

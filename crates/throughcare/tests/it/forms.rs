//! A form loses nothing: not by the end of a session, not by a second sign-in, not by being sent twice.

use crate::town::{Part, Seat, Sky, Town};
use http::StatusCode;
use jiff::SignedDuration;
use web::form::base64url;

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
    let desk = app::drafts::Desk { account, host: None };
    let draft = app::drafts::find(&town.app, desk, "/my-account/password").await.unwrap();
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

/// A note of the most characters that fit, of every kind, with words that a firewall would stop.
fn long_note() -> String {
    let kinds =
        "select * from people; drop table x; <script>alert('x')</script> \" & ŵŷ 漢字 🙂 e\u{301}\n\nNext.\t";
    kinds.chars().cycle().take(11_999).chain(['.']).collect()
}

/// A practitioner with a person, and the address of the form for a note.
async fn note_form(town: &Town) -> (Seat, String) {
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    (town.signed_in(Part::Practitioner).await, format!("/people/{person}/note"))
}

/// The notes of the person, newest first, as kept.
async fn notes(seat: &mut Seat, form: &str) -> Vec<String> {
    let path = format!("/api/v1{}", form.trim_end_matches("/note"));
    let person = seat.get(&path).await.json();
    person["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_longest_note_of_every_kind_is_saved_whole_plain_or_as_base64url() {
    let town = Town::new().await;
    let (mut seat, form) = note_form(&town).await;
    let note = long_note();
    // A browser sends line ends as two characters.
    let seen = seat.fill(&form, &[("text", &note.replace('\n', "\r\n"))]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.page().main_text());
    let encoded = base64url::encode(note.as_bytes());
    let mut fields = seat.filled(&form, &form, &[("text.b64", &encoded)]).await;
    fields.retain(|(name, _)| name != "text");
    assert_eq!(seat.post(&form, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(notes(&mut seat, &form).await, [note.clone(), note]);
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_note_and_changed_words_ask_first() {
    let town = Town::new().await;
    let (mut seat, form) = note_form(&town).await;
    let mut fields = seat.filled(&form, &form, &[("text", "Seen at the office.")]).await;
    for _ in 0..2 {
        assert_eq!(seat.post(&form, &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(notes(&mut seat, &form).await.len(), 1);
    fields.retain(|(name, _)| name != "text");
    fields.push(("text".into(), "Seen at home.".into()));
    let seen = seat.post(&form, &fields).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = seen.page();
    assert!(page.text(".govuk-error-summary").contains("You sent this form before"), "{}", page.main_text());
    let fields = page.form(&form).unwrap();
    assert!(fields.contains(&("text".into(), "Seen at home.".into())));
    assert_eq!(seat.post(&form, &fields).await.status, StatusCode::SEE_OTHER, "sent on purpose");
    assert_eq!(notes(&mut seat, &form).await.len(), 2);
}

#[tokio::test]
async fn a_full_disk_loses_nothing_typed() {
    let town = Town::new().await;
    let (mut seat, form) = note_form(&town).await;
    let note = long_note();
    let fields = seat.filled(&form, &form, &[("text", &note)]).await;
    town.weather.turns(Sky::Full);
    let seen = seat.post(&form, &fields).await;
    assert_eq!(seen.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(seen.page().main_text().contains("There is no room left to save. Nothing was changed."));
    let kept = seen.page().form(&form).unwrap();
    assert_eq!(
        kept.iter().find(|(name, _)| name == "text").map(|(_, text)| text.trim_start()),
        Some(note.as_str())
    );
    town.weather.turns(Sky::Clear);
    assert_eq!(seat.post(&form, &kept).await.status, StatusCode::SEE_OTHER);
    assert_eq!(notes(&mut seat, &form).await, [note]);
}

#[tokio::test]
async fn a_database_that_goes_away_and_returns_loses_nothing_typed() {
    let town = Town::new().await;
    let (mut seat, form) = note_form(&town).await;
    let note = long_note();
    let fields = seat.filled(&form, &form, &[("text", &note)]).await;
    town.weather.turns(Sky::Away);
    let seen = seat.post(&form, &fields).await;
    assert_eq!((seen.status, seen.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    let text = seen.page().main_text();
    assert!(text.contains("Nothing was changed") && text.contains("What you typed is not lost"), "{text}");
    let kept = seen.page().form(&form).unwrap();
    assert_eq!(seat.get("/ready").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(seat.get("/health").await.status, StatusCode::OK);
    let seen = seat.get("/api/v1/me").await;
    assert_eq!(seen.json()["code"], "unavailable");
    town.weather.turns(Sky::Clear);
    assert_eq!(seat.post(&form, &kept).await.status, StatusCode::SEE_OTHER);
    assert_eq!(notes(&mut seat, &form).await, [note]);
}

#[tokio::test]
async fn a_note_cut_short_by_the_end_of_the_session_is_there_after_signing_in() {
    let town = Town::new().await;
    let (mut seat, form) = note_form(&town).await;
    let note = long_note();
    let fields = seat.filled(&form, &form, &[("text", &note)]).await;
    town.wall.on(SignedDuration::from_mins(45));
    assert_eq!(seat.post(&form, &fields).await.status, StatusCode::UNAUTHORIZED);
    town.sign_in_at(&mut seat, Part::Practitioner).await;
    assert_eq!(seat.fill(&form, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(notes(&mut seat, &form).await, [note]);
}

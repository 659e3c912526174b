//! What a colleague, a stranger or a thief tries in order to see, infer or change what no clause lets them.

use crate::town::{PASSWORD, Part, Seat, Seen, Town};
use app::people;
use domain::{ids::PersonId, text::Prose};
use http::{Method, StatusCode};
use jiff::SignedDuration;

/// The address of a link that an administrator has just been shown.
fn link_of(seen: &Seen) -> String {
    let link = seen.page().text("main .tc-code");
    link.strip_prefix("http://127.0.0.1:8080").expect("our own address").to_owned()
}

/// A new link for `part`, made by the administrator at `seat`.
async fn invited_again(seat: &mut Seat, part: Part) -> String {
    let account = format!("/accounts/{}", part.account());
    let seen = seat.press(&account, &format!("{account}/reinvite")).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.page().main_text());
    link_of(&seen)
}

/// Sets an account up through `link`.
async fn set_up(town: &Town, link: &str, password: &str) -> StatusCode {
    let mut seat = town.seat();
    let mut fields = seat.filled(link, link, &[("password", password), ("new", password)]).await;
    let code = town.code_on(&fields);
    fields.retain(|(name, _)| name != "code");
    fields.push(("code".into(), code));
    seat.post(link, &fields).await.status
}

/// What asks for a token.
fn wanted(password: &str) -> String {
    let scopes = ["people:read"];
    serde_json::json!({ "name": "a script", "scopes": scopes, "days": 30, "password": password }).to_string()
}

/// A token of the account at `seat`.
async fn token(seat: &mut Seat) -> String {
    let csrf = seat.csrf().await;
    let body = wanted(PASSWORD);
    let seen = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &body).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()["token"].as_str().expect("a secret").to_owned()
}

#[tokio::test]
async fn who_knows_the_password_does_not_guess_codes_by_beginning_again_and_again() {
    let town = Town::new().await;
    let mut guesser = town.seat().at(66);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let fields = [("email", Part::Worker.email()), ("password", PASSWORD)];
        assert_eq!(guesser.fill("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
        for _ in 0..4 {
            let seen = guesser.fill("/sign-in/code", &[("code", "not a code")]).await;
            statuses.push(seen.status.as_u16());
        }
    }
    assert!(statuses[..10].iter().all(|status| *status == 422), "{statuses:?}");
    assert!(statuses[10..].iter().all(|status| *status == 429), "{statuses:?}");
    town.signed_in(Part::Worker).await;
}

#[tokio::test]
async fn of_two_links_for_one_account_only_the_later_works_and_neither_once_it_is_set_up() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let first = invited_again(&mut admin, Part::Colleague).await;
    let second = invited_again(&mut admin, Part::Colleague).await;
    assert_eq!(town.seat().get(&first).await.status, StatusCode::NOT_FOUND, "intercepted, and of no use");
    assert_eq!(set_up(&town, &second, "juniper anvil causeway").await, StatusCode::OK);
    assert_eq!(town.seat().get(&second).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_held_an_account_is_out_when_its_owner_sets_it_up_again() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let mut early = town.signed_in(Part::Colleague).await;
    let mut script = town.seat();
    script.token = Some(token(&mut early).await);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
    let link = invited_again(&mut admin, Part::Colleague).await;
    assert_eq!(early.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED, "nor by a token");
    // The old password and authenticator work until the owner has new ones; what was opened with them must not stay.
    let mut late = town.signed_in(Part::Colleague).await;
    let mut script = town.seat();
    script.token = Some(token(&mut late).await);
    assert_eq!(set_up(&town, &link, "juniper anvil causeway").await, StatusCode::OK);
    assert_eq!(late.get("/my-account").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_new_password_ends_the_tokens_that_were_made_with_the_old_one() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Worker).await;
    let mut script = town.seat();
    script.token = Some(token(&mut seat).await);
    let new = "juniper anvil causeway";
    let seen =
        seat.fill("/my-account/password", &[("present", PASSWORD), ("new", new), ("again", new)]).await;
    assert_eq!(seen.location(), "/my-account");
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_agencys_administrator_does_not_take_a_system_administrators_place() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let mut system = town.signed_in(Part::System).await;
    let account = format!("/accounts/{}", Part::System.account());
    let csrf = admin.csrf().await;
    let fields = [("csrf".to_owned(), csrf), ("roles".to_owned(), "agency_administrator".to_owned())];
    for step in ["reinvite", "roles", "close"] {
        let seen = admin.post(&format!("{account}/{step}"), &fields).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        assert!(!seen.body.contains("/invitations/"), "{step}");
    }
    assert_eq!(system.get("/my-account").await.status, StatusCode::OK, "still signed in, still in place");
}

async fn write_note(town: &Town, part: Part, person: PersonId, text: &str) {
    town.clock.on(SignedDuration::from_secs(1));
    let text = Prose::new(text).expect("words");
    people::add_note(&town.app, &Town::viewer(part), person, text, None).await.expect("a note");
}

#[tokio::test]
async fn what_stayed_closed_to_ones_own_looks_does_not_tell_what_others_have_recorded() {
    let town = Town::new().await;
    let (with, without) = (town.shared_person().await, town.shared_person().await);
    write_note(&town, Part::Practitioner, with, "What the officer may not know of.").await;
    let mut officer = town.signed_in(Part::Officer).await;
    let mut rows = Vec::new();
    for person in [with, without] {
        assert_eq!(officer.get(&format!("/people/{person}")).await.status, StatusCode::OK);
        let page = officer.get(&format!("/people/{person}/sharing")).await.page();
        let looks = page.texts("main tbody td:nth-child(6)");
        assert!(!looks.is_empty());
        rows.push(looks);
    }
    assert_eq!(rows[0], rows[1], "a person with notes and one without look the same");
}

#[tokio::test]
async fn pages_of_notes_do_not_tell_how_many_others_have_written() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    write_note(&town, Part::Officer, person, "The officer's oldest note.").await;
    for number in 0..45 {
        write_note(&town, Part::Practitioner, person, &format!("Secret {number}")).await;
    }
    write_note(&town, Part::Officer, person, "The officer's newest note.").await;
    let mut officer = town.signed_in(Part::Officer).await;
    let seen = officer.get(&format!("/people/{person}/notes")).await;
    let text = seen.page().main_text();
    assert!(!text.contains("Secret"), "{text}");
    assert!(text.contains("newest note") && text.contains("oldest note"), "{text}");
    assert!(!text.contains("Older notes"), "nothing follows: {text}");
}

#[tokio::test]
async fn the_password_is_not_guessed_from_a_session_left_open() {
    let town = Town::new().await;
    let mut thief = town.signed_in(Part::Worker).await;
    let new = "juniper anvil causeway";
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let typed = [("present", "a guess of many"), ("new", new), ("again", new)];
        statuses.push(thief.fill("/my-account/password", &typed).await.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
    let mut owner = town.signed_in(Part::Worker).await;
    let typed = [("present", PASSWORD), ("new", new), ("again", new)];
    assert_eq!(owner.fill("/my-account/password", &typed).await.location(), "/my-account", "not the owner");
}

#[tokio::test]
async fn a_cursor_with_a_null_character_and_an_unknown_parameter_are_refused_everywhere() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    // A null character, the separator, and an id, as a cursor of a search would hold them.
    let forged = web::form::cursor(["\0".to_owned(), person.to_string()]);
    for path in ["/api/v1/people?q=crane&cursor=", "/people?q=crane&cursor="] {
        assert_eq!(seat.get(&format!("{path}{forged}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for part in ["", "/order", "/referrals", "/timeline", "/sharing", "/notes", "/note", "/identity"] {
        let seen = seat.get(&format!("/people/{person}{part}?everything=yes")).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{part}");
    }
}

/// Sixty wrong sign-ins from the address that the whole office shares, each after whatever wait was asked for; then some for
/// the account of `part`.
async fn fail_next_door(town: &Town, part: Part) {
    let mut colleague = town.seat();
    for number in 0..60 {
        town.wall.on(SignedDuration::from_secs(if number < 50 { 1 } else { 61 }));
        let email = format!("nobody{number}@probation.example");
        let seen = colleague.fill("/sign-in", &[("email", &email), ("password", "a guess of many")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}: a wait is a minute at most");
    }
    for _ in 0..6 {
        town.wall.on(SignedDuration::from_secs(61));
        colleague.fill("/sign-in", &[("email", part.email()), ("password", "a guess of many")]).await;
    }
}

async fn sign_in(seat: &mut Seat, part: Part) -> StatusCode {
    seat.fill("/sign-in", &[("email", part.email()), ("password", PASSWORD)]).await.status
}

#[tokio::test]
async fn failures_next_door_do_not_delay_whoever_has_signed_in_with_this_browser_before() {
    let town = Town::new().await;
    let mut owner = town.signed_in(Part::Worker).await;
    owner.sign_out().await;
    fail_next_door(&town, Part::Worker).await;
    let mut unknown = town.seat();
    assert_eq!(sign_in(&mut unknown, Part::Worker).await, StatusCode::TOO_MANY_REQUESTS);
    let mark = owner.cookie("throughcare-device").expect("a mark").to_owned();
    let mut forger = town.seat();
    for forged in [
        mark.replace(&Part::Worker.account().to_string(), &Part::Practitioner.account().to_string()),
        format!("{}0", &mark[..mark.len() - 1]).replace("00", "11"),
        Part::Worker.account().to_string(),
    ] {
        forger.set_cookie("throughcare-device", &forged);
        assert_eq!(sign_in(&mut forger, Part::Worker).await, StatusCode::TOO_MANY_REQUESTS, "{forged}");
    }
    forger.set_cookie("throughcare-device", &mark);
    assert_eq!(sign_in(&mut forger, Part::Practitioner).await, StatusCode::TOO_MANY_REQUESTS, "another's");
    town.sign_in_at(&mut owner, Part::Worker).await;
}

#[tokio::test]
async fn a_mark_counts_for_ninety_days() {
    let town = Town::new().await;
    let mut owner = town.signed_in(Part::Worker).await;
    owner.sign_out().await;
    let mark = owner.cookie("throughcare-device").expect("a mark").to_owned();
    let since = mark.split('.').nth(1).expect("the second of the sign-in").to_owned();
    let mut later = owner.clone();
    later.set_cookie("throughcare-device", &mark.replace(&since, &format!("{since}0")));
    town.wall.on(SignedDuration::from_hours(24 * 89));
    fail_next_door(&town, Part::Worker).await;
    assert_eq!(
        sign_in(&mut later, Part::Worker).await,
        StatusCode::TOO_MANY_REQUESTS,
        "forged to last longer"
    );
    assert_eq!(sign_in(&mut owner.clone(), Part::Worker).await, StatusCode::SEE_OTHER);
    town.wall.on(SignedDuration::from_hours(24));
    fail_next_door(&town, Part::Worker).await;
    assert_eq!(sign_in(&mut owner, Part::Worker).await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_stolen_mark_gives_a_few_guesses_and_does_not_hold_back_its_owner_elsewhere() {
    let town = Town::new().await;
    let owner = town.signed_in(Part::Worker).await;
    let mut thief = town.seat().at(66);
    thief.set_cookie("throughcare-device", owner.cookie("throughcare-device").expect("a mark"));
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let typed = [("email", Part::Worker.email()), ("password", "a guess of many")];
        statuses.push(thief.fill("/sign-in", &typed).await.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
    town.signed_in(Part::Worker).await;
}

#[tokio::test]
async fn wrong_codes_next_door_do_not_delay_whoever_has_signed_in_with_this_browser_before() {
    let town = Town::new().await;
    let mut owner = town.signed_in(Part::Worker).await;
    owner.sign_out().await;
    let mut guesser = town.seat();
    for _ in 0..3 {
        assert_eq!(sign_in(&mut guesser, Part::Worker).await, StatusCode::SEE_OTHER);
        for _ in 0..4 {
            guesser.fill("/sign-in/code", &[("code", "not a code")]).await;
        }
    }
    let seen = guesser.fill("/sign-in/code", &[("code", "not a code")]).await;
    assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
    let mut known = owner.clone();
    assert_eq!(sign_in(&mut known, Part::Worker).await, StatusCode::SEE_OTHER);
    let seen = known.fill("/sign-in/code", &[("code", "not a code")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "read, and wrong");
    town.sign_in_at(&mut owner, Part::Worker).await;
}

#[tokio::test]
async fn whatever_opens_the_account_later_asks_for_the_password_again() {
    let town = Town::new().await;
    let mut thief = town.signed_in(Part::Worker).await;
    for page in ["/my-account/second-factor", "/my-account/recovery-codes"] {
        let seen = thief.fill(page, &[("present", "a guess of many")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(seen.page().text(".govuk-error-summary").contains("Enter your present password"), "{page}");
    }
    let csrf = thief.csrf().await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let body = wanted("a guess of many");
        let seen = thief.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &body).await;
        statuses.push(seen.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 429], "all of a session's guesses count together");
}

#[tokio::test]
async fn the_code_that_confirmed_an_authenticator_does_not_sign_in_once_more() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Worker).await;
    let path = "/my-account/second-factor";
    let mut fields = seat.filled(path, path, &[("present", PASSWORD)]).await;
    let code = town.code_on(&fields);
    fields.retain(|(name, _)| name != "code");
    fields.push(("code".into(), code.clone()));
    assert_eq!(seat.post(path, &fields).await.status, StatusCode::OK);
    let mut seat = town.seat();
    assert_eq!(sign_in(&mut seat, Part::Worker).await, StatusCode::SEE_OTHER);
    let seen = seat.fill("/sign-in/code", &[("code", &code)]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "seen over a shoulder, and of no use");
    town.wall.on(SignedDuration::from_secs(30));
    let next = town.code_on(&fields);
    assert_eq!(seat.fill("/sign-in/code", &[("code", &next)]).await.location(), "/my-work");
}

/// Each guess comes from an address of its own, so that no slowing of guesses helps.
#[tokio::test]
async fn a_flood_of_sign_ins_leaves_places_for_everybody_else() {
    let town = Town::new().await;
    let mut seat = town.seat();
    let typed = [("email", "nobody@probation.example"), ("password", "a guess of many")];
    let fields = seat.filled("/sign-in", "/sign-in", &typed).await;
    let mut flood = tokio::task::JoinSet::new();
    for last in 0..240 {
        let (mut guesser, fields) = (seat.clone().at(last), fields.clone());
        flood.spawn(async move { guesser.post("/sign-in", &fields).await.status.as_u16() });
    }
    let statuses = flood.join_all().await;
    let turned_away = statuses.iter().filter(|status| **status == 429).count();
    assert!(statuses.iter().all(|status| [422, 429].contains(status)), "{statuses:?}");
    assert!(turned_away >= 100, "they do not all wait: {turned_away}");
}

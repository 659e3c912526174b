//! Emergency access: the second factor, an hour, the banner, the review.

use super::{note, shared};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use jiff::SignedDuration;

/// Opens a record in an emergency through the page.
pub(super) async fn opens(
    town: &Town,
    seat: &mut Seat,
    part: Part,
    person: PersonId,
    section: &str,
) -> StatusCode {
    let code = town.code(part);
    let typed = [
        ("reason", "risk_to_life"),
        ("words", "Found unconscious at home"),
        ("sections", section),
        ("code", code.as_str()),
    ];
    seat.fill(&format!("/people/{person}/emergency"), &typed).await.status
}

#[tokio::test]
async fn an_emergency_opens_for_an_hour_says_so_on_every_page_and_ends_by_itself() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Takes no penicillin.").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let notes = format!("/people/{person}/notes");
    assert!(!practitioner.get(&notes).await.body.contains("penicillin"));
    let form = format!("/people/{person}/emergency");
    let typed = [("reason", "medical"), ("words", "Collapsed"), ("sections", "notes"), ("code", "000000")];
    let wrong = practitioner.fill(&form, &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the second factor is asked for again");
    assert!(!practitioner.get(&notes).await.body.contains("penicillin"));
    for lacking in ["reason", "words", "sections"] {
        let code = town.code(Part::Practitioner);
        let typed = [("reason", "medical"), ("words", "Collapsed"), ("sections", "notes"), ("code", &code)];
        let typed: Vec<_> = typed.into_iter().filter(|(name, _)| *name != lacking).collect();
        let seen = practitioner.fill(&form, &typed).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "without {lacking}");
    }
    let status = opens(&town, &mut practitioner, Part::Practitioner, person, "notes").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(practitioner.get(&notes).await.body.contains("penicillin"));
    for page in [&notes, &format!("/people/{person}"), "/my-work"] {
        let text = practitioner.get(page).await.page().main_text();
        assert!(text.contains("Emergency access is open until Tue 24 Nov 2026, 10:00"), "{page}: {text}");
    }
    let again = opens(&town, &mut practitioner, Part::Practitioner, person, "notes").await;
    assert_eq!(again, StatusCode::CONFLICT, "it is open already");

    town.clock.on(SignedDuration::from_mins(59));
    assert!(practitioner.get(&notes).await.body.contains("penicillin"));
    town.clock.on(SignedDuration::from_mins(1));
    assert!(!practitioner.get(&notes).await.body.contains("penicillin"), "sixty minutes, and not one more");
    assert!(!practitioner.get("/my-work").await.body.contains("Emergency access is open"));
}

#[tokio::test]
async fn every_emergency_is_reviewed_by_somebody_else_who_is_not_told_about_whom() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Takes no penicillin.").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    opens(&town, &mut practitioner, Part::Practitioner, person, "notes").await;
    practitioner.get(&format!("/people/{person}/notes")).await;
    let mut lead = town.signed_in(Part::Lead).await;
    let desk = lead.get("/my-work").await.page();
    assert!(desk.main_text().contains("Review emergency access"), "{}", desk.main_text());
    let review = desk.attribute("a[href$='/review']", "href").unwrap();
    let text = lead.get(&review).await.page().main_text();
    assert!(text.contains("Found unconscious at home") && text.contains("Priya Practitioner"), "{text}");
    assert!(text.contains("Notes"), "what was read while it was open: {text}");
    assert!(!text.contains("Crane") && !text.contains(&person.to_string()), "not about whom: {text}");
    assert_eq!(lead.get(&format!("/people/{person}")).await.status, StatusCode::NOT_FOUND);
    town.clock.on(SignedDuration::from_hours(24 * 3));
    let late = lead.get("/my-work").await.page().main_text();
    assert!(late.contains("Review overdue"), "it falls due: {late}");
    let one = review.strip_suffix("/review").unwrap().to_owned();
    let seen = practitioner.fill(&format!("/people/{person}/note"), &[("text", "x")]).await;
    assert!(seen.status.is_redirection());
    let own = practitioner.get(&review).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "nobody reviews their own");
    let nothing = lead.fill(&review, &[("outcome", "justified")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = [("outcome", "not_justified"), ("words", "The duty desk could have been asked")];
    let done = lead.fill(&review, &typed).await;
    assert_eq!(done.location(), one, "{}", done.page().main_text());
    assert!(!lead.get("/my-work").await.body.contains("Review emergency access"));
    let told = practitioner.get(&one).await.page().main_text();
    assert!(told.contains("Not justified") && told.contains("The duty desk could have been asked"), "{told}");
}

#[tokio::test]
async fn whoever_opened_it_may_end_it_and_a_token_opens_nothing() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Takes no penicillin.").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    opens(&town, &mut practitioner, Part::Practitioner, person, "notes").await;
    let page = practitioner.get("/my-work").await.page();
    let one = page.attribute(".tc-lasting a", "href").unwrap();
    let mut colleague = town.signed_in(Part::Colleague).await;
    assert_eq!(colleague.get(&one).await.status, StatusCode::NOT_FOUND, "another’s is as absent");
    let fields = [("csrf".to_owned(), colleague.csrf().await)];
    assert_eq!(colleague.post(&one, &fields).await.status, StatusCode::NOT_FOUND);
    practitioner.press(&one, &one).await;
    let notes = format!("/people/{person}/notes");
    assert!(!practitioner.get(&notes).await.body.contains("penicillin"));
    let mut token = program(&town, Part::Practitioner).await;
    let body = format!(
        r#"{{"reason":"medical","words":"x","sections":["notes"],"code":"{}"}}"#,
        town.code(Part::Practitioner)
    );
    let path = format!("/api/v1/people/{person}/emergency");
    let seen = token.json(http::Method::POST, &path, &[], &body).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "{}", seen.body);
}

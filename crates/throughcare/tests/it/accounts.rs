//! Joiners, movers and leavers.

use crate::town::{Part, Seat, Town};
use http::StatusCode;
use jiff::SignedDuration;

const INVITED: [(&str, &str); 3] =
    [("name", "Jo Joiner"), ("email", "jo@probation.example"), ("roles", "probation_practitioner")];

/// Invites Jo, and gives the path of the link.
async fn invited(seat: &mut Seat) -> String {
    let seen = seat.fill("/accounts/invite", &INVITED).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.page().main_text());
    let link = seen.page().text("main .tc-code");
    link.strip_prefix("http://127.0.0.1:8080").expect("our own address").to_owned()
}

#[tokio::test]
async fn a_joiner_is_invited_sets_up_and_signs_in() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let link = invited(&mut admin).await;
    assert!(!admin.get("/accounts").await.body.contains(&link), "shown once");
    let mut joiner = town.seat();
    let page = joiner.get(&link).await.page();
    assert!(
        page.main_text().contains("Jo Joiner, you are invited to use Throughcare for Northmoor Probation")
    );
    let password = "juniper anvil causeway";
    let mut fields =
        joiner.filled(&link, &link, &[("password", password), ("new", password), ("code", "000000")]).await;
    let secret = fields.iter().find(|(name, _)| name == "base32").unwrap().1.clone();
    let seen = joiner.post(&link, &fields).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        seen.page().text(".govuk-error-summary").contains("type your password in both boxes again"),
        "{}",
        seen.page().main_text()
    );
    assert_eq!(
        seen.page().attribute("input[name=base32]", "value"),
        Some(secret),
        "the authenticator stays right"
    );
    let code = town.code_on(&fields);
    fields.retain(|(name, _)| name != "code");
    fields.push(("code".into(), code));
    let seen = joiner.post(&link, &fields).await;
    assert_eq!(seen.page().texts("main ol li").len(), 10, "{}", seen.page().main_text());
    assert_eq!(joiner.get(&link).await.status, StatusCode::NOT_FOUND, "a link works once");
    town.wall.on(SignedDuration::from_secs(60));
    joiner.fill("/sign-in", &[("email", "jo@probation.example"), ("password", password)]).await;
    let seen = joiner.fill("/sign-in/code", &[("code", &town.code_on(&fields))]).await;
    assert_eq!(seen.location(), "/my-work");
}

#[tokio::test]
async fn an_invitation_expires() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let link = invited(&mut admin).await;
    town.wall.on(SignedDuration::from_hours(24 * 7 + 1));
    let seen = town.seat().get(&link).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
    assert!(seen.page().main_text().contains("Ask your agency’s administrator for a new one"));
}

#[tokio::test]
async fn a_form_with_errors_comes_back_with_everything_typed() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let typed = [("name", "<b>Jo</b> O’Neil & Söhne"), ("email", "not an address")];
    let seen = admin.fill("/accounts/invite", &typed).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = seen.page();
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(typed[0].1));
    assert_eq!(page.attribute("#email", "value").as_deref(), Some(typed[1].1));
    assert_eq!(page.texts(".govuk-error-summary li").len(), 2, "address and roles");
    assert!(page.attribute(".govuk-error-summary a", "href").unwrap().starts_with('#'));
    assert!(page.text("title").starts_with("Error: "));
    assert!(!seen.body.contains("<b>Jo"), "markup in a name stays a name");
}

#[tokio::test]
async fn an_address_that_is_taken_is_said_so() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    invited(&mut admin).await;
    let seen = admin.fill("/accounts/invite", &INVITED).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().text(".govuk-error-summary").contains("already has an account"));
}

#[tokio::test]
async fn a_movers_roles_count_at_once_and_a_leavers_sessions_end() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let mut colleague = town.signed_in(Part::Colleague).await;
    let account = format!("/accounts/{}", Part::Colleague.account());
    assert_eq!(colleague.get("/accounts").await.status, StatusCode::FORBIDDEN);
    let seen = admin.fill(&format!("{account}/roles"), &[("roles", "agency_administrator")]).await;
    assert_eq!(seen.location(), account);
    assert_eq!(colleague.get("/accounts").await.status, StatusCode::OK);
    let seen = admin.fill(&format!("{account}/close"), &[]).await;
    assert_eq!(seen.location(), account);
    assert_eq!(colleague.get("/accounts").await.status, StatusCode::UNAUTHORIZED);
    let page = admin.get(&account).await.page();
    assert!(
        page.main_text().contains("Closed") && page.text(".govuk-notification-banner").contains("is closed")
    );
}

#[tokio::test]
async fn an_administrator_reaches_no_other_agency_and_does_not_lock_the_own_door() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    for page in ["", "/roles", "/close"] {
        let theirs = format!("/accounts/{}{page}", Part::Worker.account());
        assert_eq!(admin.get(&theirs).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert!(!admin.get("/accounts").await.body.contains(Part::Worker.email()));
    let own = format!("/accounts/{}", Part::Administrator.account());
    let seen = admin.fill(&format!("{own}/close"), &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().main_text().contains("Ask another administrator"));
    let seen = admin.fill(&format!("{own}/roles"), &[("roles", "system_administrator")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "nor raise it");
}

#[tokio::test]
async fn nobody_widens_their_own_roles() {
    let town = Town::new().await;
    let mut admin = town.signed_in(Part::Administrator).await;
    let roles = format!("/accounts/{}/roles", Part::Administrator.account());
    let mut fields = admin.filled(&roles, &roles, &[("roles", "agency_administrator")]).await;
    let narrow = fields.clone();
    fields.push(("roles".into(), "probation_practitioner".into()));
    let seen = admin.post(&roles, &fields).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().text(".govuk-error-summary").contains("Ask another administrator"));
    assert_eq!(admin.get("/caseload").await.status, StatusCode::FORBIDDEN, "nothing was given");
    assert_eq!(admin.post(&roles, &narrow).await.status, StatusCode::SEE_OTHER, "what one has, one keeps");
}

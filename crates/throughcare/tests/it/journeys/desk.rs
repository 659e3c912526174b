//! My work: what is new goes off the desk and comes back, and each role finds its own home.

use super::{let_jobs_run, refer};
use crate::town::{Part, Town};

#[tokio::test]
async fn a_notice_that_was_seen_is_gone_and_comes_back_by_the_undo() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = refer(&mut practitioner, person, "Please begin.").await;
    let mut worker = town.signed_in(Part::Worker).await;
    worker.press(&referral, &format!("{referral}/accept")).await;
    let_jobs_run(&town).await;

    let page = practitioner.get("/my-work").await.page();
    let see = page.attribute("#new button", "formaction").expect("a notice");
    let csrf = practitioner.csrf().await;
    let seen = practitioner.post(&see, &[("csrf".into(), csrf)]).await;
    assert_eq!(seen.location(), "/my-work");
    let page = practitioner.get("/my-work").await.page();
    assert!(page.text("#new").contains("Nothing new."), "{}", page.main_text());
    let unsee = page.attribute(".govuk-notification-banner form", "action").expect("an undo");
    let fields = page.form(&unsee).expect("the form of the undo");
    practitioner.post(&unsee, &fields).await;
    let page = practitioner.get("/my-work").await.page();
    assert!(page.text("#new").contains("Your referral was accepted"), "{}", page.main_text());
    // Nobody takes a notice off another's desk.
    let csrf = worker.csrf().await;
    assert_eq!(worker.post(&see, &[("csrf".into(), csrf)]).await.status, http::StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_role_has_a_home_that_says_what_it_is_for() {
    let town = Town::new().await;
    for (part, said, not) in [
        (Part::Practitioner, "Due in the next 14 days", "What you administer"),
        (Part::Worker, "Referrals to answer", "What you administer"),
        (Part::Officer, "Due in the next 14 days", "Referrals to answer"),
        (Part::Analyst, "does not work with single people", "Overdue"),
        (Part::Administrator, "Accounts of your agency", "Overdue"),
        (Part::System, "does not work with single people", "Overdue"),
    ] {
        let text = town.signed_in(part).await.get("/my-work").await.page().main_text();
        assert!(text.contains(said) && !text.contains(not), "{part:?}: {text}");
    }
}

#[tokio::test]
async fn a_caseload_of_more_than_a_page_is_read_page_by_page_and_nobody_is_missed() {
    let town = Town::new().await;
    for number in 0..25 {
        town.person_of(Part::Practitioner, "Person", &format!("Number{number:02}")).await;
    }
    let mut seat = town.signed_in(Part::Practitioner).await;
    let work = seat.get("/my-work").await.page();
    let mut names = work.texts("tbody th");
    assert_eq!(names.len(), 20);
    let next = work.attribute("a[rel=next]", "href").expect("more");
    let page = seat.get(&next).await.page();
    names.extend(page.texts("tbody th"));
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 25);
    assert_eq!(page.attribute("a[rel=next]", "href"), None);
    assert!(page.main_text().contains("25 people on your caseload"));
}

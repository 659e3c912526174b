//! The main journey: a practitioner refers, the provider reads what it may and answers, the referrer sees it.

use super::{let_jobs_run, refer};
use crate::town::{Part, Town};
use http::StatusCode;

const ASKS: &str = "Please begin the treatment that <b>the court</b> ordered.";

#[tokio::test]
async fn a_referral_is_sent_read_declined_with_a_reason_and_seen_by_the_referrer() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let mut worker = town.signed_in(Part::Worker).await;
    assert_eq!(worker.get(&format!("/people/{person}")).await.status, StatusCode::NOT_FOUND, "before");

    let referral = refer(&mut practitioner, person, ASKS).await;
    let sent = practitioner.get(&format!("{referral}/sent")).await.page();
    assert!(sent.main_text().contains("Northmoor Alcohol Service has until"), "{}", sent.main_text());
    let work = practitioner.get("/my-work").await.page();
    assert!(work.text("#waiting").contains("Referral to Northmoor Alcohol Service Sent Ada Crane"));

    let inbox = worker.get("/inbox").await.page().main_text();
    assert!(
        inbox.contains("Ada Crane") && inbox.contains("0 of 10 days") && inbox.contains("See in pairs"),
        "{inbox}"
    );
    let seen = worker.press(&referral, &format!("{referral}/receive")).await;
    assert_eq!(seen.location(), referral);
    let page = worker.get(&referral).await;
    assert!(page.page().main_text().contains("The referral is marked as received."));
    assert!(page.body.contains("&lt;b&gt;the court&lt;/b&gt;") && !page.body.contains("<b>the court"));

    let decline = format!("{referral}/decline");
    let seen = worker.fill(&decline, &[("words", "Refer again in May.")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = seen.page();
    assert_eq!(page.attribute(".govuk-error-summary a", "href").as_deref(), Some("#reason"));
    assert_eq!(page.text("#words"), "Refer again in May.", "what was typed stays");
    let seen = worker.fill(&decline, &[("reason", "no_capacity"), ("words", "Refer again in May.")]).await;
    assert_eq!(seen.location(), "/inbox");
    let inbox = worker.get("/inbox").await.page().main_text();
    assert!(inbox.contains("No referral waits for an answer."), "{inbox}");

    let_jobs_run(&town).await;
    let work = practitioner.get("/my-work").await.page();
    assert!(work.text("#new").contains("Your referral was declined Ada Crane"), "{}", work.main_text());
    assert!(work.text("#waiting").contains("Nothing waits for others."));
    let page = practitioner.get(&referral).await.page().main_text();
    assert!(page.contains("Wanda Worker, Northmoor Alcohol Service We have no capacity within the time limit: Refer again in May."), "{page}");
    let timeline = practitioner.get(&format!("/people/{person}/timeline")).await.page().main_text();
    let declined = timeline.find("Referral declined by Wanda Worker").expect("the decline");
    let sent =
        timeline.find("Referred to Structured alcohol treatment by Priya Practitioner").expect("the sending");
    assert!(declined < sent, "newest first: {timeline}");
}

#[tokio::test]
async fn who_accepts_is_on_the_team_and_sees_it_through_to_the_end() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = refer(&mut practitioner, person, ASKS).await;
    let mut worker = town.signed_in(Part::Worker).await;
    for (step, state) in [("accept", "Accepted"), ("warning", "Accepted"), ("begin", "Begun")] {
        let seen = worker.press(&referral, &format!("{referral}/{step}")).await;
        assert_eq!(seen.location(), referral, "{step}: {}", seen.page().main_text());
        let page = worker.get(&referral).await.page();
        assert!(page.text("h1").ends_with(state), "{step}: {}", page.text("h1"));
    }
    let conclude = format!("{referral}/conclude");
    let seen = worker.fill(&conclude, &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    assert_eq!(worker.fill(&conclude, &[("reason", "completed")]).await.location(), referral);
    let page = worker.get(&referral).await.page();
    assert!(page.text("h1").ends_with("Concluded"), "{}", page.text("h1"));
    assert_eq!(page.texts(".tc-steps a, .tc-steps button").len(), 0, "nothing more to do");
    let caseload = worker.get("/caseload").await.page().main_text();
    assert!(caseload.contains("1 person on your caseload") && caseload.contains("Ada Crane"), "{caseload}");
    let_jobs_run(&town).await;
    let new = practitioner.get("/my-work").await.page().text("#new");
    assert!(new.contains("The service you referred to has ended"), "{new}");
}

#[tokio::test]
async fn the_referrer_withdraws_with_a_reason_and_the_provider_no_longer_sees_it() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = refer(&mut practitioner, person, ASKS).await;
    let seen = practitioner.fill(&format!("{referral}/withdraw"), &[("reason", "MOV")]).await;
    assert_eq!(seen.location(), referral);
    let page = practitioner.get(&referral).await.page().main_text();
    assert!(
        page.contains("The referral is withdrawn.") && page.contains("The person moved out of the area"),
        "{page}"
    );
    let mut worker = town.signed_in(Part::Worker).await;
    assert_eq!(worker.get(&referral).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_referral() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = |step: &str| format!("/people/{person}/refer{step}");
    let service = crate::town::ALCOHOL_SERVICE.to_string();
    seat.fill(&at(""), &[("service", &service)]).await;
    seat.fill(&at("/details"), &[("asks", ASKS), ("risk_known", "none"), ("needs_known", "none")]).await;
    let fields = seat.filled(&at("/check"), &at("/check"), &[]).await;
    let (mut first, mut second) = (seat.clone(), seat.clone());
    let check = at("/check");
    let (one, two) = tokio::join!(first.post(&check, &fields), second.post(&check, &fields));
    let three = seat.post(&check, &fields).await;
    assert!(one.location().ends_with("/sent"), "{}: {}", one.status, one.page().main_text());
    assert_eq!((two.location(), three.location()), (one.location(), one.location()));
    let rows = seat.get(&format!("/people/{person}/referrals")).await.page().texts("tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    // The form is ready for another referral, and empty.
    let fresh = seat.get(&at("")).await.page();
    assert_eq!(fresh.attribute("input[name=service][checked]", "value"), None);
}

#[tokio::test]
async fn a_step_on_a_referral_that_moved_on_shows_it_as_it_is_now() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = refer(&mut practitioner, person, ASKS).await;
    let mut worker = town.signed_in(Part::Worker).await;
    let accept = format!("{referral}/accept");
    let fields = worker.filled(&referral, &accept, &[]).await;
    let decline = format!("{referral}/decline");
    let declining = worker.filled(&decline, &decline, &[("reason", "no_capacity"), ("words", "Kept?")]).await;
    worker.press(&referral, &format!("{referral}/receive")).await;

    let seen = worker.post(&accept, &fields).await;
    assert_eq!(seen.status, StatusCode::PRECONDITION_FAILED);
    let page = seen.page();
    assert!(page.main_text().contains("Somebody changed this referral after you opened it"));
    assert!(page.text("h1").ends_with("Received"));
    let seen = worker.post(&decline, &declining).await;
    assert_eq!(seen.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(seen.page().text("#words"), "Kept?", "what was typed stays");

    assert_eq!(worker.press(&referral, &accept).await.location(), referral);
    let seen = worker.post(&decline, &declining).await;
    assert!(
        [StatusCode::CONFLICT, StatusCode::PRECONDITION_FAILED].contains(&seen.status),
        "{}",
        seen.status
    );
    let text = seen.page().main_text();
    assert!(text.contains("Accepted") && text.contains("What you typed Kept?"), "{text}");
}

#[tokio::test]
async fn check_your_answers_leads_back_to_what_is_missing_and_forgets_nothing() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = |step: &str| format!("/people/{person}/refer{step}");
    assert_eq!(seat.get(&at("/check")).await.location(), at(""));
    assert_eq!(seat.get(&at("/details")).await.location(), at(""));
    let seen = seat.fill(&at(""), &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attribute(".govuk-error-summary a", "href").as_deref(), Some("#service"));
    let service = crate::town::ALCOHOL_SERVICE.to_string();
    seat.fill(&at(""), &[("service", &service)]).await;
    assert_eq!(seat.get(&at("/check")).await.location(), at("/details"));
    seat.fill(&at("/details"), &[("asks", ASKS), ("risk", "None known"), ("needs_known", "none")]).await;
    let check = seat.get(&at("/check")).await.page().main_text();
    for said in [
        "Ada Crane",
        "Structured alcohol treatment",
        "10 working days",
        ASKS,
        "None known",
        "This leaves your agency.",
    ] {
        assert!(check.contains(said), "{said} in {check}");
    }
    let back = seat.get(&at("/details")).await.page();
    assert_eq!(back.text("#asks"), ASKS);
    let mut colleague = town.signed_in(Part::Colleague).await;
    assert_eq!(colleague.get(&at("/check")).await.location(), at(""), "answers belong to one account");
}

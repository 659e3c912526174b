//! My work: what is new goes off the desk and comes back, and each role finds its own home.

use super::{let_jobs_run, refer};
use crate::{
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

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

async fn made(seat: &mut Seat, path: &str, body: &Value) -> String {
    let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.header("location").to_owned()
}

/// Follows the pages of a list of the API, so many rows at a time; gives their ids.
async fn paged(seat: &mut Seat, path: &str, limit: usize, id: impl Fn(&Value) -> Value) -> Vec<String> {
    let (mut ids, mut next) = (Vec::new(), Some(format!("{path}?limit={limit}")));
    while let Some(address) = next {
        let page = seat.get(&address).await.json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        ids.extend(items.iter().map(|item| id(item).as_str().unwrap().to_owned()));
        next = page["next"].as_str().map(str::to_owned);
    }
    ids
}

#[tokio::test]
async fn what_waits_for_others_and_what_is_new_are_read_to_their_ends() {
    let town = Town::new().await;
    let (mut seat, mut worker) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let mut referrals = Vec::new();
    for number in 0..46 {
        let person = town.person_of(Part::Practitioner, "Person", &format!("Number{number:02}")).await;
        let body = json!({ "person": person.to_string(), "service": ALCOHOL_SERVICE.to_string(),
            "asks": "Please assess.", "risk_none_known": true, "delivery_needs_none_known": true });
        referrals.push(made(&mut seat, "/api/v1/referrals", &body).await);
    }
    for referral in referrals.iter().take(23) {
        let seen =
            worker.json(Method::POST, &format!("{referral}/accept"), &[("if-match", "\"1\"")], "{}").await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    }
    let_jobs_run(&town).await;

    let mut pages = town.signed_in(Part::Practitioner).await;
    let work = pages.get("/my-work").await.page();
    for (id, all) in [("#waiting", "/my-work/waiting"), ("#new", "/my-work/new")] {
        let text = work.text(id);
        assert!(text.contains("20 of 23 are shown: see all"), "{text}");
        let shown = pages.get(all).await.page();
        assert!(shown.main_text().contains("23 "), "{}", shown.main_text());
        assert_eq!(shown.attribute("a[rel=next]", "href"), None, "fifty on a page");
    }
    for limit in [1, 7, 23] {
        let mut waiting =
            paged(&mut seat, "/api/v1/my-work/waiting", limit, |one| one["referral"]["id"].clone()).await;
        let of_id = |path: &String| path.rsplit('/').next().unwrap().to_owned();
        assert_eq!(waiting.len(), 23, "each once");
        waiting.sort();
        let mut expected: Vec<String> = referrals.iter().skip(23).map(of_id).collect();
        expected.sort();
        assert_eq!(waiting, expected);
        let mut new = paged(&mut seat, "/api/v1/my-work/new", limit, |one| one["id"].clone()).await;
        new.sort();
        new.dedup();
        assert_eq!(new.len(), 23, "each once");
    }
    let mut analyst = town.signed_in(Part::Analyst).await;
    assert_eq!(analyst.get("/my-work/waiting").await.status, StatusCode::FORBIDDEN);
}

/// An order of the practitioner's own.
async fn order_of(seat: &mut Seat, person: PersonId) -> String {
    let body = json!({ "kind": "community", "made": "2026-11-20", "ends": "2027-11-20",
        "allocate_to": Part::Practitioner.account().to_string(),
        "requirements": [{ "code": "RAR", "amount": 20 }] });
    made(seat, &format!("/api/v1/people/{person}/orders"), &body).await
}

/// The line of My work that says this: where it leads.
async fn leads_to(seat: &mut Seat, says: &str) -> Option<String> {
    let page = seat.get("/my-work").await.page();
    let lines = "#due .tc-duty a, #overdue .tc-duty a";
    let (rows, hrefs) = (page.texts(lines), page.attributes(lines, "href"));
    rows.iter().zip(hrefs).find(|(text, _)| text.contains(says)).map(|(_, href)| href)
}

#[tokio::test]
async fn what_is_done_from_my_work_leads_back_there_and_says_so() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut api = program(&town, Part::Practitioner).await;
    let order = order_of(&mut api, person).await;
    let mut seat = town.signed_in(Part::Practitioner).await;

    // One form away.
    let form = leads_to(&mut seat, "Give out copies of the order").await.expect("a line");
    assert!(form.contains("back=my-work"), "{form}");
    let action = form.split('?').next().unwrap().to_owned();
    let refused = seat.fill_at(&form, &action, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = refused.page().form(&action).expect("the form again");
    assert!(fields.contains(&("back".into(), "my-work".into())), "it still knows: {fields:?}");
    let done = seat.fill_at(&form, &action, &[("recipient", "person")]).await;
    assert_eq!(done.location(), "/my-work", "{}", done.page().main_text());
    let work = seat.get("/my-work").await.page();
    assert!(
        work.text(".govuk-notification-banner").contains("The step is recorded."),
        "{}",
        work.main_text()
    );
    assert_eq!(seat.get("/my-work").await.page().texts(".govuk-notification-banner").len(), 0, "once");

    // A page away.
    let failed = json!({ "day": "2026-11-24", "what": "Did not attend" });
    made(&mut api, &format!("{order}/failures"), &failed).await;
    let failure = leads_to(&mut seat, "Decide: is the reason").await.expect("a line");
    let page = seat.get(&failure).await.page();
    let step =
        page.attributes("main a.govuk-button", "href").into_iter().find(|href| href.contains("accept"));
    let step = step.expect("a step");
    let done = seat.fill_at(&step, step.split('?').next().unwrap(), &[("words", "A letter came.")]).await;
    assert_eq!(done.location(), "/my-work", "{}", done.page().main_text());
    assert_eq!(leads_to(&mut seat, "Decide: is the reason").await, None, "the line is gone");

    // Opened from elsewhere, the same form goes on as ever.
    let plan = format!("{}/step?step=plan", order.strip_prefix("/api/v1").unwrap());
    let done = seat.fill_at(&plan, plan.split('?').next().unwrap(), &[]).await;
    assert_eq!(done.location(), format!("/people/{person}/order"));
}

#[tokio::test]
async fn the_way_back_is_a_parameter_of_pages_alone_and_leads_nowhere_else() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    assert_eq!(seat.get("/caseload?back=my-work").await.status, StatusCode::OK);
    for elsewhere in ["/caseload?back=inbox", "/caseload?back=https://evil.example", "/caseload?back="] {
        assert_eq!(seat.get(elsewhere).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{elsewhere}");
    }
    let mut api = program(&town, Part::Practitioner).await;
    assert_eq!(api.get("/api/v1/me?back=my-work").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_audit_at_the_end_of_an_order_is_one_that_was_given_and_no_score_is_typed() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut api = program(&town, Part::Practitioner).await;
    let order = order_of(&mut api, person).await;
    let audit = json!({ "day": "2026-11-24", "mode": "interview", "language": "English", "pregnancy": "no",
        "answers": [2, 2, 2, 2, 1, 0, 0, 0, 0, 0] });
    let given = made(&mut api, &format!("/api/v1/people/{person}/audits"), &audit).await;
    let given = given.rsplit('/').next().unwrap();
    let mut seat = town.signed_in(Part::Practitioner).await;
    let form = format!("{}/outcome", order.strip_prefix("/api/v1").unwrap());
    let page = seat.get(&form).await.page();
    let text = page.main_text();
    assert!(text.contains("9 of 40, Northmoor Probation") && text.contains("Give AUDIT now"), "{text}");
    assert!(!text.contains("Score (AUDIT only)"), "{text}");
    let begins = page.attribute("main a[href$='/audit']", "href").expect("the form of AUDIT");
    assert_eq!(seat.get(&begins).await.status, StatusCode::OK);
    let other = uuid::Uuid::from_u128(7).to_string();
    let refused = seat.fill(&form, &[("kind", "audit"), ("audit", &other)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "only one of the list");
    let done = seat.fill(&form, &[("kind", "audit"), ("audit", given)]).await;
    assert_eq!(done.location(), format!("/people/{person}/order"), "{}", done.page().main_text());
    let kept = api.get(&order).await.json()["outcomes"][0].clone();
    assert_eq!(
        (&kept["kind"]["code"], &kept["score"], &kept["day"]),
        (&"audit".into(), &9.into(), &"2026-11-24".into())
    );
}

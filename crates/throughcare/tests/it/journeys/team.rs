//! What lies on whose desk: true counts, filters that stay, pages that join to the whole, and the team's work for its manager.

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    stamp::Stamp,
};
use http::StatusCode;
use jiff::ToSpan;
use uuid::Uuid;

/// Something due to `part` (or to the agency's team), so many days from today.
pub async fn due(town: &Town, person: PersonId, part: Part, named: bool, kind: DutyKind, days: i64) -> Duty {
    let owner = Owner { agency: part.agency().id(), account: named.then(|| part.account()) };
    let due = town.app.today().saturating_add(days.days());
    let (id, subject) = (town.app.id(), town.app.id::<Uuid>());
    let duty = Duty { id, person, kind, owner, due, subject, why: None };
    let stamp = Stamp { at: town.app.now(), by: part.account(), agency: part.agency().id() };
    let mut tx = town.app.store.write().await.unwrap();
    tx.open_duties(std::slice::from_ref(&duty), &stamp).await.unwrap();
    tx.commit().await.unwrap();
    duty
}

/// Puts somebody on a person's team.
pub async fn join(town: &Town, person: PersonId, part: Part) {
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: part.agency().id(),
        account: Some(part.account()),
        role: InvolvementRole::Support,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    let mut tx = town.app.store.write().await.unwrap();
    tx.add_involvement(&involvement).await.unwrap();
    tx.commit().await.unwrap();
}

/// Limits access to a record to one account.
pub async fn limit(town: &Town, person: PersonId, named: Part) {
    let from = town.app.today();
    let limited = app::fill::LimitedAccess { person, named: vec![named.account()], from };
    let batch = app::fill::Batch { limited: vec![limited], ..app::fill::Batch::default() };
    town.app.store.fill(batch).await.unwrap();
}

async fn desk(seat: &mut Seat) -> String {
    seat.get("/my-work").await.page().main_text()
}

#[tokio::test]
async fn each_role_has_what_is_theirs_and_nothing_of_others() {
    let town = Town::new().await;
    let parts = [Part::Practitioner, Part::Worker, Part::Officer, Part::Liaison, Part::Manager];
    for (number, part) in parts.into_iter().enumerate() {
        let person = town.person_of(part, "Person", &format!("Of{:02}", part as u8)).await;
        for other in parts {
            if other != part {
                join(&town, person, other).await;
            }
        }
        due(&town, person, part, true, DutyKind::PlanReview, -1 - i64::try_from(number).unwrap()).await;
        due(&town, person, part, true, DutyKind::Appointment, 2).await;
    }
    for part in parts {
        let mut seat = town.signed_in(part).await;
        let page = seat.get("/my-work").await.page();
        let (late, soon) = (page.text("#overdue"), page.text("#due"));
        assert!(late.contains("(1)") && soon.contains("(1)"), "{part:?}: {late} {soon}");
        for other in parts {
            let whom = format!("Of{:02}", other as u8);
            let there = (late.contains(&whom), soon.contains(&whom));
            assert_eq!(there, (part == other, part == other), "{part:?} about {other:?}");
        }
    }
}

#[tokio::test]
async fn counts_are_of_everything_and_the_pages_join_to_the_whole() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    for number in 0..57 {
        due(&town, person, Part::Practitioner, true, DutyKind::PlanReview, -1 - number % 9).await;
    }
    due(&town, person, Part::Practitioner, true, DutyKind::OutcomeAtEnd, 90).await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let page = seat.get("/my-work").await.page();
    let late = page.text("#overdue");
    assert!(late.contains("(57)") && late.contains("20 of 57 are shown"), "{late}");
    assert_eq!(page.texts("#overdue .tc-duty").len(), 20);
    let mut next = page.attribute("#overdue .tc-card__more a", "href");
    let mut lines = Vec::new();
    while let Some(path) = next {
        let page = seat.get(&path).await.page();
        assert!(page.main_text().contains("57 things to do"), "{}", page.main_text());
        lines.extend(page.texts(".tc-duty"));
        next = page.attribute("a[rel=next]", "href");
    }
    assert_eq!(lines.len(), 57);
    // What is due later than the desk looks is in the list of all.
    let all = seat.get("/my-work/due").await.page().main_text();
    assert!(all.contains("58 things to do"), "{all}");

    let mut program = program(&town, Part::Practitioner).await;
    let work = program.get("/api/v1/my-work").await.json();
    assert_eq!((&work["overdue_in_all"], work["overdue"].as_array().unwrap().len()), (&57.into(), 20));
    let (mut next, mut ids) = (Some("/api/v1/my-work/due?when=overdue&limit=25".to_owned()), Vec::new());
    while let Some(path) = next {
        let page = program.get(&path).await.json();
        ids.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].to_string()));
        next = page["next"].as_str().map(str::to_owned);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 57);
}

#[tokio::test]
async fn filters_are_kept_in_the_address_and_remembered_until_they_are_changed() {
    let town = Town::new().await;
    let ada = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let bo = town.person_of(Part::Practitioner, "Bo", "Heron").await;
    for (person, kind) in
        [(ada, DutyKind::PlanReview), (ada, DutyKind::GiveWarning), (bo, DutyKind::PlanReview)]
    {
        due(&town, person, Part::Practitioner, true, kind, 3).await;
    }
    let mut seat = town.signed_in(Part::Practitioner).await;
    let page = seat.get(&format!("/my-work?person={ada}&kind=plan_review&group=person")).await.page();
    let soon = page.text("#due");
    assert!(soon.contains("(1)") && soon.contains("Ada Crane") && !soon.contains("Bo Heron"), "{soon}");
    assert_eq!(page.texts("#due h3"), ["Ada Crane"]);
    assert_eq!(page.attribute("select[name=kind] option[selected]", "value").as_deref(), Some("plan_review"));
    // Another seat of the same account, without anything in the address.
    let mut elsewhere = town.signed_in(Part::Practitioner).await;
    let soon = elsewhere.get("/my-work").await.page().text("#due");
    assert!(soon.contains("(1)") && !soon.contains("Bo Heron"), "{soon}");
    let clear = page.attribute(".tc-form__clear a", "href").expect("a way to clear");
    let soon = seat.get(&clear).await.page().text("#due");
    assert!(soon.contains("(3)") && soon.contains("Bo Heron"), "{soon}");
    assert!(elsewhere.get("/my-work").await.page().text("#due").contains("(3)"));
    // A program looks at everything, whatever somebody has chosen on a page.
    seat.get(&format!("/my-work?person={bo}")).await;
    let mut program = program(&town, Part::Practitioner).await;
    assert_eq!(program.get("/api/v1/my-work").await.json()["due_in_all"], 3);
    let page = program.get(&format!("/api/v1/my-work/due?person={bo}")).await.json();
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(seat.get("/my-work?kind=nonsense").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_manager_sees_who_has_what_and_what_nobody_has() {
    let town = Town::new().await;
    let ada = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let bo = town.person_of(Part::Colleague, "Bo", "Heron").await;
    due(&town, ada, Part::Practitioner, true, DutyKind::DecideAbsence, -2).await;
    due(&town, ada, Part::Practitioner, true, DutyKind::ThreeWayMiddle, -1).await;
    due(&town, bo, Part::Colleague, true, DutyKind::PlanReview, 5).await;
    let allocate = due(&town, bo, Part::Colleague, false, DutyKind::Allocate, 1).await;
    join(&town, ada, Part::Worker).await;
    due(&town, ada, Part::Worker, true, DutyKind::ReferralAnswer, -9).await;

    let mut seat = town.signed_in(Part::Manager).await;
    let page = seat.get("/team").await.page();
    let text = page.main_text();
    for said in ["Failures to decide or act on 1", "Meetings overdue 1", "4 things to do", "Nobody yet"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("Answer a referral"), "another agency's: {text}");
    let row = |name: &str| {
        page.texts("#members tbody tr").into_iter().find(|row| row.contains(name)).expect("a row")
    };
    let numbers = |row: &str| row.split_whitespace().filter_map(|one| one.parse().ok()).collect::<Vec<u64>>();
    assert_eq!(numbers(&row("Priya Practitioner")), [2, 0, 1]);
    assert_eq!(numbers(&row("Colin Colleague")), [0, 1, 1]);
    // Allocation is one click away.
    let nobody = seat.get("/team?member=nobody").await.page();
    assert_eq!(nobody.texts("#duties ~ table tbody tr").len(), 1);
    let href = nobody.attribute("#duties ~ table tbody td:nth-child(2) a", "href");
    assert_eq!(href, Some(format!("/orders/{}/step?step=allocate", allocate.subject)));
    let one =
        seat.get(&format!("/team?member={}&kind=decide_absence", Part::Practitioner.account())).await.page();
    assert!(one.main_text().contains("1 thing to do"), "{}", one.main_text());

    let mut program = program(&town, Part::Manager).await;
    let team = program.get("/api/v1/team").await.json();
    assert_eq!(
        (&team["failures"], &team["meetings"], &team["unnamed"]["due"]),
        (&1.into(), &1.into(), &1.into())
    );
    let first = program.get("/api/v1/team/duties?limit=3").await.json();
    let rest = program.get(first["next"].as_str().unwrap()).await.json();
    let count = |page: &serde_json::Value| page["items"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&rest)), (3, 1));

    let mut practitioner = town.signed_in(Part::Practitioner).await;
    assert_eq!(practitioner.get("/team").await.status, StatusCode::FORBIDDEN);
    let mut other = town.signed_in(Part::TreatmentManager).await;
    let text = other.get("/team").await.page().main_text();
    assert!(text.contains("1 thing to do") && !text.contains("Plan"), "{text}");
}

#[tokio::test]
async fn whose_access_is_limited_is_in_nobody_else_s_list_or_count() {
    let town = Town::new().await;
    let ada = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    due(&town, ada, Part::Practitioner, true, DutyKind::PlanReview, -1).await;
    due(&town, ada, Part::Colleague, true, DutyKind::PlanReview, -1).await;
    limit(&town, ada, Part::Practitioner).await;
    assert!(desk(&mut town.signed_in(Part::Practitioner).await).await.contains("Overdue 1"));
    let mut colleague = town.signed_in(Part::Colleague).await;
    let text = desk(&mut colleague).await;
    assert!(text.contains("Overdue 0") && !text.contains("Crane"), "{text}");
    let all = colleague.get("/my-work/due").await.page().main_text();
    assert!(all.contains("0 things to do") && !all.contains("Crane"), "{all}");
    let team = town.signed_in(Part::Manager).await.get("/team").await.page().main_text();
    // Priya works with somebody of whom the manager may not know, and so is shown with nobody.
    assert!(team.contains("0 things to do") && !team.contains("Priya"), "{team}");
}

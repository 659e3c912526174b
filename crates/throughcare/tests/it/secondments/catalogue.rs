//! The row of the practice catalogue: each of some projects has a secondee, and sees nothing of their other cases.

use super::{
    Project, acts_for, answered, email_of, hired, knows, met, project, proposal, seated, seconded, send,
};
use crate::town::{AgencyOf, Part, Seat, Town};
use app::orders::{MakeOrder, NewRequirement, OrderStep};
use domain::{
    agency::{Agency, AgencyKind},
    duty::{Duty, DutyKind, Owner},
    ids::{AccountId, PartnershipId, PersonId},
    lead::Nation,
    order::OrderKind,
    requirement::LawDates,
    role::{Role, Roles},
    stamp::Stamp,
};
use gate::Viewer;
use http::StatusCode;
use jiff::{SignedDuration, ToSpan};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn s3_12_seven_projects_each_with_a_secondee_and_nobody_sees_the_others_cases() {
    projects_with_secondees(7, 7).await;
}

#[tokio::test]
async fn s3_12_again_with_three_projects_that_share_one_secondee() {
    projects_with_secondees(3, 1).await;
}

/// A case that a secondee has at one agency.
struct Case {
    person: PersonId,
    family: String,
}

async fn owes(town: &Town, person: PersonId, agency: domain::ids::AgencyId, account: AccountId) {
    let owner = Owner { agency, account: Some(account) };
    let stamp = Stamp { at: town.app.now(), by: account, agency };
    let due = town.app.today() + 3.days();
    let duty = Duty {
        id: town.app.id(),
        person,
        kind: DutyKind::PlanReview,
        owner,
        due,
        subject: person.0,
        why: None,
    };
    let mut tx = town.app.store.write().await.unwrap();
    tx.open_duties(&[duty], &stamp).await.unwrap();
    tx.commit().await.unwrap();
}

async fn projects_with_secondees(projects: usize, secondees: usize) {
    let town = Town::new().await;
    let mut home_manager = seated(&town, Part::Manager.account()).await;
    let mut people = Vec::new();
    for number in 0..secondees {
        let name = format!("Seconded {number}");
        let account = hired(&town, AgencyOf::Probation.id(), &name, Role::ProbationPractitioner).await;
        let mut seat = seated(&town, account).await;
        let family = format!("Homecase{number}");
        let case = Case { person: met(&mut seat, "Ada", &family).await, family };
        owes(&town, case.person, AgencyOf::Probation.id(), account).await;
        people.push((name, account, case));
    }
    let mut placed: Vec<(Project, String, usize, Case)> = Vec::new();
    for number in 0..projects {
        let project = project(&town, number).await;
        let (name, account, _) = &people[number % secondees];
        let mut host_manager = seated(&town, project.manager).await;
        let body = proposal(&email_of(name), project.agency, "2027-03-31");
        let id = seconded(&mut home_manager, &mut host_manager, &body).await;
        let mut seat = seated(&town, *account).await;
        assert_eq!(acts_for(&mut seat, &id).await.location(), "/my-work");
        let page = seat.get("/my-work").await.page();
        assert_eq!(
            page.text(".tc-acting"),
            format!("You act for {} Change the agency you act for", project.name)
        );
        let family = format!("Hostcase{number}");
        let case = Case { person: met(&mut seat, "Ada", &family).await, family };
        owes(&town, case.person, project.agency, *account).await;
        placed.push((project, id, number % secondees, case));
    }
    for (project, id, who, case) in &placed {
        let (_, account, home_case) = &people[*who];
        let mut seat = seated(&town, *account).await;
        assert!(knows(&mut seat, home_case.person, &home_case.family).await);
        assert!(!knows(&mut seat, case.person, &case.family).await, "acting for home");
        acts_for(&mut seat, id).await;
        assert!(knows(&mut seat, case.person, &case.family).await);
        assert!(!knows(&mut seat, home_case.person, &home_case.family).await, "acting for the host");
        for (other, _, _, elsewhere) in placed.iter().filter(|one| one.0.agency != project.agency) {
            assert!(!knows(&mut seat, elsewhere.person, &elsewhere.family).await, "{}", other.name);
        }
        for staff in [project.worker, project.manager] {
            let mut seat = seated(&town, staff).await;
            assert!(knows(&mut seat, case.person, &case.family).await);
            assert!(!knows(&mut seat, home_case.person, &home_case.family).await, "staff of the host");
        }
        assert!(!knows(&mut home_manager, case.person, &case.family).await, "the home’s manager");
        // The host's team page has the secondee with the host's work alone, asked for by name as well.
        let mut manager = seated(&town, project.manager).await;
        let listed = manager.get(&format!("/team?member={account}")).await.body;
        assert!(listed.contains(&case.family) && !listed.contains(&home_case.family), "{listed}");
        let theirs = home_manager.get(&format!("/team?member={account}")).await.body;
        assert!(theirs.contains(&home_case.family) && !theirs.contains(&case.family));
        // The ledger says for which agency it was.
        let mut tx = town.app.store.read().await.unwrap();
        let looks = tx.looks(case.person, None, 100).await.unwrap();
        let shown = |look: &&app::ledger::Look| !look.shown.is_empty() && look.by.starts_with("Seconded");
        let shown: Vec<&str> = looks.iter().filter(shown).map(|look| look.agency.as_str()).collect();
        assert!(!shown.is_empty() && shown.iter().all(|agency| *agency == project.name), "{shown:?}");
    }
    ends(&town, &mut home_manager, &people[0].1, &placed[0]).await;
}

/// The first secondment is ended early, another one on its day: the host closes, its team has the work.
async fn ends(
    town: &Town,
    home_manager: &mut Seat,
    account: &AccountId,
    (project, id, _, case): &(Project, String, usize, Case),
) {
    let mut seat = seated(town, *account).await;
    acts_for(&mut seat, id).await;
    let token = send(&mut seat, "/api/v1/secondments", None, &json!({})).await;
    assert_eq!(token.status, StatusCode::FORBIDDEN, "a specialist arranges none");
    let without = answered(home_manager, id, 1, &json!({ "step": "end" })).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let ended = answered(home_manager, id, 1, &json!({ "step": "end", "reason": "Needed at court" })).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.body);
    let seen = seat.get("/my-work").await;
    assert_eq!(
        seen.page().text("[aria-label=Secondment] strong"),
        format!("Your secondment to {} is over. You act for Northmoor Probation.", project.name)
    );
    assert!(!knows(&mut seat, case.person, &case.family).await);
    let mut manager = seated(town, project.manager).await;
    let team = manager.get("/api/v1/team/duties?member=nobody").await.json();
    assert_eq!(team["items"][0]["person"]["id"], case.person.to_string(), "{team}");
    assert!(knows(&mut manager, case.person, &case.family).await, "the host goes on with the person");
    let timeline = manager.get(&format!("/api/v1/people/{}/timeline", case.person)).await.body;
    assert!(timeline.contains("involvement.ended") && timeline.contains("involvement.began"));
    assert_eq!(app::secondments::pass_on_due(&town.app).await.unwrap(), 0, "it was passed on with the end");
    // The others end on their day, with the sweep.
    let others = usize::try_from(secondments_in_force(&mut manager, town).await).unwrap();
    town.clock.on(SignedDuration::from_hours(24 * 200));
    let over = app::secondments::pass_on_due(&town.app).await.unwrap();
    assert_eq!(usize::try_from(over).unwrap(), others);
    assert_eq!(app::secondments::pass_on_due(&town.app).await.unwrap(), 0, "once");
}

/// Secondments from probation that are in force.
async fn secondments_in_force(_: &mut Seat, town: &Town) -> u64 {
    let mut home = seated(town, Part::Manager.account()).await;
    let listed = home.get("/api/v1/secondments").await.json();
    let items = listed["items"].as_array().unwrap();
    u64::try_from(items.iter().filter(|one| one["in_force"] == true).count()).unwrap()
}

/// An order that the host had allocated to a secondee waits for its next practitioner once the secondment is over.
#[tokio::test]
async fn an_order_allocated_to_a_secondee_waits_to_be_allocated_again_when_the_secondment_is_over() {
    let town = Town::new().await;
    let kind = AgencyKind::Probation;
    let agency = Agency {
        id: town.app.id(),
        partnership: PartnershipId(Uuid::from_u128(0xa)),
        name: "Southmoor Probation".to_owned(),
        kind,
    };
    let mut tx = town.app.store.write().await.unwrap();
    tx.insert_agency(&agency, town.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let chief = hired(&town, agency.id, "South Chief", Role::TeamManager).await;
    let stays = hired(&town, agency.id, "South Officer", Role::ProbationPractitioner).await;
    let account = hired(&town, AgencyOf::Probation.id(), "Seconded One", Role::ProbationPractitioner).await;
    let (mut home, mut manager) = (seated(&town, Part::Manager.account()).await, seated(&town, chief).await);
    let mut body = proposal(&email_of("Seconded One"), agency.id, "2026-12-31");
    body["roles"] = json!(["probation_practitioner"]);
    let id = seconded(&mut home, &mut manager, &body).await;
    let mut seat = seated(&town, account).await;
    acts_for(&mut seat, &id).await;
    let person = met(&mut seat, "Ada", "Hostcase").await;
    let viewer =
        |account, role| Viewer { account, agency: agency.id, agency_kind: kind, roles: Roles::of(&[role]) };
    let (today, secondee) = (town.app.today(), viewer(account, Role::ProbationPractitioner));
    let activity = NewRequirement { code: "RAR".into(), amount: 20, conditions: vec![], provider: None };
    let made = MakeOrder {
        person,
        kind: OrderKind::Community,
        court: None,
        offence: None,
        dates: LawDates { offence: None, convicted: Some(today), made: today },
        ends: today + 364.days(),
        operational_ends: None,
        nation: Nation::England,
        requirements: vec![activity],
        high_risk: false,
        triggers: vec![],
        allocate_to: Some(account),
    };
    let order = app::orders::make(&town.app, &secondee, made, None).await.expect("an order");
    let waits = async |manager: &mut Seat| {
        let team = manager.get("/api/v1/team/duties?member=nobody").await.json();
        let items = team["items"].as_array().unwrap().clone();
        items.iter().any(|one| one["what"]["code"] == "allocate" && one["subject"] == order.to_string())
    };
    assert!(!waits(&mut manager).await, "it is allocated");
    town.clock.on(SignedDuration::from_hours(24 * 40));
    assert_eq!(app::secondments::pass_on_due(&town.app).await.unwrap(), 1);
    assert!(waits(&mut manager).await, "nobody has it");
    assert!(!knows(&mut seat, person, "Hostcase").await);
    let chief = viewer(chief, Role::TeamManager);
    let seen = manager.get(&format!("/api/v1/orders/{order}")).await;
    let version = seen.header("etag").trim_matches('"').parse().expect("a version");
    let step = OrderStep::Allocate(stays);
    app::orders::carry_out(&town.app, &chief, order, version, None, step).await.expect("allocated");
    assert!(!waits(&mut manager).await, "somebody of the host has it");
}

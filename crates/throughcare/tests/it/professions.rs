//! S4-12: a team of several professions, each of which sees the field groups of its profession. Today is 24 November 2026.

use crate::{
    api::program,
    plans::post,
    town::{Part, Seat, Town},
};
use app::people::{self, CreatePerson};
use domain::{
    ids::PersonId,
    person::{Gender, Name},
    plan::Topic,
    role::{Role, Roles},
    text::Line,
};
use gate::Viewer;
use http::StatusCode;
use serde_json::{Value, json};

/// A person of a team, and on the plan a strand for every topic, written by whoever manages the team.
async fn team(manager: Part) -> (Town, PersonId) {
    let town = Town::new().await;
    let mut seat = seated(&town, manager, Role::TeamManager).await;
    let viewer = Viewer { roles: Roles::of(&[Role::TeamManager]), ..Town::viewer(manager) };
    let named = CreatePerson {
        legal: Name {
            given: Line::new("Ada").ok(),
            middle: None,
            family: Line::new("Crane").expect("a name"),
        },
        known_as: None,
        born: None,
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: None,
        postcode: None,
        telephone: None,
    };
    let person = people::create(&town.app, &viewer, named, None).await.expect("a person");
    for topic in Topic::ALL {
        let body = json!({ "topic": topic.code(), "aim": format!("About {}", topic.code()) });
        let (status, made) =
            post(&mut seat, &format!("/api/v1/people/{person}/plan/strands"), &[], &body).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
    }
    (town, person)
}

/// The member of the team, in one role from now on.
async fn seated(town: &Town, part: Part, role: Role) -> Seat {
    let mut tx = town.app.store.write().await.expect("a transaction");
    tx.set_roles(part.account(), Roles::of(&[role])).await.expect("a role");
    tx.commit().await.expect("committed");
    program(town, part).await
}

/// What a seat reads of the plan, by the codes of its topics.
async fn topics(seat: &mut Seat, person: PersonId) -> Vec<String> {
    let plan = seat.get(&format!("/api/v1/people/{person}/plan")).await.json();
    let strands = plan["strands"].as_array().unwrap_or_else(|| panic!("strands: {plan}"));
    let mut codes: Vec<String> =
        strands.iter().filter_map(|one| one["topic"]["code"].as_str()).map(str::to_owned).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn sorted(codes: &[&str]) -> Vec<String> {
    let mut codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    codes.sort();
    codes
}

const ALL: [&str; 12] = [
    "tenancy",
    "employment",
    "skills",
    "physical_health",
    "mental_health",
    "alcohol",
    "drugs",
    "children",
    "relationships",
    "benefits",
    "debt",
    "attitudes",
];
/// The six of the team, and of which topics each reads.
const SIX: [(Role, &[&str]); 6] = [
    (Role::TeamManager, &ALL),
    (Role::MentalHealthNurse, &["physical_health", "mental_health", "alcohol", "drugs"]),
    (Role::LearningDisabilityNurse, &["physical_health", "mental_health", "employment", "skills"]),
    (
        Role::JointTeamProbationOfficer,
        &["tenancy", "employment", "skills", "children", "relationships", "benefits", "debt", "attitudes"],
    ),
    (Role::SocialWorker, &["tenancy", "children", "relationships", "benefits", "debt"]),
    (Role::TeamAdministrator, &[]),
];

#[tokio::test]
async fn s4_12_six_roles_each_see_the_field_groups_of_their_profession() {
    let (town, person) = team(Part::LiaisonManager).await;
    for (role, expected) in SIX {
        let mut seat = seated(&town, Part::Liaison, role).await;
        assert_eq!(topics(&mut seat, person).await, sorted(expected), "{role}");
        // Nobody writes what they may not read.
        for topic in ["alcohol", "debt"].into_iter().filter(|_| role != Role::TeamAdministrator) {
            let body = json!({ "topic": topic, "aim": "One more" });
            let (status, problem) =
                post(&mut seat, &format!("/api/v1/people/{person}/plan/strands"), &[], &body).await;
            let may = if expected.contains(&topic) {
                StatusCode::CREATED
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            assert_eq!(status, may, "{role}, {topic}: {problem}");
        }
        let text = seat.get(&format!("/api/v1/people/{person}")).await.json().to_string();
        assert!(text.contains("Crane"), "{role} knows who it is");
    }
}

#[tokio::test]
async fn s4_12_again_at_another_agency_and_of_what_another_agency_recorded_nothing() {
    let (town, person) = team(Part::Coordinator).await;
    for (role, expected) in SIX.into_iter().filter(|(role, _)| *role != Role::TeamManager) {
        let mut seat = seated(&town, Part::Analyst, role).await;
        assert_eq!(topics(&mut seat, person).await, sorted(expected), "{role}");
        // The liaison team does not work with them: to its nurse there is nobody.
        let mut stranger = seated(&town, Part::Liaison, role).await;
        assert_eq!(
            stranger.get(&format!("/api/v1/people/{person}/plan")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn s4_12_an_administrator_books_and_writes_nothing_about_anybody() {
    let (town, person) = team(Part::LiaisonManager).await;
    let mut seat = seated(&town, Part::Liaison, Role::TeamAdministrator).await;
    for (path, body) in [
        ("notes", json!({ "text": "Rang." })),
        ("plan/strands", json!({ "topic": "debt", "aim": "A plan" })),
        ("casework", json!({ "kind": "carer", "answers": {} })),
    ] {
        let (status, _) = post(&mut seat, &format!("/api/v1/people/{person}/{path}"), &[], &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    let found: Value = seat.get("/api/v1/people?q=crane").await.json();
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
    let seen = town.signed_in(Part::Liaison).await.get(&format!("/people/{person}/appointments")).await;
    assert_eq!(seen.status, StatusCode::OK);
}

#[tokio::test]
async fn s4_12_a_copy_for_the_person_is_made_by_whoever_reads_all_of_it() {
    let (town, person) = team(Part::LiaisonManager).await;
    let path = format!("/people/{person}/access-requests");
    for (role, _) in SIX {
        seated(&town, Part::Liaison, role).await;
        let seen = town.signed_in(Part::Liaison).await.get(&path).await;
        let may = if role == Role::TeamManager { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(seen.status, may, "{role}");
    }
}

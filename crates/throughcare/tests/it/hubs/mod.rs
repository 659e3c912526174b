//! Hubs and their lists by public addresses: S3-16, S3-25, S3-26, S3-27 and S3-42, who reads a list, and what its panel may do.
//!
//! Today is 24 November 2026.

mod attacks;
mod panel;
mod rooms;

use crate::{
    plans::{post, told as stepped},
    town::{AgencyOf, Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::{Value, json};

fn team(number: u16, agency: AgencyOf, name: &str, ages: &str) -> Value {
    json!({ "number": number, "agency": agency.id().to_string(), "name": name, "ages": ages })
}

/// Probation, the police and the alcohol service, each with a team.
fn three_teams() -> Value {
    json!([
        team(1, AgencyOf::Probation, "Probation", "any"),
        team(2, AgencyOf::Police, "Police", "any"),
        team(3, AgencyOf::Alcohol, "Drug interventions", "any"),
    ])
}

/// How a hub is set.
fn terms(name: &str, places: u16, quorum: u16, teams: &Value) -> Value {
    json!({
        "name": name, "operating": "2026-01-05", "places": places, "staff": 20, "teams": teams, "quorum": quorum,
        "rule": "majority", "meets": 3,
    })
}

/// Opens a hub; its id.
async fn opened(manager: &mut Seat, terms: &Value) -> String {
    let (status, made) = post(manager, "/api/v1/hubs", &[], terms).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made["id"].as_str().expect("an id").to_owned()
}

fn proposal(hub: &str, kind: &str, status: &str, team: u16) -> Value {
    json!({ "hub": hub, "kind": kind, "status": status, "team": team, "why": "Eight burglaries in a year." })
}

/// Proposes somebody; what was answered.
async fn proposed(seat: &mut Seat, person: PersonId, body: &Value) -> Value {
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/hubs"), &[], body).await;
    assert_eq!(status, StatusCode::CREATED, "{body}: {made}");
    made
}

fn address(made: &Value) -> String {
    format!("/api/v1/listings/{}", made["id"].as_str().expect("an id"))
}

/// Records a fact; what stands now.
async fn step(seat: &mut Seat, path: &str, body: &Value) -> Value {
    let (status, now) = stepped(seat, path, body).await;
    assert_eq!(status, StatusCode::OK, "{body}: {now}");
    now
}

async fn people(seat: &mut Seat, hub: &str) -> Value {
    seat.get(&format!("/api/v1/hubs/{hub}/people")).await.json()
}

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().expect("items").iter().filter_map(|one| one["name"].as_str()).collect()
}

async fn of_practitioner(town: &Town, given: &str, family: &str) -> PersonId {
    town.person_of(Part::Practitioner, given, family).await
}

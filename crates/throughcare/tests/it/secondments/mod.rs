//! Members of staff who work for two agencies: what each agency sees of them, and what they leave behind.

mod attacks;
mod catalogue;

use crate::town::{Seat, Seen, Town};
use app::{
    accounts::Secret,
    ports::{NewAccount, NewSession, Origin, Stage},
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, PartnershipId, PersonId},
    role::{Role, Roles},
    text::Line,
};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

/// A women's project of its own, with a worker and a manager.
struct Project {
    name: String,
    agency: AgencyId,
    worker: AccountId,
    manager: AccountId,
}

/// Another member of staff.
async fn hired(town: &Town, agency: AgencyId, name: &str, role: Role) -> AccountId {
    let id: AccountId = town.app.id();
    let account = Account {
        id,
        agency,
        name: Line::new(name).unwrap(),
        email: Email::new(&format!("{}@town.example", name.replace(' ', ".").to_lowercase())).unwrap(),
        roles: Roles::of(&[role]),
        closed_at: None,
    };
    let mut tx = town.app.store.write().await.unwrap();
    let new = NewAccount { account, password_hash: None, totp_sealed: None };
    assert!(tx.insert_account(&new, town.app.now()).await.unwrap());
    tx.commit().await.unwrap();
    id
}

async fn project(town: &Town, number: usize) -> Project {
    let (id, name) = (town.app.id::<AgencyId>(), format!("Women’s Project {number}"));
    let partnership = PartnershipId(Uuid::from_u128(0xa));
    let agency = Agency { id, partnership, name: name.clone(), kind: AgencyKind::Charity };
    let mut tx = town.app.store.write().await.unwrap();
    tx.insert_agency(&agency, town.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let worker = hired(town, id, &format!("Worker {number}"), Role::Specialist).await;
    let manager = hired(town, id, &format!("Host Manager {number}"), Role::TeamManager).await;
    Project { name, agency: id, worker, manager }
}

/// A seat at which an account is signed in, as sign-in leaves it.
async fn seated(town: &Town, account: AccountId) -> Seat {
    let secret = Secret::new(&*town.app.chance);
    let mut csrf = [0; 32];
    app::chance::Chance::fill(&*town.chance, &mut csrf);
    let mut tx = town.app.store.write().await.unwrap();
    let session = NewSession {
        id: town.app.id(),
        account,
        secret_hash: secret.hash(),
        csrf,
        stage: Stage::Full,
        at: town.app.wall_now(),
        origin: Origin { address: "192.0.2.1".into(), browser: "A browser".into() },
    };
    tx.insert_session(&session).await.unwrap();
    tx.commit().await.unwrap();
    let mut seat = town.seat();
    seat.set_cookie("throughcare", secret.reveal());
    seat
}

/// Sends JSON as the scripts of a page would.
async fn send(seat: &mut Seat, path: &str, version: Option<i64>, body: &Value) -> Seen {
    let csrf = seat.csrf().await;
    let tag = version.map(|version| format!("\"{version}\""));
    let mut headers = vec![("x-csrf-token", csrf.as_str())];
    headers.extend(tag.iter().map(|tag| ("if-match", tag.as_str())));
    seat.json(Method::POST, path, &headers, &body.to_string()).await
}

fn email_of(name: &str) -> String {
    format!("{}@town.example", name.replace(' ', ".").to_lowercase())
}

fn proposal(email: &str, host: AgencyId, until: &str) -> Value {
    json!({ "email": email, "host": host.to_string(), "roles": ["specialist"], "from": "2026-11-24", "until": until })
}

/// Proposes a secondment for one agency; gives its address.
async fn proposed(seat: &mut Seat, body: &Value) -> String {
    let made = send(seat, "/api/v1/secondments", None, body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn answered(seat: &mut Seat, id: &str, seen: i64, body: &Value) -> Seen {
    send(seat, &format!("/api/v1/secondments/{id}/answer"), Some(seen), body).await
}

/// Proposed for one agency and agreed for the other.
async fn seconded(home: &mut Seat, host: &mut Seat, body: &Value) -> String {
    let id = proposed(home, body).await;
    let agreed = answered(host, &id, 0, &json!({ "step": "agree" })).await;
    assert_eq!(agreed.status, StatusCode::OK, "{}", agreed.body);
    id
}

/// Changes the agency that a seat acts for, by the page.
async fn acts_for(seat: &mut Seat, choice: &str) -> Seen {
    seat.fill("/acting-for", &[("acts_for", choice)]).await
}

/// Makes a record through the API; whoever makes it is on its team.
async fn met(seat: &mut Seat, given: &str, family: &str) -> PersonId {
    let body =
        json!({ "identity": { "legal_name": { "given": given, "family": family }, "gender": "unknown" } });
    let made = send(seat, "/api/v1/people", None, &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

/// Whether a seat may know of a person: by address, by search and on its lists.
async fn knows(seat: &mut Seat, person: PersonId, family: &str) -> bool {
    let opened = seat.get(&format!("/people/{person}")).await.status == StatusCode::OK;
    let found = seat.get(&format!("/people?q={family}")).await.body.contains(&person.to_string());
    assert_eq!(opened, found, "{family}: the record and the search agree");
    if !opened {
        for list in ["/my-work", "/caseload", "/team", "/my-work/due"] {
            let body = seat.get(list).await.body;
            assert!(!body.contains(&person.to_string()) && !body.contains(family), "{list} shows {family}");
        }
    }
    opened
}

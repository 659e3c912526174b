//! A victim's record, kept apart from whoever works with the person who harmed them; and the alert that says a name and nothing else.

use super::{post, restrictions::hidden, shared};
use crate::{
    api::program,
    sight::{agreed, clause},
    town::{Part, Seat, Town},
};
use domain::{
    agreement::Condition,
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    section::Section,
};
use http::StatusCode;
use serde_json::{Value, json};

const ADDRESS: &str = "9 Refuge Row";
const PAPER: &str = "Scored 17; the children are at their aunt’s.";

/// What staff may look at of a person, besides the record itself.
const PARTS: [&str; 6] = ["", "/timeline", "/referrals", "/openings", "/sharing", "/receipts"];
/// Lists of one's own.
const LISTS: [&str; 6] = [
    "/api/v1/people?q=Heron",
    "/api/v1/people?q=Crane",
    "/api/v1/caseload",
    "/api/v1/my-work",
    "/api/v1/my-work/new",
    "/api/v1/my-work/due",
];

/// All that somebody is shown who works with these people: of each their record, and their own lists.
async fn sight(seat: &mut Seat, people: &[PersonId]) -> Vec<(String, String)> {
    let parts = people.iter().flat_map(|person| PARTS.map(|part| format!("/api/v1/people/{person}{part}")));
    let mut seen = Vec::new();
    for path in parts.chain(LISTS.map(str::to_owned)) {
        let body = seat.get(&path).await.body;
        seen.push((path, body));
    }
    seen
}

/// Looks at a record are listed with it; of these only the viewer's own are to be there.
fn without_looks(seen: &[(String, String)]) -> Vec<&(String, String)> {
    seen.iter().filter(|(path, _)| !path.ends_with("/sharing") && !path.ends_with("/receipts")).collect()
}

async fn with(town: &Town, person: PersonId, part: Part) {
    let mut tx = town.app.store.write().await.unwrap();
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
    tx.add_involvement(&involvement).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody who was harmed, whom probation's victim liaison enters; with an address and papers of the meeting.
async fn victim(town: &Town, family: &str) -> PersonId {
    let mut colleague = program(town, Part::Colleague).await;
    let identity = json!({ "legal_name": { "given": "Vera", "family": family }, "gender": "female" });
    let body = json!({ "identity": identity, "address": ADDRESS, "postcode": "NN1 9ZZ" });
    let (status, made) = post(&mut colleague, "/api/v1/people", None, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let person: PersonId = PersonId(made["id"].as_str().unwrap().parse().unwrap());
    let paper = json!({ "text": PAPER, "third_party": true });
    let path = format!("/api/v1/people/{person}/notes");
    assert_eq!(post(&mut colleague, &path, None, &paper).await.0, StatusCode::CREATED);
    person
}

async fn reference(seat: &mut Seat, person: PersonId) -> String {
    let seen = seat.get(&format!("/api/v1/people/{person}")).await.json();
    seen["identity"]["reference"].as_str().unwrap_or_else(|| panic!("a reference in {seen}")).to_owned()
}

/// The row of the catalogue: so many people from whose teams it is kept apart, whom they are to speak to, how often risk rises.
async fn s3_19(family: &str, from: usize, contact: Part, rises: usize) {
    let town = Town::new().await;
    let mut people = Vec::new();
    for _ in 0..from {
        people.push(shared(&town).await);
    }
    let (mut practitioner, mut programme) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let (mut manager, mut officer) =
        (program(&town, Part::Manager).await, program(&town, Part::Officer).await);
    let mut colleague = program(&town, Part::Colleague).await;
    // What the meeting's members agreed shows what is about third parties to whoever's agency works with the victim, the
    // practitioner too, were it not for whom else they work with.
    let members = [Part::Manager, Part::Officer].map(Part::role).into_iter();
    let roles = members.chain([Part::Practitioner.role()]);
    let sections = [Section::ThirdParty, Section::Contact, Section::Plan];
    let clauses = roles.flat_map(|role| sections.map(|section| (role, section)));
    let clauses = clauses
        .zip(1..)
        .map(|((role, section), number)| clause(number, role, section, Condition::AgencyInvolved, &[]));
    agreed(&town, "Meetings about victims", [Part::Manager, Part::Officer], clauses.collect()).await;
    let before = [sight(&mut practitioner, &people).await, sight(&mut programme, &people).await];

    let hurt = victim(&town, family).await;
    for part in [Part::Officer, Part::Worker] {
        with(&town, hurt, part).await;
    }
    let record = format!("/api/v1/people/{hurt}");
    let named = [Part::Manager, Part::Colleague, Part::Officer, Part::Practitioner];
    let named: Vec<String> = named.iter().map(|part| part.account().to_string()).collect();
    let limit = json!({ "named": named, "reason": "victim" });
    let (status, told) = post(&mut manager, &format!("{record}/limit"), None, &limit).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(practitioner.get(&record).await.status, StatusCode::OK, "named, and nothing bars them yet");
    for person in &people {
        let reference = reference(&mut manager, *person).await;
        let body = json!({ "reference": reference, "contact": contact.account().to_string() });
        let (status, told) = post(&mut manager, &format!("{record}/apart"), None, &body).await;
        assert_eq!(status, StatusCode::OK, "{told}");
    }

    // The members see the papers and the address; whoever works with the person finds nothing, though the list names them.
    for seat in [&mut colleague, &mut officer] {
        let seen = seat.get(&record).await.body;
        assert!(seen.contains(ADDRESS) && seen.contains("Scored 17"), "{seen}");
    }
    hidden(&mut practitioner, hurt).await;
    hidden(&mut programme, hurt).await;
    let after = [sight(&mut practitioner, &people).await, sight(&mut programme, &people).await];
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(without_looks(one), without_looks(other), "not even a count changed");
    }
    traceless(&after, hurt, family);
    let paper = json!({ "text": "Does it take a note?", "third_party": true });
    assert_eq!(post(&mut programme, &format!("{record}/notes"), None, &paper).await.0, StatusCode::NOT_FOUND);
    let warn = format!("{record}/warn");
    assert_eq!(post(&mut programme, &warn, None, &json!({})).await.0, StatusCode::NOT_FOUND);

    // Risk rises.
    for _ in 0..rises {
        let (status, told) = post(&mut officer, &warn, None, &json!({})).await;
        assert_eq!(status, StatusCode::OK, "{told}");
    }
    for (part, seat) in [(Part::Practitioner, &mut practitioner), (Part::Worker, &mut programme)] {
        let new = seat.get("/api/v1/my-work/new").await.json();
        let alerts = alerts(&new);
        assert_eq!(alerts.len(), rises * from, "{new}");
        assert!(alerts.iter().all(|one| one["contact"] == contact.name()), "{new}");
        let page = town.signed_in(part).await.get("/my-work").await.page().main_text();
        let said = format!("Speak to {} before your next appointment", contact.name());
        assert!(page.contains(&said), "{page}");
        let warned = [sight(seat, &people).await];
        traceless(&warned, hurt, family);
        // Nothing of it stands on the record of the person themselves: not in its timeline, not among looks.
        let quiet = |path: &str| path.contains("/people/") && !path.contains("?q=");
        let was = after.iter().flatten().filter(|(path, _)| quiet(path));
        let mut now = without_looks(&warned[0]).into_iter().filter(|(path, _)| quiet(path));
        assert!(now.all(|one| was.clone().any(|before| before == one)));
    }
    assert!(alerts(&colleague.get("/api/v1/my-work/new").await.json()).is_empty());

    // The list cannot be lifted before; afterwards clauses decide again.
    let lift = json!({ "reason": "Over" });
    let lifted = post(&mut manager, &format!("{record}/limit/lift"), None, &lift).await.0;
    assert_eq!(lifted, StatusCode::CONFLICT);
    for person in &people {
        let body = json!({ "reference": reference(&mut manager, *person).await });
        let (status, told) = post(&mut manager, &format!("{record}/apart"), None, &body).await;
        assert_eq!(status, StatusCode::OK, "{told}");
    }
    assert_eq!(practitioner.get(&record).await.status, StatusCode::OK);
}

fn alerts(new: &Value) -> Vec<&Value> {
    let items = new["items"].as_array().unwrap_or_else(|| panic!("items in {new}"));
    items.iter().filter(|one| one["kind"]["code"] == "speak_first").collect()
}

/// Nothing of the victim stands anywhere, nor that anybody who knows of them looked.
fn traceless(seen: &[Vec<(String, String)>], hurt: PersonId, family: &str) {
    let hurt = hurt.to_string();
    for (path, body) in seen.iter().flatten() {
        for trace in [hurt.as_str(), family, "Vera", ADDRESS, "NN1 9ZZ", "Scored 17", "kept_apart"] {
            // A search says again what was searched for.
            let asked = path.ends_with(trace);
            assert!(asked || !body.contains(trace), "{path} tells {trace}: {body}");
        }
        assert!(
            !path.ends_with("/sharing") || !body.contains("Olu Officer"),
            "{path} tells who looked: {body}"
        );
    }
}

#[tokio::test]
async fn s3_19_a_programme_worker_sees_no_papers_and_no_address_and_a_rise_in_risk_says_a_name_alone() {
    s3_19("Heron", 1, Part::Officer, 1).await;
}

#[tokio::test]
async fn s3_19_with_other_numbers_two_people_another_contact_and_two_rises() {
    s3_19("Plover", 2, Part::Colleague, 2).await;
}

#[tokio::test]
async fn keeping_a_record_apart_tells_nobody_whether_somebody_is_known() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let stranger = town.person_of(Part::Officer, "Ada", "Crane").await;
    let (mut manager, mut officer) =
        (program(&town, Part::Manager).await, program(&town, Part::Officer).await);
    let hurt = victim(&town, "Heron").await;
    let apart = format!("/api/v1/people/{hurt}/apart");
    let body =
        |reference: &str| json!({ "reference": reference, "contact": Part::Manager.account().to_string() });
    let known = reference(&mut manager, person).await;
    let (status, _) = post(&mut manager, &apart, None, &body(&known)).await;
    assert_eq!(status, StatusCode::CONFLICT, "only a limited record");
    let limit = json!({ "named": [Part::Manager.account().to_string()], "reason": "victim" });
    let limited = post(&mut manager, &format!("/api/v1/people/{hurt}/limit"), None, &limit).await.0;
    assert_eq!(limited, StatusCode::OK);
    // Somebody of another agency, nobody, the record itself: one answer.
    let mut said = Vec::new();
    let own = reference(&mut manager, hurt).await;
    for unknown in [reference(&mut officer, stranger).await, "2345-6789".to_owned(), own] {
        said.push(post(&mut manager, &apart, None, &body(&unknown)).await);
    }
    assert!(said.iter().all(|one| one == &said[0] && one.0 == StatusCode::UNPROCESSABLE_ENTITY), "{said:?}");
    let mut colleague = program(&town, Part::Colleague).await;
    assert_eq!(post(&mut colleague, &apart, None, &body(&known)).await.0, StatusCode::FORBIDDEN);
    assert_eq!(post(&mut manager, &apart, None, &body(&known)).await.0, StatusCode::OK);
    assert_eq!(
        post(&mut manager, &apart, None, &body(&known)).await.0,
        StatusCode::CONFLICT,
        "it is already"
    );
    let dropped = json!({ "named": [Part::Manager.account().to_string()], "reason": "victim" });
    let kept = post(&mut manager, &format!("/api/v1/people/{hurt}/limit"), None, &dropped).await.0;
    assert_eq!(kept, StatusCode::OK, "the contact is still on the list");
}

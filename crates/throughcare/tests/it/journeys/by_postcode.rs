//! People found by a part of a postcode. What an attacker could try: learning where somebody lives, or that somebody lives there
//! at all, from whom a search finds, in which order, how many, on how many pages, or after how many statements.

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use app::{
    fill::{Batch, LimitedAccess},
    people::{self, CreatePerson},
};
use domain::{
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    person::{Contact, Gender, Name},
    section::Section,
    text::Line,
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Somebody at a postcode, recorded by the agency of `part`, who is on the team.
async fn living(town: &Town, part: Part, given: &str, family: &str, postcode: &str) -> PersonId {
    let command = CreatePerson {
        legal: Name { given: Line::new(given).ok(), middle: None, family: Line::new(family).unwrap() },
        known_as: None,
        born: Some(jiff::civil::date(1991, 2, 14)),
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: Line::new("9 Unrepeatable Row").ok(),
        postcode: Some(postcode.to_owned()),
        telephone: None,
    };
    people::create(&town.app, &Town::viewer(part), command, None).await.unwrap()
}

/// The agency of `part` works with the person; with `team`, `part` does.
async fn joins(town: &Town, person: PersonId, part: Part, team: bool) {
    let mut tx = town.app.store.write().await.unwrap();
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: part.agency().id(),
        account: team.then(|| part.account()),
        role: InvolvementRole::Support,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.unwrap();
    tx.commit().await.unwrap();
}

/// The agency of `part` records that the person lives there, in place of what it recorded before.
async fn moves(town: &Town, person: PersonId, part: Part, postcode: &str) {
    let holder = part.agency().id();
    let postcode = Some(postcode.to_owned());
    let contact = Contact { person, holder, address: None, postcode, telephone: None, email: None };
    let mut tx = town.app.store.write().await.unwrap();
    tx.put_contact(&contact, town.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn api(typed: &str) -> String {
    format!("/api/v1/people?q={}", typed.replace(' ', "%20"))
}

async fn answer(seat: &mut Seat, path: &str) -> Value {
    let seen = seat.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
    seen.json()
}

/// Whom a search finds as typed, and by which postcodes.
fn told(view: &Value) -> Vec<(String, Value)> {
    let items = view["items"].as_array().unwrap().iter().filter(|one| one["nearly"] == false);
    items.map(|one| (one["id"].as_str().unwrap().to_owned(), one["postcodes"].clone())).collect()
}

async fn found(seat: &mut Seat, typed: &str) -> Vec<(String, Value)> {
    told(&answer(seat, &api(typed)).await)
}

#[tokio::test]
async fn somebody_is_found_by_district_sector_or_whole_postcode_however_it_is_typed() {
    let town = Town::new().await;
    let ada = living(&town, Part::Practitioner, "Ada", "Crane", "m14 5rt").await.to_string();
    let bo = living(&town, Part::Practitioner, "Bo", "Heron", "M14 6AA").await.to_string();
    let far = living(&town, Part::Practitioner, "Cy", "Crane", "M1 4AA").await.to_string();
    let mut seat = program(&town, Part::Practitioner).await;
    let (ada, bo, far) = ((ada, json!(["M14 5RT"])), (bo, json!(["M14 6AA"])), (far, json!(["M1 4AA"])));
    for (typed, who) in [
        ("M14", vec![&ada, &bo]),
        ("m14 5", vec![&ada]),
        ("M145", vec![&ada]),
        ("M14 5RT", vec![&ada]),
        ("m145rt", vec![&ada]),
        (" m14  5Rt ", vec![&ada]),
        ("M1", vec![&far]),
        ("M1 4", vec![&far]),
        ("Crane M14", vec![&ada]),
        ("m14 5rt crane", vec![&ada]),
        ("heron m14 5rt", vec![]),
        ("m14 6 b", vec![&bo]),
        ("M15", vec![]),
        ("M", vec![]),
    ] {
        let said = found(&mut seat, typed).await;
        assert_eq!(said.iter().collect::<Vec<_>>(), who, "{typed}");
    }
    let born = format!("{}&born=1991-02-14", api("M14"));
    assert_eq!(told(&answer(&mut seat, &born).await).len(), 2);
    let other = format!("{}&born=1991-02-15", api("M14"));
    assert_eq!(told(&answer(&mut seat, &other).await), []);

    let mut pages = town.signed_in(Part::Practitioner).await;
    let page = pages.get("/people?q=crane+m14").await.page();
    assert!(page.text("tbody tr").starts_with("Ada Crane Postcode M14 5RT"), "{}", page.text("tbody tr"));
    let row = pages.get("/people?q=ada").await.page().text("tbody tr");
    assert!(row.starts_with("Ada Crane Ada Crane 14 Feb 1991"), "not where it is not why: {row}");
    let page = pages.get("/people?q=sw").await.page().main_text();
    assert!(page.contains("If SW is how a postcode begins, type its district too, such as SW1"), "{page}");
}

#[tokio::test]
async fn a_word_that_may_be_a_postcode_still_finds_whose_name_or_number_it_is_and_each_once_on_all_pages() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let number = json!([{ "kind": "crn", "value": "M14 5000" }]);
    let identity = json!({ "legal_name": { "family": "Heron" }, "gender": "unknown", "identifiers": number });
    let body = json!({ "identity": identity, "postcode": "M14 5RT" }).to_string();
    let made = seat.json(Method::POST, "/api/v1/people", &[], &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let numbered = made.json()["id"].as_str().unwrap().to_owned();
    let mut at_home = Vec::new();
    for given in ["Bo", "Cy", "Di", "Ed", "Flo"] {
        at_home.push(living(&town, Part::Practitioner, given, "Crane", "M14 5RT").await.to_string());
    }
    let (mut next, mut seen) = (format!("{}&limit=2", api("M14")), Vec::new());
    for _ in 0..3 {
        let view = answer(&mut seat, &next).await;
        seen.extend(told(&view));
        next = view["next"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!(next, "", "six people on three pages");
    assert_eq!(seen[0], (numbered, json!([])), "by the number, before those by postcode");
    let mut rest: Vec<_> = seen[1..].iter().map(|(id, _)| id.clone()).collect();
    rest.sort();
    at_home.sort();
    assert_eq!(rest, at_home);
    assert!(seen[1..].iter().all(|(_, codes)| *codes == json!(["M14 5RT"])));
}

/// Police know of the person and may not see where probation recorded that they live.
#[tokio::test]
async fn whoever_may_not_see_an_agencys_record_of_a_postcode_is_answered_as_if_nobody_lived_there() {
    let town = Town::new().await;
    let person = living(&town, Part::Practitioner, "Ada", "Crane", "M14 5RT").await;
    joins(&town, person, Part::Officer, false).await;
    let (mut officer, mut pages) = (program(&town, Part::Officer).await, town.signed_in(Part::Officer).await);
    assert_eq!(
        found(&mut officer, "crane").await,
        [(person.to_string(), json!([]))],
        "the police know of them"
    );
    let record = officer.get(&format!("/api/v1/people/{person}")).await.body;
    assert!(!record.contains("M14"), "their page does not say where they live: {record}");
    // What signing in has stirred up is over before anything is counted.
    pages.get("/people?q=m15").await;
    let masked = |text: &str| text.replace("M14", "M15").replace("m14", "m15");
    for (there, nowhere) in [
        ("M14", "M15"),
        ("M14 5", "M15 5"),
        ("m145rt", "m155rt"),
        ("Crane M14", "Crane M15"),
        ("Crane M14 5RT", "Crane M15 5RT"),
    ] {
        let (one, other) = (api(there), api(nowhere));
        let (one, cost) = store::counting(officer.get(&one)).await;
        let (other, same) = store::counting(officer.get(&other)).await;
        assert_eq!(masked(&one.body), other.body, "{there}");
        assert_eq!(cost, same, "{there}: statements");
        assert!(told(&one.json()).is_empty());
        let path = |typed: &str| format!("/people?q={}", typed.replace(' ', "+"));
        let (one, cost) = store::counting(pages.get(&path(there))).await;
        let (other, same) = store::counting(pages.get(&path(nowhere))).await;
        let texts = [one.page().main_text(), other.page().main_text()];
        assert_eq!(masked(&texts[0]), masked(&texts[1]), "{there}");
        assert_eq!(one.body.len(), other.body.len(), "{there}");
        assert_eq!(cost, same, "{there}: statements of the page");
    }
    // What the police recorded themselves finds them, and tells nothing of what probation did.
    moves(&town, person, Part::Officer, "M14 9ZZ").await;
    assert_eq!(found(&mut officer, "M14").await, [(person.to_string(), json!(["M14 9ZZ"]))]);
    assert_eq!(found(&mut officer, "M14 5").await, []);
    let mut probation = program(&town, Part::Colleague).await;
    assert_eq!(
        found(&mut probation, "M14 9").await,
        [],
        "nor does probation's colleague find by what police hold"
    );
    // On the team, they see what the team sees.
    joins(&town, person, Part::Officer, true).await;
    assert_eq!(found(&mut officer, "M14").await, [(person.to_string(), json!(["M14 5RT", "M14 9ZZ"]))]);
}

#[tokio::test]
async fn nobody_who_is_hidden_or_closed_takes_the_place_of_somebody_who_is_found() {
    let town = Town::new().await;
    for number in 0..30 {
        let hidden = living(&town, Part::Practitioner, "Ada", "Crane", "M14 5RT").await;
        if number % 2 == 0 {
            // Known to the police, who may not see where they live.
            joins(&town, hidden, Part::Officer, false).await;
        }
    }
    let mut officer = program(&town, Part::Officer).await;
    let before = answer(&mut officer, &format!("{}&limit=1", api("M14 5RT"))).await;
    assert_eq!((told(&before), &before["next"]), (vec![], &answer(&mut officer, &api("M15")).await["next"]));
    let one = living(&town, Part::Officer, "Bo", "Heron", "M14 5RT").await.to_string();
    for limit in ["", "&limit=1"] {
        let view = answer(&mut officer, &format!("{}{limit}", api("M14 5RT"))).await;
        assert_eq!(told(&view), [(one.clone(), json!(["M14 5RT"]))], "{view}");
        assert_eq!(view["next"], before["next"], "no page more: {view}");
    }
    let page = town.signed_in(Part::Officer).await.get("/people?q=m14+5rt").await.page().main_text();
    assert!(page.contains("1 person found"), "{page}");
}

#[tokio::test]
async fn a_limited_record_is_found_by_its_postcode_by_those_named_alone() {
    let town = Town::new().await;
    let person = living(&town, Part::Practitioner, "Ada", "Crane", "M14 5RT").await;
    let mut colleague = program(&town, Part::Colleague).await;
    assert_eq!(found(&mut colleague, "M14").await.len(), 1, "before");
    let named = vec![Part::Practitioner.account()];
    let limited = LimitedAccess { person, named, from: town.app.today() };
    town.app.store.fill(Batch { limited: vec![limited], ..Batch::default() }).await.unwrap();
    assert_eq!(found(&mut colleague, "M14").await, []);
    assert_eq!(found(&mut colleague, "Crane M14").await, []);
    let mut practitioner = program(&town, Part::Practitioner).await;
    assert_eq!(found(&mut practitioner, "M14").await.len(), 1);
}

#[tokio::test]
async fn who_has_moved_is_found_by_the_new_postcode_alone_and_the_ledger_keeps_which_section_was_shown() {
    let town = Town::new().await;
    let person = living(&town, Part::Practitioner, "Ada", "Crane", "M14 5RT").await;
    let mut seat = program(&town, Part::Practitioner).await;
    moves(&town, person, Part::Practitioner, "M15 6AA").await;
    assert_eq!(found(&mut seat, "M14").await, []);
    assert_eq!(found(&mut seat, "M15").await, [(person.to_string(), json!(["M15 6AA"]))]);

    let mut tx = town.app.store.read().await.unwrap();
    let looks = tx.looks(person, None, 50).await.unwrap();
    tx.end().await.unwrap();
    let shown: Vec<_> = looks.iter().map(|look| look.shown.as_slice()).collect();
    assert_eq!(shown, [&[Section::Identity, Section::Contact][..]], "one look, where something was shown");
}

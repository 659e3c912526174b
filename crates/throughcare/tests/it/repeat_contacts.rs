//! People in contact with several services, through the page and the API: who is listed, with which counts, and who never is.

use crate::{
    api::program,
    journeys::team::limit,
    sight::{agreed, clause},
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use app::fill::Batch;
use domain::{
    agreement::Condition,
    appointment::{Appointment, Attendance, Booking, Fact, Outcome},
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    person::{Gender, Identity, Name},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
    way_in::{Door, WayIn},
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

const LIST: &str = "/api/v1/repeat-contacts";

/// Contacts with agencies, each so many days ago.
type Came = [(Part, &'static [i64])];

fn stamp(town: &Town, part: Part) -> Stamp {
    Stamp { at: town.app.now(), by: part.account(), agency: part.agency().id() }
}

/// Somebody came to these agencies.
async fn came(town: &Town, person: PersonId, came: &Came) {
    let mut tx = town.app.store.write().await.unwrap();
    for (part, back) in came {
        for days in *back {
            let entry = WayIn {
                id: town.app.id(),
                person,
                door: Door::Police,
                place: Line::new("Harbour Street").unwrap(),
                day: town.app.today().saturating_sub(days.days()),
                release: None,
                asks: Prose::new("Wants help with drink.").unwrap(),
                referral: None,
                stamp: stamp(town, *part),
            };
            tx.add_way_in(&entry, None).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// A session of treatment yesterday, of which only those who treat may know.
async fn treated(town: &Town, person: PersonId) {
    let by = Part::Worker;
    let booking = Booking {
        id: town.app.id(),
        person,
        account: by.account(),
        agency: by.agency().id(),
        at: town.app.now(),
        day: town.app.today().saturating_sub(1.day()),
        minutes: 30,
        place: Line::new("Castle Street office").unwrap(),
        referral: None,
        told: None,
        beside: None,
        replaces: None,
        section: Section::Treatment,
        stamp: stamp(town, by),
    };
    let held = Fact::Recorded(Outcome::new(Attendance::Attended, None));
    let held =
        Appointment::booked(booking).append(stamp(town, by), held, town.app.today()).expect("an outcome");
    let mut tx = town.app.store.write().await.unwrap();
    tx.insert_appointment(&held.booking).await.unwrap();
    assert!(tx.append_appointment(&held).await.unwrap());
    tx.commit().await.unwrap();
}

async fn list(seat: &mut Seat, query: &str) -> Value {
    let seen = seat.get(&format!("{LIST}{query}")).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.json()
}

/// Who is listed, with contacts by agency.
fn counts(list: &Value) -> Vec<(String, Vec<(String, u64)>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let by = |one: &Value| (text(&one["agency"]["name"]), one["contacts"].as_u64().unwrap());
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|one| {
            (text(&one["person"]["called"]), one["by_agency"].as_array().unwrap().iter().map(by).collect())
        })
        .collect()
}

async fn looks(town: &Town, person: PersonId) -> Vec<Vec<Section>> {
    let mut tx = town.app.store.read().await.unwrap();
    let looks = tx.looks(person, None, 50).await.unwrap();
    tx.end().await.unwrap();
    let mine = looks.into_iter().filter(|look| look.account == Part::Practitioner.account());
    mine.map(|look| look.shown).collect()
}

/// The row of the catalogue: whom a query lists, whom it leaves out as too few agencies and as too long ago.
async fn s4_27(query: &str, listed: &Came, few: &Came, old: &Came) {
    let town = Town::new().await;
    let me = Part::Practitioner;
    let (mut seat, mut page) = (program(&town, me).await, town.signed_in(me).await);
    let ada = town.person_of(me, "Ada", "Crane").await;
    came(&town, ada, listed).await;
    let bo = town.person_of(me, "Bo", "Heron").await;
    came(&town, bo, few).await;
    let cy = town.person_of(me, "Cy", "Rook").await;
    came(&town, cy, old).await;

    let before = list(&mut seat, query).await;
    let names: Vec<(String, u64)> =
        listed.iter().map(|(part, back)| (part.agency().name().to_owned(), back.len() as u64)).collect();
    assert_eq!(counts(&before), [("Ada Crane".to_owned(), names.clone())], "{before}");
    let gaps = before["items"][0]["gaps"].as_array().unwrap();
    let gaps: Vec<&str> = gaps.iter().map(|gap| gap["code"].as_str().unwrap()).collect();
    assert_eq!(gaps, ["no_referral", "no_appointment"], "{before}");
    assert_eq!(before["items"][0]["leads"][0]["name"], "Northmoor Probation");
    // The ledger tells who was shown; who was only weighed was shown to nobody.
    assert_eq!(looks(&town, ada).await, [vec![Section::Identity, Section::Plan]]);
    assert_eq!((looks(&town, bo).await.len(), looks(&town, cy).await.len()), (0, 0));
    let said = page.get(&format!("/repeat-contacts{query}")).await.page().main_text();
    for (name, count) in &names {
        assert!(said.contains(&format!("{name}: {count} (way in)")), "{said}");
    }
    assert!(said.contains("No referral in progress") && !said.contains("Bo Heron"), "{said}");

    // What the viewer may not know of neither counts nor shows: a session of treatment of the same people, somebody whose record
    // is limited to others, and somebody with whom only another works.
    let bytes = async |seat: &mut Seat, page: &mut Seat| {
        let path = format!("/repeat-contacts{query}");
        (seat.get(&format!("{LIST}{query}")).await.body, page.get(&path).await.page().main_text())
    };
    let seen = bytes(&mut seat, &mut page).await;
    for person in [ada, bo, cy] {
        treated(&town, person).await;
    }
    for family in ["Quill", "Wren"] {
        let hidden = town.person_of(Part::Colleague, "Di", family).await;
        came(&town, hidden, listed).await;
    }
    let hidden = town.person_of(me, "Ed", "Teal").await;
    came(&town, hidden, listed).await;
    limit(&town, hidden, Part::Colleague).await;
    assert_eq!(bytes(&mut seat, &mut page).await, seen);
}

#[tokio::test]
async fn s4_27_a_person_at_three_agencies_in_ninety_days_is_listed_once_with_the_count_by_agency() {
    let listed: &Came =
        &[(Part::Officer, &[1, 30, 31]), (Part::Liaison, &[2, 90]), (Part::Coordinator, &[45])];
    let few: &Came = &[(Part::Officer, &[1, 2, 3, 4]), (Part::Liaison, &[5, 6])];
    let old: &Came = &[(Part::Officer, &[1, 2, 3]), (Part::Liaison, &[5]), (Part::Coordinator, &[91])];
    s4_27("", listed, few, old).await;
}

#[tokio::test]
async fn s4_27_again_at_two_agencies_in_thirty_days() {
    let listed: &Came = &[(Part::Coordinator, &[3, 4]), (Part::Worker, &[30])];
    let few: &Came = &[(Part::Coordinator, &[1, 2, 3])];
    let old: &Came = &[(Part::Officer, &[3, 4]), (Part::Liaison, &[31, 40])];
    s4_27("?days=30&agencies=2&contacts=3", listed, few, old).await;
}

/// What happens in the product counts as it happens: a referral at the service that receives it, an appointment once it was kept
/// or missed; and what is arranged is no longer missing.
#[tokio::test]
async fn contacts_count_as_they_happen() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let query = "?agencies=2&contacts=2";
    let send = async |seat: &mut Seat, path: &str, body: Value| {
        let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
        assert!(seen.status.is_success(), "{path}: {}", seen.body);
        seen.header("location").to_owned()
    };
    let slot =
        json!({ "day": "2026-11-24", "time": "10:00", "minutes": 30, "place": "Castle Street office" });
    let all = format!("/api/v1/people/{person}/appointments");
    let booked = send(&mut seat, &all, json!({ "slot": slot })).await;
    let asks = json!({
        "person": person.to_string(), "service": ALCOHOL_SERVICE.to_string(), "asks": "Please assess.",
        "risk_none_known": true, "delivery_needs_none_known": true,
    });
    send(&mut seat, "/api/v1/referrals", asks).await;
    assert_eq!(counts(&list(&mut seat, query).await), [], "nobody came yet");
    let tag = seat.get(&booked).await.header("etag").to_owned();
    let (path, absent) = (format!("{booked}/attendance"), r#"{"attendance":"no"}"#);
    let recorded = seat.json(Method::POST, &path, &[("if-match", &tag)], absent).await;
    assert!(recorded.status.is_success(), "{}", recorded.body);
    let found = list(&mut seat, query).await;
    let one = |name: &str| (name.to_owned(), 1);
    let names = vec![one("Northmoor Probation"), one("Northmoor Alcohol Service")];
    assert_eq!(counts(&found), [("Ada Crane".to_owned(), names)]);
    assert_eq!(
        found["items"][0]["gaps"],
        json!([{ "code": "no_appointment", "words": "No appointment ahead" }])
    );
}

/// Two records of one person are one line, on the page of the first, where the viewer may know of both and of the decision.
#[tokio::test]
async fn records_that_are_one_person_are_listed_once_by_whoever_may_know_of_both() {
    let town = Town::new().await;
    let me = Part::Practitioner;
    let mut seat = program(&town, me).await;
    let (mut officer, mut colleague) =
        (program(&town, Part::Officer).await, program(&town, Part::Colleague).await);
    let first = town.shared_person().await;
    came(&town, first, &[(Part::Officer, &[1]), (Part::Liaison, &[2])]).await;
    // Ids go by the clock, and so do the pages.
    town.clock.on(SignedDuration::from_secs(1));
    many(&town, 250).await;
    town.clock.on(SignedDuration::from_secs(1));
    let second = town.shared_person().await;
    came(&town, second, &[(Part::Coordinator, &[3])]).await;
    let page = list(&mut seat, "").await;
    assert_eq!((page["looked_at"].as_u64(), counts(&page)), (Some(250), vec![]));
    let next = page["next"].as_str().expect("a page more").to_owned();
    let decide = async |seat: &mut Seat, version: i64, verdict: &str| {
        let body = json!({ "other": second.to_string(), "version": version, "verdict": verdict, "reason": "Same file" });
        let path = format!("/api/v1/people/{first}/identity-review");
        let seen = seat.json(Method::POST, &path, &[], &body.to_string()).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    };
    decide(&mut seat, 0, "same").await;
    let page = list(&mut seat, "").await;
    assert_eq!(counts(&page).len(), 1, "{page}");
    let one = &page["items"][0];
    assert_eq!((&one["person"]["id"], &one["also"]), (&json!(first.0), &json!([second.0])));
    assert_eq!(one["by_agency"].as_array().unwrap().len(), 3);
    let rest = seat.get(&next).await.json();
    assert_eq!((counts(&rest), &rest["next"]), (vec![], &Value::Null), "told once");
    // The police may know of both records and not of the decision, which is made on a page that they may not open.
    assert_eq!(counts(&list(&mut officer, "").await), []);
    // Once the second record is a colleague's alone, the first stands as if nothing had been decided.
    limit(&town, second, Part::Colleague).await;
    assert_eq!(counts(&list(&mut seat, "").await), []);
    assert_eq!(counts(&list(&mut colleague, "").await), [], "not on the caseload");
    let tried = seat.get("/api/v1/repeat-contacts?whose=agency").await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN, "for whoever manages a team");
}

/// So many people more on the practitioner's caseload.
async fn many(town: &Town, number: usize) {
    let (app, agency) = (&town.app, Part::Practitioner.agency().id());
    let mut batch = Batch::default();
    for count in 0..number {
        let person = app.id();
        let identity = Identity {
            person,
            reference: format!("TEST-{count}"),
            holder: agency,
            legal: Name { given: None, middle: None, family: Line::new(&format!("Fowl{count}")).unwrap() },
            known_as: None,
            aliases: vec![],
            born: None,
            gender: Gender::Unknown,
            identifiers: vec![],
            version: 1,
        };
        batch.people.push((identity, app.now()));
        batch.involvements.push(Involvement {
            id: app.id(),
            person,
            agency,
            account: Some(Part::Practitioner.account()),
            role: InvolvementRole::Supervision,
            leads: false,
            from: app.today(),
            to: None,
        });
    }
    app.store.fill(batch).await.expect("people");
}

/// A manager may look at everybody the agency works with, and sees of other agencies what an agreement lets a manager see.
#[tokio::test]
async fn a_manager_sees_the_agencys_people_as_far_as_an_agreement_lets_a_manager_see() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    came(&town, person, &[(Part::Officer, &[1]), (Part::Manager, &[2]), (Part::Liaison, &[3])]).await;
    let mut manager = program(&town, Part::Manager).await;
    let own = "?whose=agency&agencies=1&contacts=1";
    let mine = vec![("Northmoor Probation".to_owned(), 1)];
    assert_eq!(counts(&list(&mut manager, own).await), [("Ada Crane".to_owned(), mine)]);
    assert_eq!(counts(&list(&mut manager, "?whose=agency").await), []);
    assert_eq!(counts(&list(&mut manager, "?agencies=1&contacts=1").await), [], "on nobody's team");
    let opens = clause(1, Part::Manager.role(), Section::Plan, Condition::AgencyInvolved, &[]);
    agreed(&town, "Who comes up time and again", [Part::Manager, Part::Officer], vec![opens]).await;
    let found = counts(&list(&mut manager, "?whose=agency&agencies=2&contacts=2").await);
    let names: Vec<&str> = found[0].1.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"Northmoor Police") && names.contains(&"Northmoor Probation"), "{found:?}");
    for part in [Part::Analyst, Part::Coordinator, Part::Lead] {
        let mut seat = town.signed_in(part).await;
        assert_eq!(
            seat.get("/repeat-contacts").await.status,
            StatusCode::FORBIDDEN,
            "{part:?} sees no people"
        );
    }
    let refused = manager.get(&format!("{LIST}?days=366")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
}

//! What is done in one order's year, by six people at six desks, through the API; and at each step what each of them sees
//! there and what each may not. What their pages say meanwhile, `tests/browser` looks at.

use super::facts::KINDS;
use crate::town::{ALCOHOL_SERVICE, PASSWORD, Part, Seat, Town};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NEEDS: [&str; 7] =
    ["accommodation", "employment", "health", "substance", "family", "finance", "attitudes"];

/// The town, the person, and the six at their desks.
pub struct Year<'t> {
    pub town: &'t Town,
    pub person: PersonId,
    pub liaison: Seat,
    pub manager: Seat,
    pub practitioner: Seat,
    pub worker: Seat,
    pub officer: Seat,
    pub analyst: Seat,
}

/// A program that acts for `part`, on court lists too.
async fn program(town: &Town, part: Part) -> Seat {
    let mut seat = town.signed_in(part).await;
    let csrf = seat.csrf().await;
    let mut scopes = vec!["people:read", "people:write", "referrals:read", "referrals:write"];
    if part == Part::Liaison {
        scopes.extend(["court:read", "court:write"]);
    }
    let body = json!({ "name": "Year", "scopes": scopes, "days": 30, "password": PASSWORD }).to_string();
    let made = seat.json(Method::POST, "/api/v1/tokens", &[("x-csrf-token", &csrf)], &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let mut program = town.seat();
    program.token = made.json()["token"].as_str().map(str::to_owned);
    program
}

/// The court's list of the first day, as Libra sends it.
pub const LIST: &str = "<job><sessions><session><doh>24/11/2026</doh><ou_code>B10JQ00</ou_code><court>North Court</court>\
    <room>1</room><sstart>09:30</sstart><blocks><block><bstart>10:00</bstart><cases><case><caseno>1600000001</caseno>\
    <cseq>1</cseq><def_name>Ada Crane</def_name><def_type>P</def_type><def_dob>14/02/1991</def_dob><urn>01AB0000001</urn>\
    <offences><offence><oseq>1</oseq><code>TH68010</code><title>Theft</title></offence></offences></case></cases></block>\
    </blocks></session></sessions></job>";

pub async fn post(
    seat: &mut Seat,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Makes something; gives its id.
async fn made(seat: &mut Seat, path: &str, body: &Value) -> String {
    let (status, answer) = post(seat, path, &[], body).await;
    assert!(status.is_success(), "{path}: {status} {answer}");
    answer["id"].as_str().unwrap_or_else(|| panic!("{path}: {answer}")).to_owned()
}

/// Takes a step on a record as it is now.
async fn takes(seat: &mut Seat, path: &str, step: &str, body: &Value) -> Value {
    let tag = seat.get(path).await.header("etag").to_owned();
    let (status, answer) = post(seat, &format!("{path}/{step}"), &[("if-match", &tag)], body).await;
    assert!(status.is_success(), "{path}/{step}: {status} {answer}");
    answer
}

/// Kinds of what is on a desk.
pub async fn desk(seat: &mut Seat, list: &str) -> Vec<String> {
    let work = seat.get("/api/v1/my-work").await.json();
    let of = |rows: &Value, field: &str| -> Vec<String> {
        let rows = rows.as_array().unwrap_or_else(|| panic!("{list} of {work}"));
        rows.iter().map(|row| row[field]["code"].as_str().unwrap_or_default().to_owned()).collect()
    };
    if list == "new" { of(&work["new"], "kind") } else { of(&work[list], "what") }
}

impl Year<'_> {
    /// Moves the clock on to nine in the morning of a day.
    pub fn until(&self, day: &str) {
        let days = self.town.app.today().until(day.parse::<Date>().unwrap()).unwrap().get_days();
        assert!(days >= 0, "the clock does not go back to {day}");
        self.town.clock.on(SignedDuration::from_hours(24 * i64::from(days)));
    }

    pub fn record(&self) -> String {
        format!("/api/v1/people/{}", self.person)
    }

    /// What happened, as far as the practitioner sees it, all pages.
    async fn kinds(&mut self) -> BTreeSet<String> {
        let (mut kinds, mut next) = (BTreeSet::new(), Some(format!("{}/timeline", self.record())));
        while let Some(path) = next {
            let page = self.practitioner.get(&path).await.json();
            let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
            kinds.extend(items.iter().map(|one| one["kind"]["code"].as_str().unwrap().to_owned()));
            next = page["next"].as_str().map(str::to_owned);
        }
        kinds
    }

    /// Every kind of event of the year stands on the person's timeline.
    pub async fn left_behind(&mut self) {
        let kinds = self.kinds().await;
        let missing: Vec<&&str> = KINDS.iter().filter(|kind| !kinds.contains(**kind)).collect();
        assert!(missing.is_empty(), "did not happen: {missing:?}; happened: {kinds:?}");
    }

    /// What the police officer is asked at each step: his own work is there and empty, and nothing of the person is in it, in
    /// what he searches for, in his day, or at any address under the person's.
    pub async fn the_officer_sees_his_own_work(&mut self) {
        let lists = [
            ("/api/v1/my-work", &["overdue", "due", "waiting", "new"][..]),
            ("/api/v1/my-work/due", &["items"][..]),
            ("/api/v1/my-work/new", &["items"][..]),
            ("/api/v1/caseload", &["items"][..]),
            ("/api/v1/day", &["items"][..]),
            ("/api/v1/people?q=crane", &["items"][..]),
            ("/api/v1/people?q=ada", &["items"][..]),
        ];
        for (path, fields) in lists {
            let seen = self.officer.get(path).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
            let id = self.person.to_string();
            assert!(!seen.body.contains("Crane") && !seen.body.contains(&id), "{path}: {}", seen.body);
            for field in fields {
                assert_eq!(seen.json()[field], json!([]), "{path}: {}", seen.body);
            }
        }
        for part in
            ["", "/timeline", "/orders", "/referrals", "/appointments", "/meetings", "/sharing", "/audits"]
        {
            let path = format!("{}{part}", self.record());
            let seen = self.officer.get(&path).await;
            let away = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
            assert!(away.contains(&seen.status) && !seen.body.contains("Crane"), "{path}: {}", seen.body);
        }
        let note = json!({ "text": "Seen on the High Street." });
        let notes = format!("{}/notes", self.record());
        let (status, _) = post(&mut self.officer, &notes, &[], &note).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "nor does he write on a record of which he does not know");
    }

    /// The police officer and the analyst see nothing of it: as if nobody were there, or nobody to be asked about.
    pub async fn others_see_nothing(&mut self, paths: &[&str]) {
        self.the_officer_sees_his_own_work().await;
        for path in paths {
            assert_eq!(self.officer.get(path).await.status, StatusCode::NOT_FOUND, "the officer: {path}");
            assert_eq!(self.analyst.get(path).await.status, StatusCode::FORBIDDEN, "the analyst: {path}");
        }
    }
}

/// November at court: the list is uploaded, and what follows.
pub async fn at_court(town: &Town) -> Year<'_> {
    let mut liaison = liaison(town).await;
    let headers = [("content-type", "application/octet-stream")];
    let loaded = liaison.send(Method::POST, "/api/v1/court-lists?trigger=daily", &headers, LIST).await;
    assert_eq!(loaded.status, StatusCode::CREATED, "{}", loaded.body);
    met_at_court(town, liaison).await
}

/// A liaison practitioner's program, which has loaded nothing.
pub async fn liaison(town: &Town) -> Seat {
    program(town, Part::Liaison).await
}

/// Somebody of the list that is loaded: consent, AUDIT, what was found, the recommendation, what the court did.
pub async fn met_at_court(town: &Town, mut liaison: Seat) -> Year<'_> {
    let listed = liaison.get("/api/v1/court-entries?day=2026-11-24").await.json();
    let entry = listed["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{listed}")).to_owned();
    let agrees = json!({ "consent": "yes", "taken": { "manner": "spoken", "language": "English" } });
    let contact = made(&mut liaison, &format!("/api/v1/court-entries/{entry}/first-contact"), &agrees).await;
    let people = liaison.get("/api/v1/people?q=crane").await.json();
    let person: PersonId =
        people["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{people}")).parse().unwrap();
    let mut year = Year {
        manager: program(town, Part::Manager).await,
        practitioner: program(town, Part::Practitioner).await,
        worker: program(town, Part::Worker).await,
        officer: program(town, Part::Officer).await,
        analyst: program(town, Part::Analyst).await,
        town,
        person,
        liaison,
    };
    let record = year.record();
    let audit = json!({ "day": "2026-11-24", "mode": "interview", "language": "English", "pregnancy": "no",
        "answers": [2, 2, 2, 2, 2, 2, 2, 2, 2, 2] });
    made(&mut year.liaison, &format!("{record}/audits"), &audit).await;
    let needs: Vec<Value> = NEEDS
        .iter()
        .map(|need| json!({ "pathway": need, "level": if *need == "substance" { "great" } else { "none" } }))
        .collect();
    let found = json!({ "suitability": "suitable", "needs": needs, "risk_to_self_none_found": true, "alcohol": "screened" });
    let screening =
        made(&mut year.liaison, &format!("/api/v1/first-contacts/{contact}/screening"), &found).await;
    let report = json!({ "form": "oral", "proposal": "ATR" });
    let path = format!("/api/v1/screenings/{screening}/recommendations");
    let recommendation = made(&mut year.liaison, &path, &report).await;
    let outcome = json!({ "outcome": "probation_sentence", "made": true, "day": "2026-11-24" });
    made(&mut year.liaison, &format!("/api/v1/recommendations/{recommendation}/outcome"), &outcome).await;
    for seat in [&mut year.practitioner, &mut year.manager, &mut year.worker] {
        assert_eq!(seat.get(&record).await.status, StatusCode::NOT_FOUND, "court's record is court's alone");
    }
    year.others_see_nothing(&[&record, &format!("/api/v1/screenings/{screening}")]).await;
    year
}

/// The liaison practitioner hands the person over; until the team manager has taken them on, both see that it waits.
pub async fn handed_to_probation(year: &mut Year<'_>) {
    let record = year.record();
    assert!(desk(&mut year.liaison, "due").await.contains(&"hand_over".into()), "whoever met them owes it");
    let to = json!({ "agency": Part::Manager.agency().id().to_string(), "words": "Ring after four." });
    let id = made(&mut year.liaison, &format!("{record}/handovers"), &to).await;
    let handover = format!("/api/v1/handovers/{id}");
    let waits = desk(&mut year.liaison, "due").await;
    assert!(waits.contains(&"handover_answer".into()) && !waits.contains(&"hand_over".into()), "{waits:?}");
    let team = year.manager.get("/api/v1/team/duties?member=nobody").await.json();
    assert_eq!(team["items"][0]["what"]["code"], "take_on", "{team}");
    year.others_see_nothing(&[&handover, &record]).await;
    let owner = json!({ "answer": "take_on", "account": Part::Manager.account().to_string() });
    takes(&mut year.manager, &handover, "answer", &owner).await;
    assert!(!desk(&mut year.liaison, "due").await.contains(&"handover_answer".into()));
    let seen = year.manager.get(&handover).await.json();
    assert_eq!((&seen["state"]["code"], &seen["may"]), (&"taken_on".into(), &json!([])), "{seen}");
    let practitioner = year.practitioner.get(&handover).await;
    assert_eq!(practitioner.status, StatusCode::OK, "the team knows of it: {}", practitioner.body);
    year.until("2026-11-25");
    for path in [&record, &handover] {
        assert_eq!(year.liaison.get(path).await.status, StatusCode::NOT_FOUND, "liaison’s part is over");
    }
}

/// The team manager records the order and allocates it; gives its address.
pub async fn ordered(year: &mut Year<'_>) -> String {
    let record = year.record();
    let shown: Vec<Value> = ["dependent", "treatable", "arranged", "willing"]
        .map(|condition| json!({ "condition": condition, "evidence": "AUDIT 20", "assessor": "Court nurse", "day": "2026-11-24" }))
        .to_vec();
    let body = json!({
        "kind": "community", "court": "North Court", "offence": "Theft", "made": "2026-11-24", "ends": "2027-11-23",
        "requirements": [{ "code": "ATR", "amount": 6, "conditions": shown }],
    });
    let order =
        format!("/api/v1/orders/{}", made(&mut year.manager, &format!("{record}/orders"), &body).await);
    let team = year.manager.get("/api/v1/team").await.json();
    assert!(team["unnamed"]["due"].as_u64().is_some_and(|due| due > 0), "somebody is to be named: {team}");
    let to = json!({ "step": "allocate", "account": Part::Practitioner.account().to_string() });
    takes(&mut year.manager, &order, "steps", &to).await;
    let team = year.manager.get("/api/v1/team").await.json();
    assert_eq!((&team["unnamed"]["due"], &team["unnamed"]["overdue"]), (&0.into(), &0.into()), "{team}");
    assert!(desk(&mut year.practitioner, "due").await.contains(&"first_appointment".into()));
    for recipient in ["person", "responsible_officer", "court_officer", "provider"] {
        takes(&mut year.practitioner, &order, "steps", &json!({ "step": "serve", "recipient": recipient }))
            .await;
    }
    takes(&mut year.practitioner, &order, "steps", &json!({ "step": "induct" })).await;
    assert_eq!(year.worker.get(&record).await.status, StatusCode::NOT_FOUND, "not before the referral");
    year.others_see_nothing(&[&record, &order]).await;
    order
}

/// The referral is sent, taken on, its warning read and the first session booked; gives its address.
pub async fn referred(year: &mut Year<'_>, order: &str) -> String {
    let order = year.practitioner.get(order).await.json();
    let body = json!({
        "person": year.person.to_string(), "service": ALCOHOL_SERVICE.to_string(), "asks": "Please assess.",
        "requirement": order["requirements"][0]["id"], "risk_to_staff": "See in pairs",
        "delivery_needs_none_known": true,
    });
    let referral =
        format!("/api/v1/referrals/{}", made(&mut year.practitioner, "/api/v1/referrals", &body).await);
    assert_eq!(year.worker.get("/api/v1/inbox").await.json()["items"].as_array().unwrap().len(), 1);
    let people = [&referral, &year.record()].map(String::clone);
    year.others_see_nothing(&[&people[0], &people[1]]).await;
    takes(&mut year.worker, &referral, "accept", &json!({})).await;
    takes(&mut year.worker, &referral, "warning", &json!({})).await;
    let slot =
        json!({ "day": "2026-12-01", "time": "10:00", "minutes": 45, "place": "Castle Street office" });
    takes(&mut year.worker, &referral, "book", &slot).await;
    while app::jobs::run_one(&year.town.app).await.unwrap() {}
    assert!(!desk(&mut year.practitioner, "new").await.is_empty(), "the practitioner hears of it");
    referral
}

/// The first session is missed; the manager sees that nobody decided; it is found without excuse and warned.
pub async fn failed(year: &mut Year<'_>, order: &str) {
    let sessions = format!("{}/appointments", year.record());
    let session = year.worker.get(&sessions).await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    year.until("2026-12-01");
    year.town.clock.on(SignedDuration::from_hours(2));
    let absent = json!({ "attendance": "no", "reason_offered": "Missed the bus" });
    takes(&mut year.worker, &format!("/api/v1/appointments/{session}"), "attendance", &absent).await;
    assert!(desk(&mut year.practitioner, "due").await.contains(&"decide_absence".into()));
    year.until("2026-12-08");
    assert!(desk(&mut year.practitioner, "overdue").await.contains(&"decide_absence".into()));
    let team = year.manager.get("/api/v1/team").await.json();
    assert!(
        team["failures"].as_u64().is_some_and(|waiting| waiting > 0),
        "the team's manager sees it too: {team}"
    );
    let now = year.practitioner.get(order).await.json();
    let failure = format!("/api/v1/failures/{}", now["failures"][0]["id"].as_str().unwrap());
    let accept = json!({ "step": "accept", "words": "He is fine." });
    let (status, _) =
        post(&mut year.worker, &format!("{failure}/steps"), &[("if-match", "\"0\"")], &accept).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "whoever treats tells, and does not decide");
    year.others_see_nothing(&[&failure]).await;
    let reject = json!({ "step": "reject", "words": "No reasonable excuse." });
    let warn = json!({ "step": "warn", "warning": {
        "circumstances": "You did not come on 1 December.",
        "unacceptable": "There was no reasonable excuse.",
        "liability": "Another breach within twelve months makes you liable to be brought to court.",
    } });
    for (version, body) in [(0, reject), (1, warn)] {
        let tag = format!("\"{version}\"");
        let (status, answer) =
            post(&mut year.practitioner, &format!("{failure}/steps"), &[("if-match", &tag)], &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    let due = desk(&mut year.practitioner, "due").await;
    assert!(!due.contains(&"decide_absence".into()), "{due:?}");
}

/// A meeting of the order is arranged and held by the practitioner.
pub async fn met(
    year: &mut Year<'_>,
    order: &str,
    point: &str,
    day: &str,
    worker: &str,
    more: Value,
) -> Value {
    let body = json!({
        "kind": "three_way", "order": order.rsplit('/').next().unwrap(), "point": point,
        "starts": format!("{day}T10:00:00Z"), "place": "Castle Street office",
    });
    let path = format!("{}/meetings", year.record());
    let meeting = format!("/api/v1/meetings/{}", made(&mut year.practitioner, &path, &body).await);
    year.others_see_nothing(&[&meeting, &path]).await;
    year.until(&day.parse::<Date>().unwrap().tomorrow().unwrap().to_string());
    let mut minutes = json!({ "person": "attended", "manager": "attended", "worker": worker });
    for (field, value) in more.as_object().unwrap() {
        minutes[field] = value.clone();
    }
    let answer = takes(&mut year.practitioner, &meeting, "hold", &minutes).await;
    assert_eq!(year.worker.get(&meeting).await.status, StatusCode::OK, "the worker was asked, and reads it");
    answer
}

/// A session is held, with feedback whose words stay with those who treat; gives its address.
pub async fn treated(year: &mut Year<'_>, referral: &str) -> String {
    let sessions = format!("{}/appointments", year.record());
    let today = year.town.app.today().to_string();
    let slot = json!({ "slot": { "day": today, "time": "16:00", "minutes": 45, "place": "Castle Street office" },
        "referral": referral.rsplit('/').next().unwrap() });
    let session = format!("/api/v1/appointments/{}", made(&mut year.worker, &sessions, &slot).await);
    takes(&mut year.worker, referral, "begin", &json!({})).await;
    year.town.clock.on(SignedDuration::from_hours(24));
    takes(&mut year.worker, &session, "attendance", &json!({ "attendance": "yes" })).await;
    let words = "Drinks to forget the accident.";
    let feedback = json!({ "engagement": "well", "fit": "partly", "progress": "forward", "standard": "met", "words": words });
    let (status, answer) = post(&mut year.worker, &format!("{session}/feedback"), &[], &feedback).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let seen = year.practitioner.get(&session).await;
    assert!(
        seen.json()["feedback"]["engagement"]["code"] == "well" && !seen.body.contains("accident"),
        "{}",
        seen.body
    );
    year.others_see_nothing(&[&session, &sessions]).await;
    session
}

/// The order ends: the service that goes on is told, and says that it knows; outcomes are recorded.
pub async fn ended(year: &mut Year<'_>, order: &str) {
    year.until("2027-11-23");
    let told =
        takes(&mut year.practitioner, order, "notices", &json!({ "contact": "Northmoor duty desk" })).await;
    assert_eq!(
        told["told"], 1,
        "the treatment alone: liaison’s part ended when probation took the person on"
    );
    let now = year.practitioner.get(order).await.json();
    let owed = now["due"].as_array().unwrap().iter().filter(|one| one["kind"]["code"] == "acknowledge_end");
    let owed: Vec<&str> = owed.map(|one| one["owner"].as_str().unwrap()).collect();
    assert!(owed.len() == 1 && owed.iter().any(|owner| owner.contains("Wanda Worker")), "{owed:?}");
    assert!(
        desk(&mut year.worker, "due").await.contains(&"acknowledge_end".into()),
        "on the worker’s own desk"
    );
    let (status, _) = post(&mut year.officer, &format!("{order}/acknowledge"), &[], &json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, answer) = post(&mut year.worker, &format!("{order}/acknowledge"), &[], &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    for (kind, answer, score) in
        [("audit", "score", Some(9)), ("accommodation", "yes", None), ("employment", "no", None)]
    {
        let body = json!({ "kind": kind, "answer": answer, "score": score, "day": "2027-11-23" });
        let (status, answer) = post(&mut year.practitioner, &format!("{order}/outcomes"), &[], &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    takes(
        &mut year.practitioner,
        order,
        "end",
        &json!({ "end": "expired", "contact": "Northmoor duty desk" }),
    )
    .await;
    let now = year.practitioner.get(order).await.json();
    assert_eq!((&now["end"]["code"], &now["due"]), (&"expired".into(), &json!([])), "nothing is left to do");
}

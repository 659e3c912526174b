//! An agency leaves: its access ends on the day, and what it had open passes on, whole.

use crate::{
    journeys::let_jobs_run,
    town::{ALCOHOL_SERVICE, AgencyOf, PASSWORD, Part, Seat, Seen, Town},
};
use app::{
    Refusal,
    fill::Batch,
    meetings::{self, ArrangeMeeting},
    openings::{self, AskQuestion},
    ports::NewAccount,
    referrals::{self, MakeReferral},
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    departure::OpenWork,
    ids::{AccountId, AgencyId, PartnershipId, PersonId, ReferralId, ServiceId},
    meeting::{MeetingKind, Setting},
    pathway::Pathway,
    referral::{State, Summary, Told},
    role::{Role, Roles},
    section::Section,
    service::Service,
    text::{Line, Prose},
};
use gate::Viewer;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

const LANTERN: AgencyId = AgencyId(Uuid::from_u128(0xfade));
const RECOVERY: ServiceId = ServiceId(Uuid::from_u128(0xfad0));
const FLOATING: ServiceId = ServiceId(Uuid::from_u128(0xfad1));

fn service(id: ServiceId, agency: AgencyId, agency_name: &str, name: &str, pathway: Pathway) -> Service {
    let (agency_name, name) = (agency_name.into(), name.into());
    Service { id, agency, agency_name, name, pathway, answer_in_working_days: 5 }
}

/// A second provider of alcohol treatment with a worker, and housing support by the first one, for which nobody takes over.
async fn successor(town: &Town) -> Viewer {
    let mut batch = Batch::default();
    let partnership = PartnershipId(Uuid::from_u128(0xa));
    let (name, kind) = ("Lantern Recovery", AgencyKind::AlcoholTreatment);
    batch.agencies.push(Agency { id: LANTERN, partnership, name: name.into(), kind });
    let id: AccountId = town.app.id();
    let roles = Roles::of(&[Role::TreatmentWorker]);
    let account = Account {
        id,
        agency: LANTERN,
        name: Line::new("Lena Lantern").unwrap(),
        email: Email::new("lena@lantern.example").unwrap(),
        roles,
        closed_at: None,
    };
    batch.accounts.push(NewAccount { account, password_hash: None, totp_sealed: None });
    batch.services.push(service(RECOVERY, LANTERN, name, "Recovery support", Pathway::Substance));
    let alcohol = AgencyOf::Alcohol;
    batch.services.push(service(
        FLOATING,
        alcohol.id(),
        alcohol.name(),
        "Floating support",
        Pathway::Accommodation,
    ));
    town.app.store.fill(batch).await.unwrap();
    Viewer { account: id, agency: LANTERN, agency_kind: kind, roles }
}

async fn refer(town: &Town, person: PersonId, service: ServiceId) -> ReferralId {
    let command = MakeReferral {
        person,
        service,
        requirement: None,
        asks: Prose::new("Please meet them soon.").unwrap(),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: Vec::new() },
    };
    referrals::make(&town.app, &Town::viewer(Part::Practitioner), command, None).await.unwrap()
}

async fn send(seat: &mut Seat, path: &str, body: &Value) -> Seen {
    let csrf = seat.csrf().await;
    seat.json(Method::POST, path, &[("x-csrf-token", csrf.as_str())], &body.to_string()).await
}

/// The referrals in progress of a person to an agency, as they are kept.
async fn open_at(town: &Town, person: PersonId, agency: AgencyId) -> Vec<domain::referral::Referral> {
    let mut tx = town.app.store.read().await.unwrap();
    let found = tx.referrals_to_pass_on(person, agency, None).await.unwrap();
    tx.end().await.unwrap();
    found.into_iter().map(|(_, one)| one).collect()
}

fn leaving() -> Value {
    json!({
        "agency": AgencyOf::Alcohol.id().to_string(),
        "last_day": "2026-11-30",
        "reason": "contract_moved",
        "takes_over": [{ "pathway": "substance", "service": RECOVERY.to_string() }],
        "heir": LANTERN.to_string(),
        "keeper": AgencyOf::Council.id().to_string(),
    })
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one journey, from the dry run to what is left")]
async fn what_an_agency_had_open_passes_on_whole_and_it_sees_nothing_from_the_day_after() {
    let town = Town::new().await;
    let lena = successor(&town).await;
    let (app, worker) = (&town.app, Town::viewer(Part::Worker));
    let mut people = Vec::new();
    for number in 0..5 {
        let person = town.person_of(Part::Practitioner, "Ada", &format!("Leavecase{number}")).await;
        let service = if number == 4 { FLOATING } else { ALCOHOL_SERVICE };
        let id = refer(&town, person, service).await;
        if number > 1 {
            referrals::accept(app, &worker, id, 1).await.unwrap();
        }
        people.push((person, id));
    }
    let words = Prose::new("Between the two of us.").unwrap();
    app::people::add_note(app, &worker, people[2].0, words, None).await.unwrap();
    let shown = format!("{:?}", app::people::overview(app, &worker, people[2].0).await);
    assert!(
        shown.contains("Between the two of us"),
        "the agency itself reads it until its last day: {shown}"
    );
    let mut seat = town.signed_in(Part::Worker).await;
    let mut cora = town.signed_in(Part::Coordinator).await;
    let made = json!({ "name": "T", "scopes": ["people:read"], "days": 300, "password": PASSWORD });
    let made = send(&mut seat, "/api/v1/tokens", &made).await;
    let mut program = town.seat();
    program.token = made.json()["token"].as_str().map(str::to_owned);

    // The dry run and all that follows it name nobody.
    let path = format!("/departures/new/{}", AgencyOf::Alcohol.id());
    let dry = cora.get(&path).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
    assert!(!dry.body.contains("Leavecase") && !dry.body.contains(&people[0].0.to_string()));
    assert_eq!(seat.get(&path).await.status, StatusCode::FORBIDDEN, "a worker records no last day");
    let question = AskQuestion {
        person: people[2].0,
        to: AgencyOf::Alcohol.id(),
        section: Section::Risk,
        words: Line::new("Is there a risk to staff?").unwrap(),
    };
    openings::ask(app, &Town::viewer(Part::Practitioner), question, None).await.unwrap();
    let meeting = ArrangeMeeting {
        person: people[2].0,
        order: None,
        kind: MeetingKind::CaseConference,
        point: None,
        setting: Setting {
            at: app.now() + SignedDuration::from_hours(24 * 30),
            place: Line::new("Room 2").unwrap(),
        },
    };
    meetings::arrange(app, &worker, meeting, None).await.unwrap();

    // Of two that record at once, one is told.
    let mut other = town.signed_in(Part::Coordinator).await;
    let body = leaving();
    let (one, two) = tokio::join!(
        send(&mut cora, "/api/v1/departures", &body),
        send(&mut other, "/api/v1/departures", &body)
    );
    let (recorded, again) = if one.status == StatusCode::CREATED { (one, two) } else { (two, one) };
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.body);
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.body);
    let departure = format!("/api/v1/departures/{}", recorded.json()["id"].as_str().unwrap());
    let open = async |cora: &mut Seat| {
        let body = cora.get(&departure).await;
        assert!(!body.body.contains("Leavecase"));
        body.json()["open"].as_array().unwrap().clone()
    };
    let count = |open: &[Value], kind: OpenWork| {
        open.iter().find(|one| one["what"]["code"] == kind.code()).unwrap()["count"].as_u64().unwrap()
    };
    let before = open(&mut cora).await;
    assert_eq!(count(&before, OpenWork::Referral), 5);
    assert!(count(&before, OpenWork::Duty) > 0);
    assert_eq!((count(&before, OpenWork::Question), count(&before, OpenWork::Meeting)), (1, 1));

    // The manager of the agency goes through it by name; nobody else does, and nobody for another agency.
    let list = format!("{departure}/checklist");
    let mut manager = town.signed_in(Part::TreatmentManager).await;
    let listed = manager.get(&list).await;
    assert_eq!(listed.status, StatusCode::OK, "{}", listed.body);
    let items = listed.json()["items"].as_array().unwrap().clone();
    for (person, _) in &people {
        assert!(items.iter().any(|one| one["person"] == person.to_string()), "{person} is on the list");
    }
    let ready = json!({ "person": items[0]["person"], "id": items[0]["id"] });
    for _ in 0..2 {
        assert_eq!(send(&mut manager, &list, &ready).await.status, StatusCode::OK, "said twice as once");
    }
    let again = manager.get(&list).await.json();
    let marked: Vec<bool> =
        again["items"].as_array().unwrap().iter().map(|one| one["ready_at"].is_string()).collect();
    assert_eq!(marked.iter().filter(|ready| **ready).count(), 1);
    assert!(marked[0], "it is the one");
    let swapped = json!({ "person": people[1].0.to_string(), "id": people[0].1.to_string() });
    assert_eq!(send(&mut manager, &list, &swapped).await.status, StatusCode::NOT_FOUND, "not of this person");
    assert_eq!(seat.get(&list).await.status, StatusCode::FORBIDDEN);
    assert_eq!(cora.get(&list).await.status, StatusCode::FORBIDDEN, "whoever records it reads no names");
    let mut outsider = town.signed_in(Part::Manager).await;
    assert_eq!(outsider.get(&list).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&mut outsider, &list, &ready).await.status, StatusCode::NOT_FOUND);

    // The last day itself is a day like any other.
    town.clock.on(SignedDuration::from_hours(24 * 6));
    let person = people[0].0;
    assert_eq!(program.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::OK);
    let note = format!("/people/{}/note", people[2].0);
    let fields = seat.filled(&note, &note, &[("text", "Written too late.")]).await;
    assert_eq!(app::departures::pass_on_due(app).await.unwrap(), 0);

    // The day after: nothing opens, before any sweep. The gate knows it too, should a session be taken for one.
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(program.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::UNAUTHORIZED);
    for path in ["/my-work", "/caseload"] {
        assert_eq!(seat.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(seat.post(&note, &fields).await.status, StatusCode::UNAUTHORIZED);
    assert!(!town.keeps("Written too late."), "an old form");
    let mut anew = town.seat();
    let refused = anew.fill("/sign-in", &[("email", Part::Worker.email()), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (person, _) in &people {
        let seen = app::people::overview(app, &worker, *person).await;
        assert!(matches!(seen, Err(Refusal::NotFound)), "{seen:?}");
    }
    let late = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Late.").unwrap(),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: Vec::new() },
    };
    let late = referrals::make(app, &Town::viewer(Part::Practitioner), late, None).await;
    assert!(matches!(late, Err(Refusal::Invalid(_))), "nobody is referred to a service that has ended");

    // Passed on: each once, to the successor or back, and nothing is left.
    assert_eq!(app::departures::pass_on_due(app).await.unwrap(), 1);
    assert_eq!(app::departures::pass_on_due(app).await.unwrap(), 0, "once");
    let_jobs_run(&town).await;
    let after = open(&mut cora).await;
    for kind in [
        OpenWork::Referral,
        OpenWork::Order,
        OpenWork::Appointment,
        OpenWork::Duty,
        OpenWork::Meeting,
        OpenWork::Lead,
        OpenWork::Handover,
        OpenWork::Question,
    ] {
        assert_eq!(count(&after, kind), 0, "{kind:?} is left with nobody");
    }
    let mut passed = 0;
    for (person, old) in &people {
        assert_eq!(open_at(&town, *person, AgencyOf::Alcohol.id()).await, []);
        let there = open_at(&town, *person, LANTERN).await;
        for one in &there {
            assert_eq!((one.state(), one.request.service), (State::Sent, RECOVERY));
            assert_eq!(one.request.made_by, Part::Practitioner.account(), "it is the referrer’s still");
            let shown = referrals::open(app, &lena, one.request.id).await;
            assert!(shown.is_ok(), "the successor has it on its desk");
        }
        passed += there.len();
        assert_ne!(there.first().map(|one| one.request.id), Some(*old), "what was before stays where it was");
        let shown = format!("{:?}", app::people::overview(app, &lena, *person).await);
        assert!(!shown.contains("Between the two of us"), "what the agency wrote is not passed on: {shown}");
    }
    assert_eq!(passed, 4, "the fifth went back to whoever referred");
    let mut referrer = town.signed_in(Part::Practitioner).await;
    let due = referrer.get("/my-work/due").await.body;
    assert!(due.contains(&people[4].0.to_string()), "back with the referrer, who owes another way: {due}");
    let late = send(&mut cora, &format!("{departure}/call-off"), &json!({ "why": "Too late" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "what has ended is not called off");
}

#[tokio::test]
async fn a_service_that_loses_its_contract_relates_its_agency_to_nobody_from_the_day_after() {
    let town = Town::new().await;
    let lena = successor(&town).await;
    let (app, worker) = (&town.app, Town::viewer(Part::Worker));
    let mut people = Vec::new();
    // One whom only the service works with, one who waits for its answer, one of another service, and one of both.
    for (number, services) in
        [&[ALCOHOL_SERVICE][..], &[ALCOHOL_SERVICE], &[FLOATING], &[ALCOHOL_SERVICE, FLOATING]]
            .iter()
            .enumerate()
    {
        let person = town.person_of(Part::Practitioner, "Ada", &format!("Endcase{number}")).await;
        for service in *services {
            let id = refer(&town, person, *service).await;
            if number != 1 {
                referrals::accept(app, &worker, id, 1).await.unwrap();
            }
        }
        people.push(person);
    }
    let sees = async |who: &Viewer| {
        let mut seen = Vec::new();
        for person in &people {
            seen.push(app::people::overview(app, who, *person).await.is_ok());
        }
        seen
    };
    let mut seat = town.signed_in(Part::Worker).await;
    let mut cora = town.signed_in(Part::Coordinator).await;
    let body = json!({
        "agency": AgencyOf::Alcohol.id().to_string(),
        "service": ALCOHOL_SERVICE.to_string(),
        "last_day": "2026-11-30",
        "reason": "contract_moved",
        "takes_over": [{ "pathway": "substance", "service": RECOVERY.to_string() }],
    });
    let recorded = send(&mut cora, "/api/v1/departures", &body).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.body);
    let departure = format!("/api/v1/departures/{}", recorded.json()["id"].as_str().unwrap());
    // Called off and recorded again: it ends as if it had been recorded once.
    let off = send(&mut cora, &format!("{departure}/call-off"), &json!({ "why": "A slip" })).await;
    assert_eq!(off.status, StatusCode::OK, "{}", off.body);
    let recorded = send(&mut cora, "/api/v1/departures", &body).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.body);
    // Somebody who comes to it before its last day leaves with the others.
    let late = town.person_of(Part::Practitioner, "Ada", "Endcase4").await;
    let id = refer(&town, late, ALCOHOL_SERVICE).await;
    referrals::accept(app, &worker, id, 1).await.unwrap();

    town.clock.on(SignedDuration::from_hours(24 * 6));
    assert_eq!(sees(&worker).await, [true; 4], "the last day is a day like any other");
    assert_eq!(app::departures::pass_on_due(app).await.unwrap(), 0);

    // The day after, before any sweep: items and lists alike.
    town.clock.on(SignedDuration::from_hours(24));
    let there = [false, false, true, true];
    assert_eq!(sees(&worker).await, there, "the service is over, the agency is not");
    assert!(app::people::overview(app, &worker, late).await.is_err());
    let caseload = seat.get("/caseload").await;
    assert_eq!(caseload.status, StatusCode::OK, "the agency goes on");
    for (number, shown) in there.into_iter().chain([false]).enumerate() {
        assert_eq!(caseload.body.contains(&format!("Endcase{number}")), shown, "Endcase{number}");
    }
    assert_eq!(sees(&lena).await, [false; 4], "nobody has passed anything on yet");

    assert_eq!(app::departures::pass_on_due(app).await.unwrap(), 1);
    let_jobs_run(&town).await;
    assert_eq!(sees(&worker).await, there);
    assert_eq!(sees(&lena).await, [true, true, false, true], "whoever takes over has them on its desk");
    for person in [people[0], people[3], late] {
        let there = open_at(&town, person, LANTERN).await;
        assert_eq!(there.iter().map(|one| one.request.service).collect::<Vec<_>>(), [RECOVERY]);
    }
    let stays = open_at(&town, people[3], AgencyOf::Alcohol.id()).await;
    assert_eq!(stays.iter().map(|one| one.request.service).collect::<Vec<_>>(), [FLOATING]);
}

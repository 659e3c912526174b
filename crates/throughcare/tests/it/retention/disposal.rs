//! Disposal: the whole way, what is left of it, and the attacks.

use super::{NAME, dispose, pass, propose};
use crate::{
    api::program,
    town::{Engine, Part, Seat, Town},
};
use app::retention::{self, Which};
use domain::{
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    person::Contact,
};
use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};

async fn post(seat: &mut Seat, path: &str, body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

async fn add_note(seat: &mut Seat, person: PersonId, text: &str) {
    let (status, said) =
        post(seat, &format!("/api/v1/people/{person}/notes"), &json!({ "text": text })).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
}

/// The police are on the person's team as well.
async fn police(town: &Town, person: PersonId) {
    let mut tx = town.app.store.write().await.expect("a transaction");
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: Part::Officer.agency().id(),
        account: Some(Part::Officer.account()),
        role: InvolvementRole::Policing,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
}

/// Every chain is whole; answers how many contents were emptied.
async fn emptied(app: &app::App) -> u64 {
    let verified = app.store.verify_chains(&[]).await.expect("chains");
    assert_eq!(verified.broken, None);
    verified.disposed
}

/// What the record says that nobody else's does: names, a number, words of notes, an appointment's place, what was typed and not
/// sent, a request for a copy, a reported mistake.
const PLANTED: [&str; 8] = [
    NAME,
    "ZE14 5RT",
    "Zebulon",
    "zymurgy in the attic",
    "Wyvern Yard",
    "quixotic draft",
    "by pigeon post",
    "xylophone lesson",
];

async fn planted(town: &Town) -> PersonId {
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    let mut tx = town.app.store.write().await.expect("a transaction");
    let (holder, postcode) = (Part::Practitioner.agency().id(), Some("ZE14 5RT".to_owned()));
    let contact = Contact { person, holder, address: None, postcode, telephone: None, email: None };
    tx.put_contact(&contact, town.app.now()).await.expect("a postcode");
    tx.commit().await.expect("committed");
    let mut program = program(town, Part::Practitioner).await;
    let found = program.get("/api/v1/people?q=ze14").await;
    assert!(found.body.contains(NAME), "found by the postcode: {}", found.body);
    add_note(&mut program, person, "He keeps zymurgy in the attic.").await;
    let body =
        json!({ "received": "2026-11-24", "words": "It came by pigeon post.", "identity_known": true });
    let (status, made) = post(&mut program, &format!("/api/v1/people/{person}/access-requests"), &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let request = format!("/api/v1/access-requests/{}/steps", made["id"].as_str().expect("an id"));
    let body = json!({ "step": "withdraw", "words": "He has changed his mind." }).to_string();
    let seen = program.json(Method::POST, &request, &[("if-match", "\"0\"")], &body).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let body = json!({
        "person": person.0, "what": "A note about a xylophone lesson.", "people": 1, "sections": ["notes"],
        "recipient": "Wyvern Yard", "happened": "2026-11-24",
    });
    let (status, made) = post(&mut program, "/api/v1/mistaken-disclosures", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let mut lead = crate::api::program(town, Part::Lead).await;
    let step = format!("/api/v1/mistaken-disclosures/{}/steps", made["id"].as_str().expect("an id"));
    let body = json!({ "step": "spare_commissioner", "words": "It was opened by nobody." }).to_string();
    let seen = lead.json(Method::POST, &step, &[("if-match", "\"0\"")], &body).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let mut seat = town.signed_in(Part::Practitioner).await;
    let notes = format!("/people/{person}/correct");
    let desk = app::drafts::Desk { account: Part::Practitioner.account(), host: None };
    app::drafts::save(&town.app, desk, &notes, "note=quixotic+draft quixotic draft").await.expect("a draft");
    seat.get(&format!("/people/{person}")).await;
    person
}

/// Proof of the whole: from a record that is due to nothing of it anywhere, with the chains whole, the certificate verified, and
/// a backup from before brought back without it.
#[tokio::test]
async fn what_is_disposed_of_is_gone_from_every_row_and_from_a_backup_that_is_restored() {
    let town = Town::new().await;
    let person = planted(&town).await;
    for words in PLANTED {
        assert!(town.holds_in_a_row(words).await, "{words} was planted");
    }
    assert_eq!(emptied(&town.app).await, 0);
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("before.db");
    let embedded = matches!(crate::ENGINE, Engine::Sqlite);
    if embedded {
        town.copy_to(&backup).await;
    }
    pass(&town, 7);
    // Known to the index in memory before, and forgotten by it after: somebody like them is compared with nobody who is gone.
    app::identity::look_again(&town.app).await.expect("looked");
    let mut lead = town.signed_in(Part::Lead).await;
    let at = dispose(&town, person).await;
    town.person_of(Part::Practitioner, "Zebullon", "Quilfeather").await;
    assert!(app::identity::look_again(&town.app).await.expect("looked, at nobody who is gone") > 0);

    let page = lead.get(&at).await.page().main_text();
    assert!(page.contains("Carried out") && page.contains("Verified The log tells the same"), "{page}");
    assert!(
        page.contains("note: 1") && page.contains("by Mina Manager") || page.contains("Mina Manager"),
        "{page}"
    );
    assert!(!page.contains(NAME) && !page.contains("Zebulon"), "it names nobody: {page}");
    assert!(emptied(&town.app).await > 3);
    for words in PLANTED {
        assert!(!town.holds_in_a_row(words).await, "{words} is in a row");
    }
    let absent = PersonId(uuid::Uuid::from_u128(0x77));
    for part in [Part::Practitioner, Part::Lead] {
        let mut seat = program(&town, part).await;
        let ends = ["", "/notes", "/timeline", "/receipts", "/access-requests", "/identity-review"];
        for of in
            ends.map(|end| format!("/people/ID{end}")).into_iter().chain(["/retention/records/ID".to_owned()])
        {
            let [gone, nothing] =
                [person, absent].map(|id| format!("/api/v1{}", of.replace("ID", &id.to_string())));
            let (gone, nothing) = (seat.get(&gone).await, seat.get(&nothing).await);
            assert_eq!(
                (gone.status, &gone.body.len()),
                (nothing.status, &nothing.body.len()),
                "{of}: {}",
                gone.body
            );
        }
        for typed in ["quillfeather", "ze14", "ze14%205rt"] {
            let found = seat.get(&format!("/api/v1/people?q={typed}")).await;
            assert!(!found.body.contains(NAME), "{typed}: {}", found.body);
        }
    }
    let mut tx = town.app.store.read().await.expect("a transaction");
    let journal = tx.carried_out(Timestamp::UNIX_EPOCH, None, 10).await.expect("disposals");
    tx.end().await.expect("over");
    assert_eq!(journal.len(), 1);
    if embedded {
        brought_back(&town, &backup, &journal).await;
    }
}

/// A backup from before, restored: with the journal it holds nothing of the record either.
async fn brought_back(town: &Town, backup: &std::path::Path, journal: &[domain::retention::Disposal]) {
    let lines: Vec<_> = journal.iter().filter_map(retention::said).collect();
    let told: Vec<_> = lines.iter().filter_map(retention::told).collect();
    let app = town.over(backup).await;
    assert_eq!(retention::repeat(&app, &told).await.expect("repeated"), 1);
    assert_eq!(retention::repeat(&app, &told).await.expect("again"), 0, "once");
    assert!(emptied(&app).await > 3);
    let viewer = Town::viewer(Part::Lead);
    let found = retention::disposal(&app, &viewer, journal[0].proposal.id).await.expect("its certificate");
    assert_eq!(found.holds, Some(true), "the certificate came along");
    drop(app);
    let copy = backup.with_file_name("after.db");
    let url = format!("sqlite://{}", backup.display());
    let db = store::Db::open(&url, store::Options::default()).await.expect("the restored");
    db.backup_to(&copy).await.expect("a copy");
    db.close().await;
    let bytes = std::fs::read(&copy).expect("bytes");
    for words in PLANTED {
        assert!(!bytes.windows(words.len()).any(|part| part == words.as_bytes()), "{words} came back");
    }
}

/// Only what the agency holds goes; the other agency's part, and who it is, stay until the last.
#[tokio::test]
async fn one_agency_disposes_of_its_own_part_and_the_last_of_the_person() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    police(&town, person).await;
    let (mut ours, mut theirs) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Officer).await);
    add_note(&mut ours, person, "zymurgy in the attic").await;
    add_note(&mut theirs, person, "seen near the harbour").await;
    pass(&town, 7);
    let at = dispose(&town, person).await;
    let mut lead = town.signed_in(Part::Lead).await;
    let page = lead.get(&at).await.page().main_text();
    assert!(page.contains("another agency holds something"), "{page}");
    assert!(!town.holds_in_a_row("zymurgy").await);
    let notes = town.signed_in(Part::Officer).await.get(&format!("/people/{person}/notes")).await;
    assert!(notes.body.contains("harbour"), "{}", notes.body);
    let mut theirs = program(&town, Part::Officer).await;
    let found = theirs.get(&format!("/api/v1/people/{person}")).await;
    assert!(found.body.contains(NAME), "{}", found.body);
    let mut ours = program(&town, Part::Practitioner).await;
    assert_eq!(ours.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::NOT_FOUND);
    assert!(!ours.get("/api/v1/people?q=quillfeather").await.body.contains(NAME));
    assert!(emptied(&town.app).await > 0);
}

/// One person for both steps, before its time, while a hold stands, without the second factor, by a program, twice, another
/// agency's, by hand in the database.
#[tokio::test]
async fn nobody_disposes_alone_early_under_a_hold_or_of_what_another_agency_holds() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    let record = format!("/retention/records/{person}");
    let mut manager = town.signed_in(Part::Manager).await;
    let early = manager.get(&record).await.page().main_text();
    assert!(early.contains("The agency works with the person; The period is not over"), "{early}");
    let refused = retention::propose(&town.app, &Town::viewer(Part::Manager), person, Which::Own).await;
    assert!(matches!(refused, Err(app::Refusal::NotNow(_))), "early");
    for part in [Part::TreatmentLead, Part::CouncilLead] {
        let seen = town.signed_in(part).await.get(&record).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{part:?}");
    }
    pass(&town, 7);
    let mut lead = town.signed_in(Part::Lead).await;
    let due = lead.get("/retention").await.page().main_text();
    assert!(due.contains("Nothing is due here"), "somebody is still said to work with them: {due}");
    let at = propose(&mut lead, person).await;
    let confirm = format!("{at}/confirm");
    assert_eq!(lead.get(&confirm).await.status, StatusCode::CONFLICT, "one's own");
    let csrf = lead.csrf().await;
    let fields = [("csrf".to_owned(), csrf), ("code".to_owned(), town.code(Part::Lead))];
    assert_eq!(lead.post(&confirm, &fields).await.status, StatusCode::CONFLICT, "one person for both steps");
    assert_eq!(lead.get(&record).await.status, StatusCode::OK);

    let mut manager = town.signed_in(Part::Manager).await;
    let wrong = manager.fill(&confirm, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hold =
        [("why", "A claim is made."), ("review-day", "1"), ("review-month", "1"), ("review-year", "2035")];
    assert_eq!(manager.fill(&format!("{record}/hold"), &hold).await.location(), record);
    let code = town.code(Part::Manager);
    let held = manager.fill(&confirm, &[("code", &code)]).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    assert!(held.page().main_text().contains("legal hold"), "{}", held.page().main_text());
    let ended = manager.fill(&format!("{record}/hold"), &[("why", "The claim is settled.")]).await;
    assert_eq!(ended.location(), record, "{}", ended.page().main_text());

    let token = program(&town, Part::Manager).await.token;
    let mut machine = town.seat();
    machine.token = token;
    let by_program = machine.json(Method::POST, &confirm, &[], "{}").await;
    assert_ne!(by_program.status, StatusCode::OK);
    let stranger = town.signed_in(Part::TreatmentLead).await.get(&at).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);

    let code = town.code(Part::Manager);
    let fields = manager.filled(&confirm, &confirm, &[("code", &code)]).await;
    assert_eq!(manager.post(&confirm, &fields).await.location(), at);
    assert_eq!(manager.post(&confirm, &fields).await.status, StatusCode::CONFLICT, "once");
    assert!(!town.holds_in_a_row("The claim is settled").await, "the hold goes with the record");
}

/// A hold and the disposal at the same moment: one of the two is told that the other was first.
#[tokio::test]
async fn of_a_hold_and_a_disposal_at_once_one_is_told() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    pass(&town, 7);
    let mut lead = town.signed_in(Part::Lead).await;
    let at = propose(&mut lead, person).await;
    let mut manager = town.signed_in(Part::Manager).await;
    let confirm = format!("{at}/confirm");
    let code = town.code(Part::Manager);
    let fields = manager.filled(&confirm, &confirm, &[("code", &code)]).await;
    let hold = retention::HoldStep::Place(
        domain::text::Prose::new("A claim is made.").expect("words"),
        jiff::civil::date(2040, 1, 1),
    );
    let viewer = Town::viewer(Part::Lead);
    let (disposed, held) = tokio::join!(
        manager.post(&confirm, &fields),
        retention::hold(&town.app, &viewer, person, Which::Own, hold)
    );
    let gone = disposed.status == StatusCode::SEE_OTHER;
    assert_ne!(gone, held.is_ok(), "one of the two: {}", disposed.status);
    assert_eq!(lead.get(&format!("/retention/records/{person}")).await.status == StatusCode::NOT_FOUND, gone);
    assert_eq!(emptied(&town.app).await > 0, gone);
}

/// Limited to named people: to a lead who is not on the list there is no such record, due or not.
#[tokio::test]
async fn a_limited_record_is_on_nobodys_list_but_of_those_who_are_named() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    let manager = Town::viewer(Part::Manager);
    let limit = app::restrictions::SetLimit {
        person,
        named: vec![manager.account],
        reason: domain::restriction::LimitReason::ALL[0],
    };
    app::restrictions::set_limit(&town.app, &manager, limit).await.expect("limited");
    pass(&town, 7);
    let lead = Town::viewer(Part::Lead);
    assert!(matches!(
        retention::record(&town.app, &lead, person, Which::Own).await,
        Err(app::Refusal::NotFound)
    ));
    let hidden = retention::list(&town.app, &lead, None).await.expect("a list");
    assert_eq!((hidden.due.len(), hidden.looked_at), (0, 0));
    assert!(
        retention::record(&town.app, &manager, person, Which::Own).await.is_ok(),
        "whoever is named finds it"
    );
}

/// A period of the agency's own takes the place of the one for its kind, through page and API.
#[tokio::test]
async fn an_agency_sets_how_long_it_keeps_records() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    let mut lead = program(&town, Part::Lead).await;
    let record = format!("/api/v1/retention/records/{person}");
    assert_eq!(lead.get(&record).await.json()["record"]["schedule"]["months"], 72);
    let body = json!({
        "record": "case", "counts_from": "order_end", "months": 120, "action": "review", "from": "2026-11-24",
        "source": "Our own policy, 3.2",
    });
    let (set, said) = post(&mut lead, "/api/v1/retention-schedules", &body).await;
    assert_eq!(set, StatusCode::OK, "{said}");
    assert_eq!(lead.get(&record).await.json()["record"]["schedule"]["months"], 120);
    let (twice, _) = post(&mut lead, "/api/v1/retention-schedules", &body).await;
    assert_eq!(twice, StatusCode::CONFLICT);
    let mut past = body.clone();
    past["from"] = json!("2026-11-01");
    assert_eq!(
        post(&mut lead, "/api/v1/retention-schedules", &past).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let mut manager = program(&town, Part::Manager).await;
    assert_eq!(post(&mut manager, "/api/v1/retention-schedules", &body).await.0, StatusCode::FORBIDDEN);
    let mut other = program(&town, Part::TreatmentLead).await;
    assert!(!other.get("/api/v1/retention-schedules").await.body.contains("Our own policy"));
    let mut seat = town.signed_in(Part::Lead).await;
    let page = seat.get("/retention/schedules").await.page().main_text();
    assert!(page.contains("From memory") && page.contains("Our own policy, 3.2"), "{page}");
}

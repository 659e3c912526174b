//! Records of an agency that has left: whoever keeps them holds and disposes of them, from the day after its last, and nobody else.

use super::{NAME, pass};
use crate::{
    api::program,
    town::{AgencyOf, Part, Town},
};
use app::{
    Refusal,
    departures::{self, RecordDeparture},
    mistakes,
    retention::{self, HoldStep, Which},
};
use domain::{
    departure::DepartureReason,
    duty::DutyKind,
    ids::{DepartureId, PersonId},
    involvement::{Involvement, InvolvementRole},
    section::Section,
    text::{Line, Prose},
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, ToSpan as _};
use serde_json::{Value, json};

/// Somebody with whom the police work, and an agency that leaves did.
async fn worked_with(town: &Town, agency: AgencyOf, family: &str) -> PersonId {
    let person = town.person_of(Part::Officer, "Zebulon", family).await;
    let mut tx = town.app.store.write().await.expect("a transaction");
    let involvement = Involvement {
        id: town.app.id(),
        person,
        agency: agency.id(),
        account: None,
        role: InvolvementRole::Treatment,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
    person
}

/// The last day of an agency is today.
async fn leaves(town: &Town, agency: AgencyOf, keeper: AgencyOf) -> DepartureId {
    let command = RecordDeparture {
        agency: agency.id(),
        service: None,
        last_day: town.app.today(),
        reason: DepartureReason::Closed,
        words: None,
        takes_over: Vec::new(),
        heir: Some(AgencyOf::Council.id()),
        keeper: Some(keeper.id()),
    };
    let coordinator = Town::viewer(Part::Coordinator);
    departures::record(&town.app, &coordinator, command, None).await.expect("recorded")
}

/// Who owes what is owed for records: the review of a hold, and what is told of a mistake.
async fn reviewer(town: &Town, person: PersonId) -> Vec<AgencyOf> {
    let mut tx = town.app.store.read().await.expect("a transaction");
    let mut found = Vec::new();
    let of_records = [DutyKind::HoldReview, DutyKind::TellCommissioner];
    for agency in [AgencyOf::Probation, AgencyOf::Alcohol, AgencyOf::Council] {
        let owed = tx.duties_by_order(person, agency.id()).await.expect("duties");
        found.extend(owed.iter().filter(|one| of_records.contains(&one.kind)).map(|_| agency));
    }
    tx.end().await.expect("over");
    found
}

/// From the last day to the certificate, with all who have no part in it trying.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one journey, from what the agency left to the certificate")]
async fn whoever_keeps_the_records_of_an_agency_that_left_disposes_of_them_and_nobody_else_does() {
    let town = Town::new().await;
    let app = &town.app;
    let person = worked_with(&town, AgencyOf::Alcohol, NAME).await;
    let held = worked_with(&town, AgencyOf::Alcohol, "Holdfast").await;
    let earlier = worked_with(&town, AgencyOf::Liaison, "Courtcase").await;
    let calm = worked_with(&town, AgencyOf::Police, "Remains").await;
    let words = Prose::new("He keeps zymurgy in the attic.").expect("words");
    app::people::add_note(app, &Town::viewer(Part::Worker), person, words, None).await.expect("a note");
    pass(&town, 9);
    let leaver = Town::viewer(Part::TreatmentLead);
    retention::end_work(app, &leaver, person, Which::Own).await.expect("the work has ended");
    let old = retention::propose(app, &leaver, person, Which::Own).await.expect("proposed before it left");
    let report = mistakes::Report {
        person: Some(held),
        what: Prose::new("A letter went to the house next door.").expect("words"),
        people: 1,
        sections: vec![Section::Plan],
        recipient: Line::new("The house next door").expect("words"),
        happened: app.today(),
        aware: None,
    };
    let mistake = mistakes::report(app, &Town::viewer(Part::Worker), report, None)
        .await
        .expect("reported before it left");
    let hold = || {
        let why = Prose::new("An inquest asks for it.").expect("words");
        HoldStep::Place(why, app.today() + 90.days())
    };
    retention::hold(app, &leaver, held, Which::Own, hold()).await.expect("held before it left");

    // One that leaves names another, which leaves as well and names the next; a last day that is called off is none.
    leaves(&town, AgencyOf::Liaison, AgencyOf::Alcohol).await;
    leaves(&town, AgencyOf::Alcohol, AgencyOf::Probation).await;
    let police = leaves(&town, AgencyOf::Police, AgencyOf::Probation).await;
    let (coordinator, why) = (Town::viewer(Part::Coordinator), Line::new("It stays").expect("words"));
    departures::call_off(app, &coordinator, police, why).await.expect("called off");

    let of = |agency: AgencyOf| format!("?agency={}", agency.id());
    let record = format!("/retention/records/{person}");
    let kept = format!("{record}{}", of(AgencyOf::Alcohol));
    let before = format!("/retention/disposals/{old}");
    let mut lead = town.signed_in(Part::Lead).await;
    let register = format!("/mistaken-disclosures/{mistake}");
    for path in [&kept, &before, &register, &format!("/retention/records/{earlier}{}", of(AgencyOf::Liaison))]
    {
        assert_eq!(lead.get(path).await.status, StatusCode::NOT_FOUND, "its last day is its own: {path}");
    }
    assert!(!lead.get("/retention").await.body.contains(AgencyOf::Alcohol.name()));
    let mut own = town.signed_in(Part::TreatmentLead).await;
    assert_eq!(own.get(&record).await.status, StatusCode::OK);

    // The day after, before any sweep.
    town.clock.on(SignedDuration::from_hours(24));
    let list = lead.get("/retention").await.page().main_text();
    let left = "which left on Sun 25 Nov 2035";
    for agency in [AgencyOf::Alcohol, AgencyOf::Liaison] {
        assert!(list.contains(&format!("{}, {left}", agency.name())), "{list}");
    }
    assert!(list.contains("Review by") && list.contains("Waits for a second person"), "{list}");
    let page = lead.get(&kept).await;
    assert!(
        page.page().main_text().contains(&format!("Northmoor Alcohol Service, {left}; kept by your agency"))
    );
    assert!(!page.body.contains(NAME) && !page.body.contains("zymurgy"), "nothing of the record is opened");
    assert_eq!(lead.get(&format!("/people/{person}")).await.status, StatusCode::NOT_FOUND);
    let courts = format!("/retention/records/{earlier}{}", of(AgencyOf::Liaison));
    assert_eq!(lead.get(&courts).await.status, StatusCode::OK, "the keeper’s keeper");
    let stays = format!("/retention/records/{calm}{}", of(AgencyOf::Police));
    assert_eq!(lead.get(&stays).await.status, StatusCode::NOT_FOUND, "the police are there still");
    assert_eq!(lead.get(&record).await.status, StatusCode::NOT_FOUND, "of its own it holds nothing");

    // Its own staff, whoever takes over its work, and any other agency.
    assert_eq!(own.get(&record).await.status, StatusCode::UNAUTHORIZED);
    for which in [Which::Own, Which::Of(AgencyOf::Alcohol.id())] {
        let seen = retention::record(app, &leaver, person, which).await;
        assert!(matches!(seen, Err(Refusal::Role(_))), "the gate itself knows that it has left: {seen:?}");
    }
    assert!(retention::list(app, &leaver, None).await.is_err());
    let mut council = town.signed_in(Part::CouncilLead).await;
    let mut theirs = program(&town, Part::CouncilLead).await;
    for path in [&kept, &format!("{record}/hold{}", of(AgencyOf::Alcohol)), &before, &register] {
        assert_eq!(council.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let api = format!("/api/v1/retention/records/{person}");
    assert_eq!(theirs.get(&format!("{api}{}", of(AgencyOf::Alcohol))).await.status, StatusCode::NOT_FOUND);
    let proposing = format!("{api}/disposals{}", of(AgencyOf::Alcohol));
    let tried = theirs.json(Method::POST, &proposing, &[], "{}").await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND);
    let none = theirs.get("/api/v1/retention").await.json();
    assert_eq!((&none["due"], &none["holds"], &none["disposals"]), (&json!([]), &json!([]), &json!([])));

    // Work goes to the one, and what is owed for the records to the other.
    assert_eq!(reviewer(&town, held).await, [AgencyOf::Alcohol; 2]);
    assert!(departures::pass_on_due(app).await.expect("passed on") > 0);
    assert_eq!(reviewer(&town, held).await, [AgencyOf::Probation; 2]);

    // The hours of a mistake go on: whoever keeps the records decides.
    let page = lead.get(&register).await.page().main_text();
    assert!(
        page.contains(&format!("Wanda Worker, Northmoor Alcohol Service, {left}; kept by your agency")),
        "{page}"
    );
    let step = [("words", "It came back unopened.")];
    let told = lead
        .fill_at(&format!("{register}/step?step=spare_commissioner"), &format!("{register}/step"), &step)
        .await;
    assert_eq!(told.location(), register, "{}", told.page().main_text());

    // What somebody of the agency proposed is one person’s word: two of the keeper decide anew.
    let mut manager = town.signed_in(Part::Manager).await;
    let page = lead.get(&before).await.page().main_text();
    assert!(page.contains("Another agency proposed this disposal"), "{page}");
    assert_eq!(lead.get(&format!("{before}/confirm")).await.status, StatusCode::CONFLICT);
    let csrf = lead.csrf().await;
    let fields = [("csrf".to_owned(), csrf), ("code".to_owned(), town.code(Part::Lead))];
    assert_eq!(lead.post(&format!("{before}/confirm"), &fields).await.status, StatusCode::CONFLICT);
    assert_eq!(lead.press(&before, &format!("{before}/refuse")).await.location(), before);

    // Held by the one, so that the other proposes nothing; ended, proposed by one and carried out by the other.
    let holding = format!("{record}/hold");
    let typed =
        [("why", "A claim is made."), ("review-day", "1"), ("review-month", "3"), ("review-year", "2036")];
    let form = format!("{holding}{}", of(AgencyOf::Alcohol));
    assert_eq!(manager.fill_at(&form, &holding, &typed).await.location(), kept);
    let mut machine = program(&town, Part::Lead).await;
    let stopped = machine.json(Method::POST, &proposing, &[], "{}").await;
    assert_eq!(stopped.status, StatusCode::CONFLICT, "{}", stopped.body);
    let standing = machine.get("/api/v1/retention").await.json()["holds"].clone();
    let standing: Vec<(&Value, &Value)> = standing
        .as_array()
        .expect("holds")
        .iter()
        .map(|one| (&one["person"], &one["recorded_by"]["name"]))
        .collect();
    let name = json!(AgencyOf::Alcohol.name());
    assert_eq!(standing, [(&json!(held.0), &name), (&json!(person.0), &name)], "by the day of review");
    assert_eq!(reviewer(&town, person).await, [AgencyOf::Probation]);
    let ended = manager.fill_at(&form, &holding, &[("why", "The claim is settled.")]).await;
    assert_eq!(ended.location(), kept);
    let proposed = lead.press(&kept, &format!("{record}/propose")).await;
    let at = proposed.location().to_owned();
    assert!(at.starts_with("/retention/disposals/"), "{}", proposed.page().main_text());
    assert_eq!(lead.get(&format!("{at}/confirm")).await.status, StatusCode::CONFLICT, "one’s own");
    assert_eq!(council.get(&at).await.status, StatusCode::NOT_FOUND);
    let code = town.code(Part::Manager);
    let done = manager.fill(&format!("{at}/confirm"), &[("code", &code)]).await;
    assert_eq!(done.location(), at, "{}", done.page().main_text());

    // The certificate says whose records they were and who kept them; what the police hold is there as before.
    let page = manager.get(&at).await.page().main_text();
    assert!(page.contains(&format!("Recorded by Northmoor Alcohol Service, {left}")), "{page}");
    assert!(page.contains("Kept and disposed of by Northmoor Probation"), "{page}");
    assert!(page.contains("Verified The log tells the same"), "{page}");
    let id = at.rsplit('/').next().expect("an id");
    let said = machine.get(&format!("/api/v1/disposals/{id}")).await.json();
    let agencies = (&said["certificate"]["agency"], &said["certificate"]["kept_by"]);
    assert_eq!(agencies, (&json!(AgencyOf::Alcohol.id().0), &json!(AgencyOf::Probation.id().0)));
    assert_eq!((&said["holds"], &said["disposal"]["recorded_by"]["name"]), (&json!(true), &name));
    for words in ["zymurgy", "The claim is settled"] {
        assert!(!town.holds_in_a_row(words).await, "{words}");
    }
    assert_eq!(lead.get(&kept).await.status, StatusCode::NOT_FOUND);
    let mut police = program(&town, Part::Officer).await;
    assert!(police.get(&format!("/api/v1/people/{person}")).await.body.contains(NAME));
    assert_eq!(app.store.verify_chains(&[]).await.expect("chains").broken, None);
}

//! What an attacker could try: a list read without knowing its people, a hub set by another agency, a position of an agency that is not of
//! the panel, being told by what is due or by who is asked that an agency works with somebody.

use super::{
    address, names, of_practitioner, opened, panel::Panel, people, post, proposal, proposed, step, stepped,
    team, terms, three_teams,
};
use crate::{
    api::program,
    screening::joins,
    town::{AgencyOf, Part, Town},
};
use domain::involvement::InvolvementRole;
use http::StatusCode;
use serde_json::json;

/// Whoever works with nobody on the list reads an empty one, with no figure that counts others.
#[tokio::test]
async fn a_list_names_and_counts_nobody_whom_the_reader_does_not_know() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let mut seat = program(&town, Part::Practitioner).await;
    let hub = opened(&mut manager, &terms("Leeds", 5, 1, &three_teams())).await;
    let hidden = of_practitioner(&town, "Hidden", "Doe").await;
    let shared = of_practitioner(&town, "Shared", "Doe").await;
    joins(&town, shared, Part::Officer, InvolvementRole::Policing, false).await;
    for person in [hidden, shared] {
        let made = proposed(&mut seat, person, &proposal(&hub, "ppo", "non_statutory", 1)).await;
        if person == hidden {
            let path = address(&made).replace("/api/v1", "");
            let mut officer = town.signed_in(Part::Officer).await;
            assert_eq!(officer.get(&path).await.status, StatusCode::NOT_FOUND);
        }
    }
    let mut officer = program(&town, Part::Officer).await;
    let list = people(&mut officer, &hub).await;
    assert_eq!(names(&list), ["Shared Doe"]);
    assert_eq!(list["people"], 0, "proposed, and not on the list: {list}");
    let mut page = town.signed_in(Part::Officer).await;
    let text = page.get(&format!("/hubs/{hub}")).await.page().main_text();
    assert!(!text.contains("Hidden") && text.contains("0 people of 5 places"), "{text}");
    // Whoever sees no people reads how the hub is set, and no name.
    let mut analyst = program(&town, Part::Analyst).await;
    assert_eq!(names(&people(&mut analyst, &hub).await), Vec::<&str>::new());
    // The alcohol service is of the hub and works with neither.
    let mut worker = program(&town, Part::Worker).await;
    assert_eq!(names(&people(&mut worker, &hub).await), Vec::<&str>::new());
    for person in [hidden, shared] {
        let seen = worker.get(&format!("/api/v1/people/{person}/hubs")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
    }
}

/// Who is asked is the whole panel, whoever of it works with the person: neither that nor what is due tells which.
#[tokio::test]
async fn being_asked_tells_nobody_which_agency_works_with_somebody() {
    let panel = Panel::of(2, "majority").await;
    let town = panel.town;
    let mut seat = panel.seat;
    let alone = of_practitioner(&town, "Alone", "Doe").await;
    joins(&town, alone, Part::Officer, InvolvementRole::Policing, true).await;
    let mut asked = Vec::new();
    for person in [panel.person, alone] {
        let made = proposed(&mut seat, person, &proposal(&panel.hub, "iom", "non_statutory", 1)).await;
        let one = seat.get(&address(&made)).await.json();
        assert_eq!((&one["panel"]["silent"], &one["panel"]["for"]), (&2.into(), &1.into()));
        asked.push(one["panel"]["asked"].clone());
    }
    assert_eq!(asked[0], asked[1]);
    assert_eq!(asked[0].as_array().map(Vec::len), Some(3));
    let mut officer = town.signed_in(Part::Officer).await;
    for person in [panel.person, alone] {
        for path in [format!("/people/{person}"), format!("/people/{person}/who-sees")] {
            let body = officer.get(&path).await.body;
            assert!(!body.contains("the panel of a hub"), "{path}: what is due to others");
        }
    }
}

#[tokio::test]
async fn only_the_agency_that_leads_a_hub_sets_it_and_only_its_agencies_speak() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let mut seat = program(&town, Part::Practitioner).await;
    let teams = json!([team(1, AgencyOf::Probation, "Probation", "any")]);
    let hub = opened(&mut manager, &terms("Bradford", 5, 1, &teams)).await;
    let person = of_practitioner(&town, "Ada", "Crane").await;
    joins(&town, person, Part::Officer, InvolvementRole::Policing, true).await;
    let listed = address(&proposed(&mut seat, person, &proposal(&hub, "ppo", "non_statutory", 1)).await);
    let path = format!("/api/v1/hubs/{hub}");
    let set = json!({ "step": "set", "terms": terms("Ours", 5, 1, &teams) });
    let mut other = program(&town, Part::TreatmentManager).await;
    assert_eq!(stepped(&mut other, &path, &set).await.0, StatusCode::NOT_FOUND);
    let mut officer = program(&town, Part::Officer).await;
    assert_eq!(stepped(&mut officer, &path, &set).await.0, StatusCode::FORBIDDEN);
    // An officer on the team reads under risk where somebody stands, and speaks for no agency of the hub.
    assert_eq!(officer.get(&listed).await.status, StatusCode::OK);
    for body in [json!({ "step": "acknowledged" }), json!({ "step": "leave", "why": "Enough." })] {
        assert_eq!(stepped(&mut officer, &listed, &body).await.0, StatusCode::NOT_FOUND, "{body}");
    }
    let own = proposal(&hub, "ppo", "non_statutory", 1);
    let (status, problem) = post(&mut officer, &format!("/api/v1/people/{person}/hubs"), &[], &own).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"hub".into()));
    // A team stays with its agency, so that nobody who is with it is lost.
    let gone = json!({ "step": "set", "terms": terms("Bradford", 5, 1, &json!([team(1, AgencyOf::Police, "P", "any")])) });
    let (status, problem) = stepped(&mut manager, &path, &gone).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"teams".into()));
    for (field, value) in
        [("quorum", json!(4)), ("places", json!(1001)), ("meets", json!(0)), ("teams", json!([]))]
    {
        let mut wrong = terms("Wrong", 5, 1, &teams);
        wrong[field] = value;
        let (status, problem) = post(&mut manager, "/api/v1/hubs", &[], &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {problem}");
        assert_eq!(problem["fields"][0]["field"], field, "{problem}");
    }
}

/// The same key proposes once; a version that is past changes nothing.
#[tokio::test]
async fn a_proposal_sent_twice_is_one_and_a_stale_step_changes_nothing() {
    let mut panel = Panel::of(2, "majority").await;
    let path = format!("/api/v1/people/{}/hubs", panel.person);
    let body = proposal(&panel.hub, "ppo", "non_statutory", 1);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (status, made) = post(&mut panel.seat, &path, &[("idempotency-key", "one")], &body).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        ids.push(made["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
    let listing = format!("/api/v1/listings/{}", ids[0].as_str().expect("an id"));
    let now = step(&mut panel.officer, &listing, &json!({ "step": "said", "stance": "for" })).await;
    assert_eq!(now["state"]["code"], "listed");
    let late = json!({ "step": "acknowledged" });
    let (status, _) =
        post(&mut panel.officer, &format!("{listing}/facts"), &[("if-match", "\"1\"")], &late).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
}

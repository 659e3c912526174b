//! `agreements`: what an installation begins with is listed, and checked.

use super::program::Place;

#[test]
fn agreements_of_a_new_installation_are_one_that_stands() {
    let place = Place::installation();
    let said = place.run(&["agreements", "list"]).well();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("Interim 1") && said.contains("in_force") && said.contains("study: 36"), "{said}");
    let said = place.run(&["agreements", "check"]).well();
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn agreements_of_a_demonstration_name_what_is_near_and_the_answer_is_well() {
    let place = Place::demonstration();
    let said = place.run(&["agreements", "check"]).well();
    for found in ["near_review", "funding_ends"] {
        assert!(said.contains(found), "{found} in {said}");
    }
    let said = place.run(&["agreements", "list"]).well();
    assert!(said.contains("under_review") && said.lines().count() == 5, "{said}");
}

#[test]
fn agreements_matrix_prints_a_line_for_each_agency_section_and_purpose() {
    let place = Place::installation();
    let csv = place.run(&["agreements", "matrix", "--format", "csv"]).well();
    // One agency, twenty sections, five purposes, and the heading.
    assert_eq!(csv.lines().count(), 101, "{csv}");
    let risk = "\"Eastshire Probation\",\"Risk\",\"supervision\",\"in full\"";
    let line = csv.lines().find(|line| line.starts_with(risk)).expect("a cell");
    assert!(line.contains("\"Interim 1, version 1, clause 3 (and 3 more clauses)\""), "{line}");
    assert!(csv.contains("\"Legal privilege\",\"supervision\",\"nothing\""), "{csv}");
    let md = place.run(&["agreements", "matrix", "--section", "risk", "--purpose", "treatment"]).well();
    assert_eq!(md.lines().count(), 3, "{md}");
    assert!(
        md.starts_with("| Agency | Section |") && md.contains("| Risk | treatment and support | in full |"),
        "{md}"
    );
    place.run(&["agreements", "matrix", "--agency", "Nobody"]).refused(1);
    let said = place.run(&["agreements", "matrix", "--section", "shoes"]).refused(2);
    assert!(said.contains("mental_health"), "{said}");
}

#[test]
fn agreements_replay_of_what_is_in_force_changes_nothing() {
    let place = Place::installation();
    let first = "00000000-0000-0000-0000-000000000001";
    let said = place.run(&["agreements", "replay", "--draft", first]).well();
    assert!(said.starts_with("Interim 1, version 1 (in_force): reads of the last 90 days"), "{said}");
    assert!(said.contains("Nothing would be answered otherwise."), "{said}");
    place.run(&["agreements", "replay", "--draft", first, "--version", "2"]).refused(1);
}

const PRACTITIONER: &str = "probation.practitioner@probation.northmoor.example";

/// The reference of somebody on the practitioner's caseload.
fn somebody(place: &Place) -> String {
    let made = ["token", "create", "--account", PRACTITIONER, "--scope", "people:read", "--days", "1"];
    let token = place.run(&[&made[..], &["--name", "Test"]].concat()).well();
    let server = place.serve(&["demo", "--listen", "127.0.0.1:0"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let body = runtime.block_on(async {
        let url = format!("{}/api/v1/caseload", server.address);
        reqwest::Client::new().get(url).bearer_auth(token.trim()).send().await.unwrap().text().await.unwrap()
    });
    server.stop();
    let caseload: serde_json::Value = serde_json::from_str(&body).unwrap();
    caseload["items"][0]["identity"]["reference"].as_str().unwrap().to_owned()
}

#[test]
fn agreements_explain_names_the_clause_or_the_reason_and_whom_to_ask() {
    let place = Place::demonstration();
    let person = somebody(&place);
    let ask = |viewer: &str, person: &str| {
        let about = ["agreements", "explain", "--viewer", viewer, "--person", person, "--section", "contact"];
        place.run(&about)
    };
    let said = ask(PRACTITIONER, &person).well();
    assert!(said.contains("shown, in full, under Interim 1, version 1, clause"), "{said}");
    assert!(
        said.contains("Basis: UK GDPR Article 6(1)(e)") && said.contains("on whose team they are"),
        "{said}"
    );
    let said = ask("police.analyst@nowhere.example", &person).refused(1);
    assert!(!said.contains("shown"), "{said}");
    let lead = place.run(&["demo", "accounts"]).well();
    let lead = lead
        .split_whitespace()
        .find(|word| word.contains("governance") && word.contains('@'))
        .expect("a lead");
    let said = ask(lead, &person).well();
    assert!(said.contains("refused. No agreement lets your role see this."), "{said}");
    assert!(said.contains("They are not told that this record exists") && said.contains("Ask: "), "{said}");
    ask(PRACTITIONER, "TC-000-000-0").refused(1);
    ask(PRACTITIONER, "00000000-0000-7000-8000-000000000000").refused(1);
}

//! The matrix of the partnership, and what the agreements say together above it.

use super::*;

fn agency(part: Part) -> String {
    part.agency().id().to_string()
}

/// The cell of an agency, a section and a purpose.
async fn cell(seat: &mut Seat, of: Part, section: &str, purpose: &str) -> Value {
    let path = format!("/api/v1/agreements/matrix?agency={}&section={section}&purpose={purpose}", agency(of));
    let cells = got(seat, &path).await["cells"].clone();
    assert_eq!(cells.as_array().unwrap().len(), 1, "{cells}");
    cells[0].clone()
}

#[tokio::test]
async fn a_cell_names_the_highest_level_its_conditions_and_the_clause_it_comes_from() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let before = cell(&mut lead, Part::Worker, "risk", "treatment").await;
    assert_eq!(before["level"]["code"], "full", "on the team: {before}");
    let summary = before["clauses"].as_array().unwrap().iter().find(|one| one["clause"] == 5).unwrap();
    assert_eq!((&summary["level"]["code"], &summary["title"]), (&"summary".into(), &"Interim 1".into()));
    assert_eq!(summary["conditions"], "people with a referral to their agency in progress");
    assert_eq!(cell(&mut lead, Part::Worker, "mental_health", "treatment").await["level"]["code"], "full");
    assert_eq!(cell(&mut lead, Part::Worker, "privilege", "treatment").await["level"], Value::Null);
    assert_eq!(cell(&mut lead, Part::Worker, "risk", "oversight").await["level"], Value::Null);

    let only =
        clause(7, Role::TreatmentWorker, Section::Safeguarding, Condition::ReferralIn, &[Also::Consent]);
    let only = Clause { level: Level::Summary, until: Some(town.app.today()), ..only };
    let parties = [Part::Manager, Part::TreatmentManager];
    agreed(&town, "Safeguarding", parties, vec![only]).await;
    let now = cell(&mut lead, Part::Worker, "safeguarding", "supervision").await;
    let shown = now["clauses"].as_array().unwrap().iter().find(|one| one["title"] == "Safeguarding").unwrap();
    assert_eq!((&shown["clause"], &shown["on_consent"]), (&7.into(), &true.into()));
    assert_eq!(shown["until"], town.app.today().to_string());
    assert!(shown["conditions"].as_str().unwrap().contains("while their consent to this is in force"));
    let police = cell(&mut lead, Part::Officer, "safeguarding", "supervision").await;
    let titles = police["clauses"].as_array().unwrap().iter().filter(|one| one["title"] == "Safeguarding");
    assert_eq!(titles.count(), 0, "the police are no party");
    town.clock.on(SignedDuration::from_hours(24));
    let after = cell(&mut lead, Part::Worker, "safeguarding", "supervision").await;
    let titles = after["clauses"].as_array().unwrap().iter().filter(|one| one["title"] == "Safeguarding");
    assert_eq!(titles.count(), 0, "past its last day it shows nothing");
}

#[tokio::test]
async fn the_lead_sees_the_partnership_and_everybody_else_their_own_agency() {
    let town = Town::new().await;
    let mut lead = town.signed_in(Part::Lead).await;
    let page = text(&mut lead, "/agreements/matrix?section=risk").await;
    for part in [Part::Practitioner, Part::Worker, Part::Officer, Part::Analyst, Part::Liaison] {
        assert!(page.contains(part.agency().name()), "{}: {page}", part.agency().name());
    }
    assert!(
        page.contains("What the agreements say together") && page.contains("The study: 36 months"),
        "{page}"
    );
    assert!(page.contains("Interim 1, version 1, clause 3"), "{page}");
    let mut worker = town.signed_in(Part::Worker).await;
    let page = text(&mut worker, "/agreements/matrix?section=risk").await;
    assert!(page.contains("What your own agency may see") && page.contains("Northmoor Alcohol Service"));
    assert!(!page.contains("Northmoor Probation") && !page.contains("What the agreements say together"));
    let other = format!("/agreements/matrix?agency={}", agency(Part::Practitioner));
    assert_eq!(worker.get(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(worker.get("/agreements/matrix?section=shoes").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // An agency without staff on the ground sees nothing, and that is said.
    let mut analyst = town.signed_in(Part::Analyst).await;
    let page = text(&mut analyst, "/agreements/matrix?section=privilege").await;
    assert!(page.contains("Nothing") && !page.contains("In full"), "{page}");
}

#[tokio::test]
async fn pages_of_the_matrix_go_through_it_once() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let (mut from, mut seen, mut lines) = (Some(0), Vec::new(), 0);
    while let Some(start) = from {
        let page = got(&mut lead, &format!("/api/v1/agreements/matrix?purpose=treatment&from={start}")).await;
        for cell in page["cells"].as_array().unwrap() {
            seen.push((cell["agency"].to_string(), cell["section"]["code"].to_string()));
        }
        lines = page["lines"].as_u64().unwrap();
        from = page["next"].as_u64();
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), count as u64), (count, lines), "5 agencies and 20 sections, each once");
    assert_eq!(lines, 100);
}

#[tokio::test]
async fn a_draft_shows_nobody_anything_in_the_matrix() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let before = cell(&mut lead, Part::Officer, "notes", "supervision").await;
    let notes = clause(40, Role::PoliceOfficer, Section::Notes, Condition::OnTeam, &[]);
    drafted(&town, 2, interim(|clauses| clauses.push(notes))).await;
    assert_eq!(cell(&mut lead, Part::Officer, "notes", "supervision").await, before);
}

/// The kinds of what is found, with their severity and words.
async fn findings(seat: &mut Seat) -> Vec<(String, String, String)> {
    let found = got(seat, "/api/v1/agreements/findings").await["findings"].clone();
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (said(&one["severity"]["code"]), said(&one["kind"]["code"]), said(&one["words"])))
        .collect()
}

#[tokio::test]
async fn consent_that_another_clause_does_without_and_a_clause_that_shows_nothing_new_are_found() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let parties = [Part::Manager, Part::TreatmentManager];
    let asks = clause(1, Role::TreatmentWorker, Section::Contact, Condition::OnTeam, &[Also::Consent]);
    let open = clause(1, Role::TreatmentWorker, Section::Safeguarding, Condition::OnTeam, &[]);
    agreed(&town, "With consent", parties, vec![asks]).await;
    agreed(
        &town,
        "Two alike",
        parties,
        vec![open.clone(), Clause { number: 2, level: Level::Summary, ..open }],
    )
    .await;
    let found = findings(&mut lead).await;
    let said = |kind: &str, words: &str| {
        found.iter().any(|(severity, of, said)| severity == "warning" && of == kind && said.contains(words))
    };
    assert!(
        said("consent_undone", "“With consent” clause 1 shows contact details only with consent"),
        "{found:?}"
    );
    let new = "“Two alike” clause 2 shows nothing that “Two alike” clause 1 does not show already.";
    assert!(said("same_grant", new), "{found:?}");
    let page = text(&mut town.signed_in(Part::Lead).await, "/agreements/matrix").await;
    assert!(page.contains("only with consent, and"), "above the matrix: {page}");
}

#[tokio::test]
async fn a_pathway_whose_referral_nobody_opens_is_an_error() {
    let town = Town::new().await;
    let mut lead = program(&town, Part::Lead).await;
    let gaps = |found: Vec<(String, String, String)>| -> Vec<String> {
        found
            .into_iter()
            .filter(|(how, kind, _)| how == "error" && kind == "gap")
            .map(|(.., said)| said)
            .collect()
    };
    assert_eq!(gaps(findings(&mut lead).await), Vec::<String>::new());
    // Whoever works with the person still sees it; whoever is only asked to, no longer.
    let narrow = interim(|clauses| {
        for clause in clauses.iter_mut().filter(|one| one.number == 4) {
            clause.when = vec![Condition::OnTeam];
        }
    });
    in_the_place_of_the_first(&town, narrow).await;
    let found = gaps(findings(&mut lead).await);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|said| said.contains("“Structured alcohol treatment” needs")), "{found:?}");
    assert!(found.iter().any(|said| said.contains("contact details")), "{found:?}");
}

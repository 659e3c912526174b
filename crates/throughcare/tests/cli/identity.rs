//! `identity learn`: what people decided is fed back to the matcher on request, with before and after, and taken back.

use super::{
    disposal::{opened, stamp},
    program::Place,
};
use app::{
    App,
    identity::{self, DecideIdentity},
    people,
};
use domain::{
    agency::AgencyKind,
    identity_review::Verdict,
    ids::PersonId,
    person::{Gender, Name},
    role::{Role, Roles},
    text::Line,
};
use gate::Viewer;

fn viewer() -> Viewer {
    let roles = Roles::of(&[Role::ProbationPractitioner]);
    let stamp = stamp(1);
    Viewer { account: stamp.by, agency: stamp.agency, agency_kind: AgencyKind::Probation, roles }
}

async fn registered(app: &App, given: &str, family: &str, born: &str) -> PersonId {
    let command = people::CreatePerson {
        legal: Name { given: Line::new(given).ok(), middle: None, family: Line::new(family).unwrap() },
        known_as: None,
        born: born.parse().ok(),
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: None,
        postcode: None,
        telephone: None,
    };
    people::create(app, &viewer(), command, None).await.unwrap()
}

async fn decided(app: &App, person: PersonId, other: PersonId, seen: i64, verdict: Verdict) {
    let reason = Line::new("Compared the files").unwrap();
    let command = DecideIdentity { person, other, seen, verdict, reason };
    identity::decide(app, &viewer(), command).await.unwrap();
}

/// A family name that no other number has.
fn family(number: u8) -> String {
    let [one, two] = [number / 10, number % 10]
        .map(|digit| ["ab", "ec", "id", "of", "ug", "av", "ew", "ix", "oz", "ul"][usize::from(digit)]);
    format!("Q{one}{two}wick")
}

/// Sixty pairs of one person, every third of which has a slip in the date of birth; the last of them is answered.
async fn sixty_pairs(app: &App) -> (PersonId, PersonId) {
    let mut last = None;
    for number in 0..60 {
        let born = if number % 3 == 2 { "1984-07-13" } else { "1984-07-03" };
        let one = registered(app, "Ada", &family(number), "1984-07-03").await;
        let other = registered(app, "Ada", &family(number), born).await;
        decided(app, one, other, 0, Verdict::Same).await;
        last = Some((one, other));
    }
    last.unwrap()
}

/// What two records weigh on their page.
async fn weight(place: &Place, (person, other): (PersonId, PersonId)) -> f64 {
    let (db, app) = opened(&place.data()).await;
    let view = identity::review_of_two(&app, &viewer(), person, other).await.unwrap();
    let weighing = view.likes[0].weighing.clone().unwrap();
    let told: f64 =
        weighing.start + weighing.steps.iter().map(|step| step.weight).sum::<f64>() + weighing.together;
    assert!((told - weighing.weight).abs() < 1e-9, "the steps add up");
    db.close().await;
    weighing.weight
}

/// Pairs, before and after of one figure.
fn figure(said: &str, compared: &str, found: &str) -> [f64; 3] {
    let line = said
        .lines()
        .find(|line| line.starts_with(compared) && line.contains(found))
        .unwrap_or_else(|| panic!("{compared}, {found}: {said}"));
    let numbers: Vec<f64> =
        line.replace(found, "").split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn identity_decisions_teach_the_matcher_on_request_and_are_taken_back() {
    let place = Place::installation();
    let said = place.run(&["identity", "learn"]).refused(1);
    assert!(said.contains("0 pairs") && said.contains("at least 50"), "{said}");
    let (db, app) = opened(&place.data()).await;
    let pair = sixty_pairs(&app).await;
    let (twin, other) = (
        registered(&app, "Ada", "Featherstone", "1990-01-01").await,
        registered(&app, "Mair", "Featherstone", "1990-01-01").await,
    );
    decided(&app, twin, other, 0, Verdict::Different).await;
    db.close().await;
    let before = weight(&place, pair).await;

    let said = place.run(&["identity", "learn"]).well();
    assert!(said.contains("60 pairs were decided to be one person, 1 to be different people"), "{said}");
    assert!(said.contains("Nothing was changed"), "{said}");
    let [pairs, was, is] = figure(&said, "birth_date", "one digit differs");
    // Twenty of sixty, beside a hundred pairs of belief.
    assert!((pairs - 20.0).abs() < 1e-9 && (is - (20.0 + 100.0 * was) / 160.0).abs() < 1e-3, "{said}");
    assert!(!said.contains("Featherstone") && !said.contains("wick"), "sums alone: {said}");
    assert!((weight(&place, pair).await - before).abs() < 1e-12, "nothing was changed");
    assert_eq!(place.run(&["identity", "learn"]).well(), said, "the same again");

    let applied = place.run(&["identity", "learn", "--apply"]).well();
    assert!(applied.contains("change number 1"), "{applied}");
    let taught = weight(&place, pair).await;
    assert!(taught > before + 1.0, "a slip says less against it: {before} {taught}");
    // It begins anew with what the matcher came with: teaching twice is teaching once.
    assert_eq!(
        figure(&place.run(&["identity", "learn", "--apply"]).well(), "birth_date", "one digit differs")
            .map(f64::to_bits),
        [pairs, was, is].map(f64::to_bits)
    );
    assert!((weight(&place, pair).await - taught).abs() < 1e-12);
    place.run(&["identity", "learn", "--preset"]).well();
    assert!((weight(&place, pair).await - before).abs() < 1e-12, "as before");
    place.run(&["audit", "verify"]).well();

    let (db, app) = opened(&place.data()).await;
    let mut tx = app.store.read().await.unwrap();
    let kept = tx.matcher_figures().await.unwrap().unwrap();
    assert_eq!((kept.position, kept.figures, kept.labels), (3, None, (0, 0)));
    tx.end().await.unwrap();
    decided(&app, pair.0, pair.1, 1, Verdict::Undone).await;
    db.close().await;
    let said = place.run(&["identity", "learn"]).well();
    assert!(said.contains("59 pairs"), "what was taken back teaches nothing: {said}");
}

#[test]
fn identity_learn_is_for_whoever_runs_the_installation() {
    let place = Place::installation();
    let account = ["account", "create", "--agency", "Eastshire Probation", "--name", "Priya Shah"];
    let who = ["--email", "priya@eastshire.example", "--role", "probation_practitioner"];
    place.run(&[&account[..], &who].concat()).well();
    for asked in
        [&["identity", "learn"][..], &["identity", "learn", "--apply"], &["identity", "learn", "--preset"]]
    {
        place.run(&[asked, &["--as", "priya@eastshire.example"]].concat()).refused(1);
    }
    place.run(&["identity", "learn", "--apply", "--preset"]).refused(2);
    place.run(&["identity", "learn", "--preset"]).well();
}

//! Two records that contradict each other: a second person decides without knowing what the first did, and a third where the two
//! disagree. What an attacker could try: learning what the first decided, from the page, the program's view, the list, the timeline,
//! an error, or by taking it back; or deciding twice oneself.

use super::{
    matcher::made,
    review::{decision, numbered, post, review_of},
};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::{Value, json};

const LIST: &str = "/api/v1/possible-duplicates";
const FIGURES: &str = "/api/v1/possible-duplicates/agreement";

/// Two records of one name and birthday with other numbers, and those who may decide about them.
struct Contrary {
    town: Town,
    one: PersonId,
    other: PersonId,
    first: Seat,
    second: Seat,
    third: Seat,
}

impl Contrary {
    async fn new() -> Self {
        let town = Town::new().await;
        let mut first = program(&town, Part::Practitioner).await;
        let mut second = program(&town, Part::Colleague).await;
        let third = program(&town, Part::Manager).await;
        let one = numbered(&mut first, "Ada", "Crane", "X320741").await;
        let other = numbered(&mut second, "Ada", "Crane", "X111111").await;
        Self { town, one, other, first, second, third }
    }
}

fn told(other: PersonId, version: i64, verdict: &str, reason: &str) -> Value {
    json!({ "other": other.to_string(), "version": version, "verdict": verdict, "reason": reason })
}

/// Sends a decision and answers with the status and the code of the state.
async fn decides(seat: &mut Seat, on: PersonId, body: &Value) -> (StatusCode, String) {
    let (status, now) = post(seat, &review_of(on), body).await;
    (status, now["state"]["code"].as_str().map_or_else(|| now.to_string(), str::to_owned))
}

async fn like(seat: &mut Seat, person: PersonId) -> Value {
    let seen = seat.get(&review_of(person)).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.json()["likes"][0].clone()
}

/// The codes in a list of coded values.
fn codes(of: &Value) -> Vec<&str> {
    of.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// How the pairs of the list stand.
async fn listed(seat: &mut Seat) -> Vec<String> {
    let view = seat.get(LIST).await.json();
    let pairs = view["items"].as_array().unwrap().iter();
    pairs.map(|pair| pair["state"]["code"].as_str().unwrap().to_owned()).collect()
}

const OK: StatusCode = StatusCode::OK;

#[tokio::test]
async fn the_second_decides_without_seeing_what_the_first_decided_and_the_first_is_not_the_second() {
    let Contrary { town, one, other, mut first, mut second, .. } = Contrary::new().await;
    let now = decides(&mut first, one, &told(other, 0, "different", "Zanzibar in the file")).await;
    assert_eq!(now, (OK, "second".to_owned()));

    // Whoever decided sees it; whoever is asked sees that they are asked.
    let own = like(&mut first, one).await;
    assert_eq!(
        (codes(&own["may"]), own["decisions"][0]["reason"].as_str()),
        (vec!["undone"], Some("Zanzibar in the file"))
    );
    let asked = like(&mut second, one).await;
    assert_eq!(asked["state"]["code"], "second");
    assert_eq!(
        (codes(&asked["may"]), &asked["decisions"]),
        (vec!["same", "different", "undone"], &json!([]))
    );
    let (status, problem) = post(&mut first, &review_of(other), &told(one, 1, "different", "Again")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(problem.to_string().contains("Somebody else is asked"), "{problem}");
    let stale = post(&mut second, &review_of(one), &told(other, 0, "same", "Not knowing")).await;
    assert_eq!(stale.0, StatusCode::PRECONDITION_FAILED);

    // Neither the list, nor the timelines of both, nor an error, nor the pages tell what, why or by whom.
    let mut said = vec![asked["decisions"].to_string(), stale.1.to_string(), second.get(LIST).await.body];
    let mut pages = town.signed_in(Part::Colleague).await;
    for whose in [one, other] {
        let events = second.get(&format!("/api/v1/people/{whose}/timeline")).await.body;
        assert!(!events.contains("identity_reviewed"), "{events}");
        said.push(events);
        for page in ["timeline", "identity-review"] {
            said.push(pages.get(&format!("/people/{whose}/{page}")).await.page().main_text());
        }
    }
    let shown = pages.get(&format!("/people/{one}/identity-review")).await.page().main_text();
    assert!(shown.contains("A second person is asked") && shown.contains("without seeing"), "{shown}");
    assert!(!shown.contains("Different people") && !shown.contains("Priya"), "{shown}");
    for body in &said {
        for word in ["Zanzibar", "Different people"] {
            assert!(!body.contains(word), "{word}: {body}");
        }
    }
    assert_eq!(listed(&mut second).await, ["second"]);
    assert_eq!(listed(&mut first).await, Vec::<String>::new(), "not to who has decided");

    // They agree: it is settled, and everybody who may know of both sees both.
    let now = decides(&mut second, other, &told(one, 1, "different", "Other mothers")).await;
    assert_eq!(now, (OK, "different".to_owned()));
    for seat in [&mut first, &mut second] {
        assert_eq!(like(seat, one).await["decisions"].as_array().unwrap().len(), 2);
        assert_eq!(listed(seat).await, Vec::<String>::new());
    }
    assert_eq!(town.app.store.verify_chains(&[]).await.expect("verified").broken, None);
}

#[tokio::test]
async fn where_two_disagree_somebody_who_is_neither_settles_it() {
    let Contrary { town, one, other, mut first, mut second, mut third } = Contrary::new().await;
    app::identity::look_again(&town.app).await.expect("looked");
    assert_eq!(listed(&mut third).await, ["open"]);
    assert_eq!(decides(&mut first, one, &decision(other, 0, "same")).await, (OK, "second".to_owned()));
    assert_eq!(
        decides(&mut second, one, &decision(other, 1, "different")).await,
        (OK, "disagreed".to_owned())
    );
    for seat in [&mut first, &mut second] {
        let seen = like(seat, one).await;
        assert_eq!(seen["decisions"].as_array().unwrap().len(), 2, "all is shown now");
        assert_eq!(codes(&seen["may"]), ["undone"]);
        let (status, _) = decides(seat, one, &decision(other, 2, "same")).await;
        assert_eq!(status, StatusCode::CONFLICT, "neither decides again");
        assert_eq!(listed(seat).await, Vec::<String>::new());
    }
    // Another pair, likelier to the matcher, comes after.
    made(&mut first, "Catherine", "Kowalczyk", "1979-11-04").await;
    made(&mut first, "Kathryn", "Kowalczyk", "1979-11-04").await;
    app::identity::look_again(&town.app).await.expect("looked");
    assert_eq!(listed(&mut third).await, ["disagreed", "open"]);
    let mut by_one = Vec::new();
    let mut path = format!("{LIST}?limit=1");
    for _ in 0..3 {
        let view = third.get(&path).await.json();
        by_one.extend(view["items"].as_array().unwrap().iter().map(|pair| pair["state"]["code"].clone()));
        match view["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
    }
    assert_eq!(by_one, ["disagreed", "open"], "page by page alike");
    assert_eq!(decides(&mut third, one, &decision(other, 2, "same")).await, (OK, "same".to_owned()));
    assert_eq!(listed(&mut third).await, ["open"]);

    // Taken back, it is open, and the next is a first again.
    assert_eq!(decides(&mut first, one, &decision(other, 3, "undone")).await, (OK, "open".to_owned()));
    assert_eq!(decides(&mut first, one, &decision(other, 4, "same")).await, (OK, "second".to_owned()));
}

#[tokio::test]
async fn by_taking_a_decision_back_nobody_learns_what_it_was() {
    let Contrary { one, other, mut first, mut second, mut third, .. } = Contrary::new().await;
    decides(&mut first, one, &told(other, 0, "different", "Zanzibar in the file")).await;
    let now = decides(&mut second, one, &told(other, 1, "undone", "Let me see")).await;
    assert_eq!(now, (OK, "open".to_owned()));
    let seen = like(&mut second, one).await;
    assert_eq!(seen["decisions"].as_array().unwrap().len(), 1, "their own: {seen}");
    assert!(!seen.to_string().contains("Zanzibar"), "{seen}");
    assert_eq!(like(&mut third, one).await["decisions"], json!([]));
    decides(&mut second, one, &decision(other, 2, "different")).await;
    decides(&mut first, one, &decision(other, 3, "different")).await;
    assert_eq!(like(&mut third, one).await["decisions"].as_array().unwrap().len(), 4, "nothing is lost");
}

#[tokio::test]
async fn only_what_two_people_settled_counts_as_one_person() {
    let Contrary { town, one, other, mut first, mut second, .. } = Contrary::new().await;
    for (seat, version, pairs) in [(&mut first, 0, 0), (&mut second, 1, 1)] {
        decides(seat, one, &decision(other, version, "same")).await;
        let mut tx = town.app.store.read().await.expect("read");
        assert_eq!(tx.same_as(&[one]).await.expect("read").len(), pairs);
        tx.end().await.expect("ended");
    }
}

#[tokio::test]
async fn figures_count_what_two_decided_of_those_alone_whom_one_may_know_and_no_rate_of_few() {
    let Contrary { town, one, other, mut first, mut second, .. } = Contrary::new().await;
    app::identity::look_again(&town.app).await.expect("looked");
    decides(&mut first, one, &decision(other, 0, "same")).await;
    let before = second.get(FIGURES).await.json();
    assert_eq!((&before["decided_twice"], &before["waiting"]), (&0.into(), &2.into()), "{before}");
    decides(&mut second, one, &decision(other, 1, "same")).await;
    let after = second.get(FIGURES).await.json();
    assert_eq!(
        (&after["decided_twice"], &after["decided_alike"], &after["records"], &after["waiting"]),
        (&1.into(), &1.into(), &2.into(), &0.into())
    );
    for rate in ["share", "kappa", "waiting_per_thousand"] {
        assert!(after.get(rate).is_none(), "{rate}: {after}");
    }
    // Neither do those count whom an agency out of reach keeps, nor may a role ask that compares no records.
    let mut police = program(&town, Part::Officer).await;
    numbered(&mut police, "Ada", "Crane", "X320741").await;
    app::identity::look_again(&town.app).await.expect("looked");
    assert_eq!(second.get(FIGURES).await.json(), after);
    assert_eq!(police.get(FIGURES).await.status, StatusCode::FORBIDDEN);
    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get("/possible-duplicates").await.page();
    let link = shown.attribute("main a[href$='/agreement']", "href").expect("a link to the figures");
    let shown = pages.get(&link).await.page().main_text();
    assert!(shown.contains("Too few to say") && shown.contains("kappa"), "{shown}");
}

#[tokio::test]
async fn whoever_may_not_know_of_one_of_both_learns_nothing_of_a_second_review() {
    let Contrary { town, one, mut first, mut second, .. } = Contrary::new().await;
    let mut police = program(&town, Part::Officer).await;
    let hidden = numbered(&mut police, "Ada", "Crane", "X333333").await;
    // Nobody may decide about the hidden one, before or while somebody is asked about another.
    for seat in [&mut first, &mut second] {
        let (status, _) = post(seat, &review_of(one), &decision(hidden, 0, "same")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(!seat.get(&review_of(one)).await.body.contains(&hidden.to_string()));
        assert!(!seat.get(LIST).await.body.contains(&hidden.to_string()));
    }
    let mut worker = program(&town, Part::Worker).await;
    for path in [LIST, FIGURES, &review_of(one)] {
        assert_eq!(worker.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

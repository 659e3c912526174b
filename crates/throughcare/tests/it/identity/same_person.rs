//! Records that are taken for one person. What an attacker could try: learning from a group, its id, its state or its absence that
//! there is a record of whom they may not know; making two people one by a wrong number and leaving it so.

use super::{
    matcher::{look_again, made, waiting},
    review::{decision, numbered, post, review_of},
};
use crate::{
    api::program,
    journeys::team::limit,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

const JOINED: &str = "/api/v1/possible-duplicates/joined";

fn group_of(person: PersonId) -> String {
    format!("/api/v1/same-person/{person}")
}

/// The group of somebody: its members and its state; nothing where there is none.
async fn group(seat: &mut Seat, person: PersonId) -> Option<(Vec<String>, String)> {
    let mut seen = seat.get(&group_of(person)).await;
    if seen.status == StatusCode::SEE_OTHER {
        let path = seen.location().to_owned();
        seen = seat.get(&path).await;
    }
    if seen.status == StatusCode::NOT_FOUND {
        return None;
    }
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let view = seen.json();
    let members = view["members"].as_array().unwrap().iter();
    let ids: Vec<String> = members.map(|one| one["person"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(view["id"], ids[0].as_str(), "the oldest");
    Some((ids, view["state"]["code"].as_str().unwrap().to_owned()))
}

fn of(people: &[PersonId], state: &str) -> Option<(Vec<String>, String)> {
    let mut people = people.to_vec();
    people.sort_unstable();
    (people.len() > 1).then(|| (people.iter().map(ToString::to_string).collect(), state.to_owned()))
}

async fn decided(seat: &mut Seat, one: PersonId, other: PersonId, version: i64, verdict: &str) {
    let (status, said) = post(seat, &review_of(one), &decision(other, version, verdict)).await;
    assert_eq!(status, StatusCode::OK, "{said}");
}

/// Writes somebody's identity anew.
pub(super) async fn rewritten(
    seat: &mut Seat,
    person: PersonId,
    given: &str,
    family: &str,
    born: &str,
    crn: &str,
) {
    let open = seat.get(&format!("/api/v1/people/{person}")).await;
    let tag = open.headers["etag"].to_str().unwrap().to_owned();
    let numbers = if crn.is_empty() { json!([]) } else { json!([{ "kind": "crn", "value": crn }]) };
    let body = json!({ "legal_name": { "given": given, "family": family }, "gender": "unknown",
        "born": born, "identifiers": numbers });
    let path = format!("/api/v1/people/{person}/identity");
    let done = seat.json(Method::PUT, &path, &[("if-match", &tag)], &body.to_string()).await;
    assert!(done.status.is_success(), "{}", done.body);
}

#[tokio::test]
async fn the_matcher_joins_what_is_sure_and_says_so_everywhere() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut colleague = program(&town, Part::Colleague).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut colleague, "Ada", "Crane", "X320741").await;
    let stranger = numbered(&mut seat, "Bo", "Quill", "X222222").await;
    assert_eq!(group(&mut seat, one).await, None, "before anybody looked");
    look_again(&town).await;
    assert_eq!(group(&mut seat, one).await, of(&[one, other], "joined"));
    assert_eq!(group(&mut colleague, other).await, of(&[one, other], "joined"), "by either id");
    assert_eq!(group(&mut seat, stranger).await, None);
    let (older, younger) = (one.min(other), one.max(other));
    let moved = seat.get(&group_of(younger)).await;
    assert_eq!((moved.status, moved.location()), (StatusCode::SEE_OTHER, group_of(older).as_str()));
    assert_eq!(waiting(&mut seat).await, Vec::<[String; 2]>::new(), "nobody has to be asked");
    let view = seat.get(&review_of(one)).await.json();
    assert_eq!(view["same_person"]["id"], older.to_string().as_str());
    assert_eq!(view["same_person"]["others"][0]["id"], other.to_string().as_str());

    let mut pages = town.signed_in(Part::Practitioner).await;
    let moved = pages.get(&format!("/same-person/{younger}")).await;
    assert_eq!(moved.location(), format!("/same-person/{older}"));
    let shown = pages.get(&format!("/same-person/{older}")).await.page().main_text();
    for words in ["X320741", "The matcher", "at most 1 of 1,000", "Nothing is merged", "Compare Ada"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let shown = pages.get("/possible-duplicates").await.page().main_text();
    assert!(shown.contains("Joined by the matcher"), "{shown}");
    let shown = pages.get(&format!("/people/{one}/identity-review")).await.page().main_text();
    assert!(shown.contains("taken for one person’s with Ada Crane"), "{shown}");
    let checked = town.app.store.verify_chains(&[]).await.expect("verified");
    assert_eq!(checked.broken, None);
}

/// What the matcher joined, page by page: the two, the group, and whether somebody has to look.
async fn joined(seat: &mut Seat, limit: u32) -> Vec<(BTreeSet<String>, Option<String>, bool)> {
    let (mut found, mut path) = (Vec::new(), format!("{JOINED}?limit={limit}"));
    for _ in 0..9 {
        let page = seat.get(&path).await.json();
        for pair in page["items"].as_array().expect("items") {
            let ends = ["one", "other"].map(|end| pair[end]["id"].as_str().expect("an id").to_owned());
            let group = pair["same_person"].as_str().map(str::to_owned);
            found.push((ends.into(), group, pair["contradicted"] == true));
        }
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => return found,
        }
    }
    panic!("it has no end: {found:?}");
}

#[tokio::test]
async fn all_that_the_matcher_joined_is_listed_the_least_sure_first_until_somebody_decides() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut pairs = Vec::new();
    for (given, family, number) in
        [("Ada", "Crane", "X320741"), ("Bo", "Quill", "X222222"), ("Cy", "Heron", "X411111")]
    {
        let one = numbered(&mut seat, given, family, number).await;
        let other = numbered(&mut seat, given, family, number).await;
        pairs.push((one, other));
    }
    assert_eq!(joined(&mut seat, 2).await, [], "before anybody looked");
    look_again(&town).await;
    let ends = |(one, other): (PersonId, PersonId)| BTreeSet::from([one.to_string(), other.to_string()]);
    let expected: BTreeSet<_> =
        pairs.iter().map(|pair| (ends(*pair), Some(pair.0.min(pair.1).to_string()), false)).collect();
    for limit in [1, 2, 100] {
        let found = joined(&mut seat, limit).await;
        assert_eq!((found.len(), found.into_iter().collect::<BTreeSet<_>>()), (3, expected.clone()));
    }
    let list = seat.get(JOINED).await.json();
    let sure: Vec<f64> =
        list["items"].as_array().unwrap().iter().map(|one| one["probability"].as_f64().unwrap()).collect();
    assert!(sure.is_sorted() && sure.iter().all(|one| *one > 0.99), "{list}");
    decided(&mut seat, pairs[0].0, pairs[0].1, 0, "different").await;
    decided(&mut seat, pairs[1].0, pairs[1].1, 0, "same").await;
    assert_eq!(
        joined(&mut seat, 2).await,
        [(ends(pairs[2]), Some(pairs[2].0.min(pairs[2].1).to_string()), false)]
    );
    let mut officer = program(&town, Part::Officer).await;
    assert_eq!(officer.get(JOINED).await.status, StatusCode::FORBIDDEN, "a role that compares no records");
}

#[tokio::test]
async fn who_is_decided_to_be_somebody_else_stays_so_whatever_agrees_later() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = made(&mut seat, "Ada", "Heron", "1984-07-03").await;
    look_again(&town).await;
    assert_eq!(group(&mut seat, one).await, None, "another surname");
    decided(&mut seat, one, other, 0, "different").await;
    rewritten(&mut seat, other, "Ada", "Crane", "1984-07-03", "X320741").await;
    look_again(&town).await;
    assert_eq!(group(&mut seat, one).await, None, "everything agrees, and it is decided");
    decided(&mut seat, other, one, 1, "undone").await;
    assert_eq!(group(&mut seat, one).await, of(&[one, other], "joined"), "taken back, it is sure enough");
    decided(&mut seat, other, one, 2, "same").await;
    assert_eq!(group(&mut seat, one).await, of(&[one, other], "confirmed"));
}

#[tokio::test]
async fn other_numbers_or_a_doubt_part_what_was_joined_at_once() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    look_again(&town).await;
    assert!(group(&mut seat, one).await.is_some());
    rewritten(&mut seat, other, "Ada", "Crane", "1984-07-03", "X111111").await;
    look_again(&town).await;
    assert_eq!(group(&mut seat, one).await, None, "another number of the same kind");
    let mut pair = [one.to_string(), other.to_string()];
    pair.sort();
    assert_eq!(waiting(&mut seat).await, [pair], "somebody has to look");
}

#[tokio::test]
async fn a_wrong_merge_taken_back_leaves_the_groups_of_before() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let two = numbered(&mut seat, "Bo", "Crane", "X222222").await;
    let one_again = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let two_again = numbered(&mut seat, "Bo", "Crane", "X222222").await;
    look_again(&town).await;
    let mut before = Vec::new();
    for person in [one, two, one_again, two_again] {
        let seen = seat.get(&group_of(person)).await;
        before.push((seen.status, seen.header("location").to_owned(), seen.body));
    }
    assert_eq!(group(&mut seat, two).await, of(&[two, two_again], "joined"));
    // Their numbers differ, so it takes two to force it.
    decided(&mut seat, one, two, 0, "same").await;
    assert_eq!(group(&mut seat, two).await, of(&[two, two_again], "joined"), "one alone joins nobody");
    decided(&mut manager, one, two, 1, "same").await;
    let forced = group(&mut seat, one).await.expect("one group");
    assert_eq!(group(&mut seat, two).await.as_ref(), Some(&forced), "either id leads to it");
    assert_eq!(forced.0.len(), 4, "{forced:?}");
    look_again(&town).await;
    decided(&mut seat, two, one, 2, "undone").await;
    look_again(&town).await;
    for (person, before) in [one, two, one_again, two_again].into_iter().zip(before) {
        let seen = seat.get(&group_of(person)).await;
        assert_eq!((seen.status, seen.header("location").to_owned(), seen.body), before);
    }
}

#[tokio::test]
async fn what_contradicts_itself_is_shown_to_be_looked_at() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut people = Vec::new();
    for _ in 0..3 {
        people.push(numbered(&mut seat, "Ada", "Crane", "X320741").await);
    }
    look_again(&town).await;
    assert_eq!(group(&mut seat, people[0]).await, of(&people, "joined"));
    decided(&mut seat, people[0], people[2], 0, "different").await;
    let (members, state) = match group(&mut seat, people[0]).await {
        Some(found) => found,
        None => group(&mut seat, people[2]).await.expect("one of the two is with the third"),
    };
    assert_eq!((members.len(), state.as_str()), (2, "contradicted"));
    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get("/possible-duplicates").await.page().main_text();
    assert!(shown.contains("Contradicted: somebody has to look"), "{shown}");
    let shown = pages.get(&format!("/same-person/{}", members[0])).await.page().main_text();
    assert!(shown.contains("What does not agree"), "{shown}");
}

/// Everything that a seat is told of these people and of groups.
async fn told(seat: &mut Seat, people: &[PersonId]) -> Vec<(StatusCode, String, String)> {
    let mut paths = vec!["/api/v1/possible-duplicates".to_owned()];
    for one in people {
        paths.extend([group_of(*one), review_of(*one), format!("/api/v1/people/{one}/timeline")]);
    }
    paths.push(JOINED.to_owned());
    let mut all = Vec::new();
    for path in paths {
        let seen = seat.get(&path).await;
        all.push((seen.status, seen.header("location").to_owned(), seen.body));
    }
    all
}

#[tokio::test]
async fn a_hidden_record_changes_no_group_that_is_seen() {
    let town = Town::new().await;
    let mut police = program(&town, Part::Officer).await;
    let mut seat = program(&town, Part::Practitioner).await;
    // Older than all that are seen, and between two that nothing else joins.
    let hidden = numbered(&mut police, "Ada", "Crane", "X320741").await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let alone = numbered(&mut seat, "Bo", "Quill", "X222222").await;
    let with_alone = numbered(&mut police, "Bo", "Quill", "X222222").await;
    look_again(&town).await;
    assert_eq!(group(&mut seat, one).await, of(&[one, other], "joined"), "by the oldest that is seen");
    let absent = seat.get(&group_of(PersonId(uuid::Uuid::from_u128(7)))).await;
    for out_of_reach in [hidden, with_alone, alone] {
        let seen = seat.get(&group_of(out_of_reach)).await;
        assert_eq!((seen.status, &seen.body), (StatusCode::NOT_FOUND, &absent.body));
    }
    let before = told(&mut seat, &[one, other, alone]).await;
    for _ in 0..2 {
        numbered(&mut police, "Ada", "Crane", "X320741").await;
        numbered(&mut police, "Bo", "Quill", "X222222").await;
    }
    look_again(&town).await;
    assert_eq!(told(&mut seat, &[one, other, alone]).await, before);
    let refused = police.get(&group_of(hidden)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a role that compares no records");
}

#[tokio::test]
async fn a_record_of_limited_access_is_left_out_and_nothing_else_differs() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    look_again(&town).await;
    let before = told(&mut seat, &[one, other]).await;
    let limited = numbered(&mut manager, "Ada", "Crane", "X320741").await;
    limit(&town, limited, Part::Manager).await;
    look_again(&town).await;
    assert_eq!(seat.get(&format!("/api/v1/people/{limited}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(group(&mut manager, one).await, of(&[one, other, limited], "joined"));
    decided(&mut manager, limited, one, 0, "different").await;
    // The other one is with either of the two, and not with both.
    let (members, state) = group(&mut manager, other).await.expect("a group");
    assert_eq!((members.len(), state.as_str()), (2, "contradicted"));
    let after: Vec<_> = told(&mut seat, &[one, other]).await;
    // The timeline of a record tells that its identity was reviewed, as it always has; groups and lists tell nothing.
    let but_timelines = |all: Vec<(StatusCode, String, String)>| {
        let told = all.into_iter().enumerate().filter(|(at, _)| at % 3 != 0 || *at == 0);
        told.collect::<Vec<_>>()
    };
    assert_eq!(but_timelines(after), but_timelines(before));
}

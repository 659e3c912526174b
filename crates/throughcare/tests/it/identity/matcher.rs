//! The matcher at work: searching, and the list of pairs that wait. What an attacker could try: finding somebody out of reach
//! by typing them nearly, or learning from the list that there is a second record.

use super::review::{decision, numbered, post, review_of};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Makes a record of somebody born on a day.
pub(super) async fn made(seat: &mut Seat, given: &str, family: &str, born: &str) -> PersonId {
    let name = json!({ "given": given, "family": family });
    let body =
        json!({ "identity": { "legal_name": name, "gender": "unknown", "born": born, "identifiers": [] } });
    let (status, made) = post(seat, "/api/v1/people", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    PersonId(made["id"].as_str().unwrap().parse().unwrap())
}

/// Whom a search finds, each with whether only nearly.
async fn found(seat: &mut Seat, typed: &str) -> Vec<(String, bool)> {
    let path = format!("/api/v1/people?q={}", typed.replace(' ', "%20").replace('/', "%2F"));
    let seen = seat.get(&path).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let view = seen.json();
    let items = view["items"].as_array().unwrap().iter();
    items.map(|one| (one["id"].as_str().unwrap().to_owned(), one["nearly"].as_bool().unwrap())).collect()
}

/// The pairs that wait, each as its two ids.
pub(super) async fn waiting(seat: &mut Seat) -> Vec<[String; 2]> {
    let view = seat.get("/api/v1/possible-duplicates").await.json();
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    view["items"].as_array().unwrap().iter().map(|pair| [id(&pair["one"]), id(&pair["other"])]).collect()
}

pub(super) async fn look_again(town: &Town) -> u64 {
    app::identity::look_again(&town.app).await.expect("looked")
}

#[tokio::test]
async fn somebody_is_found_however_they_are_typed_by_those_who_may_know_of_them() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut police = program(&town, Part::Officer).await;
    let person = made(&mut seat, "William", "Okafor", "1984-03-12").await;
    let hidden = made(&mut police, "William", "Okafor", "1984-03-12").await;
    for exact in ["okafor", "will okaf", "w okafor"] {
        assert_eq!(found(&mut seat, exact).await, [(person.to_string(), false)], "{exact}");
    }
    for nearly in ["okafro", "bill okafor", "Willaim Okafor", "okafor 12/3/1984", "okafur william"] {
        assert_eq!(found(&mut seat, nearly).await, [(person.to_string(), true)], "{nearly}");
        assert_eq!(found(&mut police, nearly).await, [(hidden.to_string(), true)], "{nearly}");
    }
    assert_eq!(found(&mut seat, "marchetti").await, []);
    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get("/people?q=bill+okafor").await.page().main_text();
    assert!(shown.contains("Nobody is found as typed") && shown.contains("William Okafor"), "{shown}");

    // Corrected, they are found as they are now, and under the former name too, which stays with the record.
    let open = seat.get(&format!("/api/v1/people/{person}")).await;
    let tag = open.headers["etag"].to_str().unwrap().to_owned();
    let renamed = json!({ "legal_name": { "given": "William", "family": "Marchetti" }, "gender": "unknown",
        "born": "1984-03-12", "identifiers": [] });
    let path = format!("/api/v1/people/{person}/identity");
    let done = seat.json(Method::PUT, &path, &[("if-match", &tag)], &renamed.to_string()).await;
    assert!(done.status.is_success(), "{}", done.body);
    assert_eq!(found(&mut seat, "bill marcheti").await, [(person.to_string(), true)]);
    assert_eq!(found(&mut seat, "bill okafor").await, [(person.to_string(), true)]);
    assert_eq!(
        found(&mut seat, "bill marchetto 1991").await,
        [],
        "whoever does not answer to a word is not told"
    );
}

#[tokio::test]
async fn pairs_wait_for_those_who_may_know_of_both_until_somebody_decides() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut colleague = program(&town, Part::Colleague).await;
    let mut police = program(&town, Part::Officer).await;
    let one = made(&mut seat, "Catherine", "Kowalczyk", "1979-11-04").await;
    let other = made(&mut colleague, "Kathryn", "Kowalczyk", "1979-04-11").await;
    let hidden = made(&mut police, "Catherine", "Kowalczyk", "1979-11-04").await;
    made(&mut seat, "Bo", "Quill", "1990-01-30").await;
    assert_eq!(waiting(&mut seat).await, Vec::<[String; 2]>::new(), "before anybody looked");
    assert!(look_again(&town).await >= 4);
    assert_eq!(look_again(&town).await, 0, "nothing was recorded since");
    let pair = [one.to_string(), other.to_string()];
    assert_eq!(waiting(&mut seat).await, std::slice::from_ref(&pair));
    assert_eq!(waiting(&mut colleague).await, std::slice::from_ref(&pair));
    let refused = police.get("/api/v1/possible-duplicates").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a role that compares no records");
    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get("/possible-duplicates").await.page().main_text();
    for words in
        ["1 pair waits", "Catherine Kowalczyk", "Kathryn Kowalczyk", "nearly the same name", "in 100"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!pages.get("/possible-duplicates").await.body.contains(&hidden.to_string()));

    let (status, said) = post(&mut seat, &review_of(one), &decision(other, 0, "different")).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    assert_eq!(waiting(&mut colleague).await, Vec::<[String; 2]>::new(), "it is decided");
    look_again(&town).await;
    assert_eq!(waiting(&mut seat).await, Vec::<[String; 2]>::new(), "and stays so when somebody looks again");
    let (status, said) = post(&mut seat, &review_of(other), &decision(one, 1, "undone")).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    assert_eq!(waiting(&mut seat).await, [pair], "taken back, it waits again");
}

#[tokio::test]
async fn a_long_list_is_paged_the_likeliest_first_and_each_pair_stands_once() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let names =
        [("Agnieszka", "Zielinska"), ("Oluwaseun", "Adebayo"), ("Rhiannon", "Prosser"), ("Dmitri", "Volkov")];
    for (given, family) in names {
        for day in ["1988-02-29", "1988-02-28"] {
            made(&mut seat, given, family, day).await;
        }
    }
    numbered(&mut seat, "Ada", "Crane", "X320741").await;
    numbered(&mut seat, "Ada", "Crane", "X111111").await;
    look_again(&town).await;
    let (mut path, mut seen, mut chances) =
        ("/api/v1/possible-duplicates?limit=2".to_owned(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let view = seat.get(&path).await.json();
        for pair in view["items"].as_array().unwrap() {
            seen.push([pair["one"]["id"].to_string(), pair["other"]["id"].to_string()]);
            chances.push(pair["probability"].as_f64().unwrap());
        }
        match view["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
    assert!(chances.is_sorted_by(|one, other| one >= other), "{chances:?}");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn however_many_are_hidden_they_take_nobodys_place() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut police = program(&town, Part::Officer).await;
    let person = made(&mut seat, "Catherine", "Kowalczyk", "1979-11-04").await;
    let other = made(&mut seat, "Kathryn", "Kowalczyk", "1979-11-04").await;
    for _ in 0..35 {
        made(&mut police, "Catherine", "Kowalczyk", "1979-11-04").await;
    }
    let shown = seat.get(&review_of(person)).await.json();
    let named: Vec<&str> = shown["likes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|like| like["person"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(named, [other.to_string()], "thirty-five likelier ones are out of reach");
    let name = json!({ "given": "Katherine", "family": "Kowalczyk" });
    let who = json!({ "identity": { "legal_name": name, "gender": "unknown", "born": "1979-11-04", "identifiers": [] } });
    let (status, known) = post(&mut seat, "/api/v1/known", &who).await;
    assert_eq!(status, StatusCode::OK, "{known}");
    assert_eq!(known.as_array().unwrap().len(), 2, "{known}");
    look_again(&town).await;
    let mut pair = [person.to_string(), other.to_string()];
    pair.sort();
    assert_eq!(waiting(&mut seat).await, [pair]);
}

#[tokio::test]
async fn somebody_with_many_likelier_ones_stays_with_whom_they_are_the_likeliest() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut many = Vec::new();
    for _ in 0..11 {
        many.push(made(&mut seat, "Oluwaseun", "Adebayo", "1988-02-27").await);
    }
    let other = made(&mut seat, "Oluwaseun", "Adebayo", "1988-02-28").await;
    look_again(&town).await;
    let pairs_of = async |seat: &mut Seat| {
        let view = seat.get("/api/v1/possible-duplicates?limit=100").await.json();
        let found = view["items"].as_array().unwrap().iter();
        found.filter(|pair| pair.to_string().contains(&other.to_string())).count()
    };
    let before = pairs_of(&mut seat).await;
    assert_eq!(before, 10, "the likeliest of the other");
    for one in &many {
        // Something is recorded of each, who has ten that are more like them.
        let (status, said) =
            post(&mut seat, &format!("/api/v1/people/{one}/notes"), &json!({ "text": "Rang." })).await;
        assert_eq!(status, StatusCode::CREATED, "{said}");
        assert!(look_again(&town).await >= 1);
        assert_eq!(pairs_of(&mut seat).await, before);
    }
}

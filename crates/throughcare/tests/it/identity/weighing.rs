//! How two records weigh, on the page and through the API, and going through the pairs that wait. What an attacker could try: asking
//! for a pair with somebody out of reach, or learning from a weight or a neighbour that there is one.

use super::{matcher::made, review::review_of};
use crate::{
    api::program,
    town::{Part, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::{Value, json};

const MOST: usize = 60_000;

fn page_of(person: PersonId, other: PersonId) -> String {
    format!("/people/{person}/identity-review?with={other}")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

#[tokio::test]
async fn a_pair_is_weighed_step_by_step_in_words_a_picture_and_the_same_numbers() {
    let town = Town::new().await;
    let mut api = program(&town, Part::Practitioner).await;
    let mut colleague = program(&town, Part::Colleague).await;
    let person = made(&mut api, "Catherine", "Kowalczyk", "1979-11-04").await;
    let other = made(&mut colleague, "Kathryn", "Kowalczyk", "1979-04-11").await;
    let like = api.get(&review_of(person)).await.json()["likes"][0].clone();
    assert_eq!(like["person"]["id"], other.to_string());
    let weighing = &like["weighing"];
    let steps = weighing["steps"].as_array().unwrap();
    let told = steps.iter().map(|step| number(&step["weight"])).sum::<f64>();
    let sum = number(&weighing["start"]) + told + number(&weighing["together"]);
    assert!((sum - number(&weighing["weight"])).abs() < 0.1, "hundredths add up: {weighing}");
    let odds = number(&weighing["weight"]).exp2();
    assert!((odds / (1.0 + odds) - number(&weighing["probability"])).abs() < 0.01, "{weighing}");
    let birth = steps.iter().find(|step| step["code"] == "birth_date").unwrap();
    assert_eq!(birth["found"], "day and month have changed places");

    let mut seat = town.signed_in(Part::Practitioner).await;
    let seen = seat.get(&page_of(person, other)).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(!seen.body.contains("style=") && seen.body.len() <= MOST, "{}", seen.body.len());
    let page = seen.page();
    let shown = page.main_text();
    for words in [
        "Start",
        "Given name",
        "Date of birth",
        "day and month have changed places",
        "Taken together",
        "Sum",
        "in 100 are one person",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // The picture says in words what the table says.
    let described = page.text("svg.tc-waterfall desc");
    for step in steps {
        let said = format!("{}: ", step["compared"].as_str().unwrap());
        assert!(described.contains(&said), "{said}: {described}");
    }
    let named = page.attribute("svg.tc-waterfall", "aria-labelledby").unwrap();
    assert_eq!(named, "weighed-title weighed-words");
    // It is the same from either side.
    let back = colleague.get(&review_of(other)).await.json()["likes"][0]["weighing"].clone();
    assert_eq!(back["weight"], weighing["weight"]);
}

#[tokio::test]
async fn every_field_is_marked_in_a_word_and_twins_are_a_warning() {
    let town = Town::new().await;
    let mut api = program(&town, Part::Practitioner).await;
    let one = made(&mut api, "Siân", "O’Neill", "1991-02-14").await;
    let twin = made(&mut api, "Mair", "ONeill", "1991-02-14").await;
    let like = api.get(&review_of(one)).await.json()["likes"][0].clone();
    assert_eq!(like["cautions"][0]["code"], "twins", "{like}");
    let mut seat = town.signed_in(Part::Practitioner).await;
    let shown = seat.get(&page_of(one, twin)).await.page().main_text();
    for words in ["They may be twins: the same family name and date of birth", "Differs", "Same"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // Two forms of one name tell no two people apart.
    let one = made(&mut api, "Catherine", "Kowalczyk", "1979-11-04").await;
    made(&mut api, "Kathryn", "Kowalczyk", "1979-11-04").await;
    let like = api.get(&review_of(one)).await.json()["likes"][0].clone();
    assert_eq!(like["cautions"], json!([]), "{like}");
}

#[tokio::test]
async fn a_pair_with_somebody_out_of_reach_is_no_pair_and_changes_no_weight() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut police = program(&town, Part::Officer).await;
    let person = made(&mut seat, "Catherine", "Kowalczyk", "1979-11-04").await;
    let other = made(&mut seat, "Kathryn", "Kowalczyk", "1979-11-04").await;
    let stranger = made(&mut seat, "Bo", "Quill", "1990-01-30").await;
    let before = seat.get(&review_of(person)).await.json()["likes"].clone();
    let mut hidden = Vec::new();
    for _ in 0..20 {
        hidden.push(made(&mut police, "Catherine", "Kowalczyk", "1979-11-04").await);
    }
    assert_eq!(seat.get(&review_of(person)).await.json()["likes"], before, "to the last digit");
    let mut pages = town.signed_in(Part::Practitioner).await;
    let absent = PersonId(uuid::Uuid::from_u128(7));
    for (one, with) in
        [(person, hidden[0]), (person, absent), (person, stranger), (person, person), (hidden[0], person)]
    {
        assert_eq!(pages.get(&page_of(one, with)).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(pages.get(&page_of(person, other)).await.status, StatusCode::OK);
    let mut officer = town.signed_in(Part::Officer).await;
    assert_eq!(officer.get(&page_of(hidden[0], hidden[1])).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_list_is_gone_through_pair_by_pair_forth_and_back_past_nobody_hidden() {
    let town = Town::new().await;
    let mut api = program(&town, Part::Practitioner).await;
    let mut police = program(&town, Part::Officer).await;
    for (given, family) in [("Agnieszka", "Zielinska"), ("Oluwaseun", "Adebayo"), ("Rhiannon", "Prosser")] {
        for day in ["1988-02-29", "1988-02-28"] {
            made(&mut api, given, family, day).await;
            made(&mut police, given, family, day).await;
        }
    }
    app::identity::look_again(&town.app).await.expect("looked");
    let mut seat = town.signed_in(Part::Practitioner).await;
    let list = seat.get("/possible-duplicates").await.page();
    let mut at = list.attribute("main td a[href*='identity-review']", "href").expect("the first pair");
    let (mut forth, mut ways) = (Vec::new(), Vec::new());
    loop {
        let page = seat.get(&at).await.page();
        forth.push(page.text("main h2"));
        ways.push(at.clone());
        match page.attribute("a[rel=next]", "href") {
            Some(next) => at = next,
            None => break,
        }
        assert!(forth.len() < 10, "{forth:?}");
    }
    assert_eq!(forth.len(), 3, "{forth:?}");
    let mut back = Vec::new();
    loop {
        let page = seat.get(&at).await.page();
        back.push(at.clone());
        match page.attribute("a[rel=prev]", "href") {
            Some(previous) => at = previous,
            None => break,
        }
        assert!(back.len() < 10);
    }
    back.reverse();
    assert_eq!(back, ways);
    // A decision stays on the pair, and the way on is still there.
    let first = ways.first().unwrap();
    let page = seat.get(first).await.page();
    let value = page.attribute("input[name=decision]", "value").expect("a decision");
    let done = seat.fill(first, &[("decision", value.as_str()), ("reason", "Compared the files")]).await;
    assert_eq!(done.location(), *first, "{}", done.page().main_text());
    let page = seat.get(first).await.page();
    assert_eq!(page.attribute("a[rel=next]", "href").as_ref(), ways.get(1));
    let refused = seat.get(&format!("{first}x")).await;
    assert_ne!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn however_many_are_alike_the_page_stays_small() {
    let town = Town::new().await;
    let mut api = program(&town, Part::Practitioner).await;
    let mut person = None;
    for _ in 0..32 {
        person = Some(made(&mut api, "Wilhelmina-Josephine", "Featherstonehaugh", "1979-11-04").await);
    }
    let person = person.unwrap();
    let mut seat = town.signed_in(Part::Practitioner).await;
    let seen = seat.get(&format!("/people/{person}/identity-review")).await;
    let cards = seen.body.matches("among pairs like this").count();
    assert!(cards >= 15 && seen.body.len() <= MOST, "{cards} cards, {} bytes", seen.body.len());
    let href = seen.page().attribute("main a[href*='with=']", "href").unwrap();
    let alone = seat.get(&href).await;
    assert!(alone.status == StatusCode::OK && alone.body.len() <= MOST, "{} bytes", alone.body.len());
    assert_eq!(alone.body.matches("<svg class=\"tc-waterfall\"").count(), 1);
}

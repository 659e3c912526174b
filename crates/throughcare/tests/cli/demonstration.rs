//! `demo`: filled once, kept, on this machine only, deleted only where it says that it is one.

use super::program::{Place, signal};
use scraper::{Html, Selector};
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
    time::Duration,
};

const PRACTITIONER: &str = "probation.practitioner@probation.northmoor.example";

#[test]
fn demo_second_start_keeps_the_data_and_is_quick() {
    let place = Place::demonstration();
    let key = std::fs::read(place.data().join("keys/installation.key")).unwrap();
    let events = place.run(&["audit", "verify"]).well();
    let server = place.serve(&["demo", "--listen", "127.0.0.1:0"]);
    assert!(server.ready_after < Duration::from_secs(2), "{:?}", server.ready_after);
    server.stop();
    assert_eq!(std::fs::read(place.data().join("keys/installation.key")).unwrap(), key);
    assert_eq!(place.run(&["audit", "verify"]).well(), events);
}

/// The heads of its chains, in order.
fn heads(place: &Place) -> Vec<String> {
    let text = std::fs::read_to_string(place.data().join("heads.checkpoint")).unwrap();
    let mut heads: Vec<String> =
        text.lines().map(|line| line.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
    heads.sort();
    heads
}

#[test]
fn demo_to_look_around_in_tells_the_same_stories_on_any_day() {
    let told = |seed: &str, day: &str| -> Vec<String> {
        let place = Place::new();
        let world = ["--people", "100", "--seed", seed, "--as-of", day];
        place.serve(&[&["demo", "--listen", "127.0.0.1:0"], &world[..]].concat()).stop();
        heads(&place)
    };
    let monday = told("1", "2026-11-02");
    assert_eq!(monday, told("1", "2026-11-02"));
    assert!(monday.len() > 110, "people of the stories beside the hundred: {}", monday.len());
    // A Sunday after a leap day, and the first day of a year.
    assert!(told("2", "2024-03-03").len() > 110);
    assert!(told("3", "2026-01-01").len() > 110);
}

#[test]
fn demo_with_one_seed_invents_the_same_people() {
    let (one, two) = (Place::demonstration(), Place::demonstration());
    assert_eq!(heads(&one), heads(&two));
    assert_eq!(heads(&one).len(), 13, "twelve people and the partnership");
}

#[test]
fn demo_listens_on_this_machine_only_also_under_serve() {
    let place = Place::demonstration();
    for command in ["demo", "serve"] {
        let said = place.run(&[command, "--listen", "0.0.0.0:0"]).refused(1);
        assert!(said.contains("this machine only"), "{said}");
    }
    let unfilled = Place::new();
    unfilled.run(&["demo", "--listen", "0.0.0.0:0"]).refused(1);
    assert!(!unfilled.data().join("throughcare.db").exists(), "it refuses before it fills");
}

#[test]
fn demo_clean_deletes_a_demonstration_and_nothing_else() {
    let earnest = Place::installation();
    let said = earnest.run(&["demo", "--clean", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("does not say that it is a demonstration"), "{said}");
    earnest.run(&["audit", "verify"]).well();
    let said = earnest.run(&["demo", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("is no demonstration"), "{said}");

    let place = Place::demonstration();
    place.serve(&["demo", "--clean", "--people", "5", "--seed", "3", "--listen", "127.0.0.1:0"]).stop();
    let plan = std::fs::read_to_string(place.data().join("demonstration.toml")).unwrap();
    assert!(plan.contains("people = 5") && plan.contains("seed = 3"), "{plan}");
    assert!(place.run(&["audit", "verify"]).well().contains("in 6 chains"));
}

#[test]
fn demo_kill_midway_leaves_nothing_that_looks_whole() {
    let place = Place::new();
    let mut command = place.command(&["demo", "--people", "100000", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let filling = place.data().join("throughcare.db.filling");
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("Filling"));
    while !filling.exists() {
        std::thread::yield_now();
    }
    signal(child.id(), "KILL");
    child.wait().unwrap();
    assert!(!place.data().join("throughcare.db").exists());
    let said = place.run(&["serve", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("was not filled to its end"), "{said}");

    place.serve(&["demo", "--people", "5", "--listen", "127.0.0.1:0"]).stop();
    assert!(!filling.exists());
    assert!(place.run(&["audit", "verify"]).well().contains("in 6 chains"));
}

#[test]
fn demo_day_that_lies_ahead_is_refused() {
    let said = Place::new().run(&["demo", "--as-of", "2999-01-01", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("2999-01-01"), "{said}");
}

#[test]
fn demo_code_is_for_demonstration_accounts_only() {
    let place = Place::demonstration();
    let said = place.run(&["demo", "code", "nobody@northmoor.example"]).refused(1);
    assert!(said.contains("no demonstration account"), "{said}");
    let earnest = Place::installation();
    let said = earnest.run(&["demo", "code", super::program::ADA]).refused(1);
    assert!(said.contains("is no demonstration"), "{said}");
}

#[test]
fn demo_code_is_what_sign_in_accepts() {
    let place = Place::demonstration();
    let accounts = place.run(&["demo", "accounts"]).well();
    let password = accounts
        .lines()
        .skip_while(|line| !line.contains(PRACTITIONER))
        .find_map(|line| line.trim().strip_prefix("password"))
        .unwrap()
        .trim();
    let server = place.serve(&["demo", "--listen", "127.0.0.1:0"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let browser = reqwest::Client::builder().cookie_store(true).build().unwrap();
        let (mut page, mut url) = get(&browser, &format!("{}/sign-in", server.address)).await;
        let typed = [("email", PRACTITIONER), ("password", password)];
        (page, url) = post(&browser, &url, &page, &typed).await;
        assert!(page.contains("name=\"code\""), "{url}: {page}");
        let code = place.run(&["demo", "code", PRACTITIONER]).well();
        (page, url) = post(&browser, &url, &page, &[("code", code.trim())]).await;
        assert!(url.ends_with("/my-work"), "{url}: {page}");
    });
    server.stop();
}

async fn get(browser: &reqwest::Client, url: &str) -> (String, String) {
    let answer = browser.get(url).send().await.unwrap();
    let url = answer.url().to_string();
    (answer.text().await.unwrap(), url)
}

/// Sends the form of `page` with its hidden fields and what was `typed`.
async fn post(browser: &reqwest::Client, url: &str, page: &str, typed: &[(&str, &str)]) -> (String, String) {
    let hidden: Vec<(String, String)> = {
        let page = Html::parse_document(page);
        page.select(&Selector::parse("main form input[type=hidden]").unwrap())
            .map(|input| {
                let of = |name| input.value().attr(name).unwrap_or_default().to_owned();
                (of("name"), of("value"))
            })
            .collect()
    };
    let mut form: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.extend(typed);
    let answer = browser.post(url).form(&form).send().await.unwrap();
    let url = answer.url().to_string();
    (answer.text().await.unwrap(), url)
}

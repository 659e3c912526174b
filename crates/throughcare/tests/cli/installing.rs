//! `install`, `agency`, `account`, `token`, `serve`: from an empty folder to somebody who can sign in, each step as somebody.

use super::program::{ADA, Place};

#[test]
fn serve_of_an_empty_folder_says_what_to_do() {
    let place = Place::new();
    let said = place.run(&["serve", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("throughcare install --name") && said.contains("throughcare demo"), "{said}");
    assert!(!place.data().exists(), "nothing was made");
}

#[test]
fn serve_without_anybody_who_could_sign_in_names_the_first_account() {
    let place = Place::new();
    place.run(&["install", "--name", "Eastshire"]).well();
    let said = place.run(&["serve", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("throughcare account create"), "{said}");
}

#[test]
fn install_twice_is_refused() {
    let place = Place::installation();
    let said = place.run(&["install", "--name", "Westshire"]).refused(1);
    assert!(said.contains("serves a partnership already"), "{said}");
}

#[test]
fn account_the_first_must_be_a_system_administrator_and_the_next_acts_as_it() {
    let place = Place::new();
    place.run(&["install", "--name", "Eastshire"]).well();
    place.run(&["agency", "add", "--name", "Eastshire Probation", "--kind", "probation"]).well();
    let create = |email: &str, role: &str| {
        let who = ["--email", email, "--role", role, "--name", "Somebody"];
        place.run(&[&["account", "create", "--agency", "Eastshire Probation"][..], &who].concat())
    };
    let said = create("p@eastshire.example", "probation_practitioner").refused(1);
    assert!(said.contains("must have the role system_administrator"), "{said}");
    let said = create(ADA, "system_administrator").well();
    assert!(said.contains("/invitations/"), "{said}");
    let said = create("p@eastshire.example", "probation_practitioner").refused(1);
    assert!(said.contains("makes administrators only"), "{said}");
    create("boss@eastshire.example", "agency_administrator").well();
    let as_boss = ["--as", "boss@eastshire.example"];
    let who = ["--email", "p@eastshire.example", "--role", "probation_practitioner", "--name", "P"];
    let create = ["account", "create", "--agency", "Eastshire Probation"];
    place.run(&[&create[..], &who, &as_boss].concat()).well();
    let said = place.run(&[&create[..], &who, &as_boss].concat()).refused(1);
    assert!(said.contains("already has an account"), "{said}");
    let listed = place.run(&[&["account", "list"][..], &as_boss].concat()).well();
    assert_eq!(listed.lines().count(), 3, "{listed}");
    let said = place.run(&["account", "list", "--as", "p@eastshire.example"]).refused(1);
    assert!(said.contains("may not do this"), "{said}");
}

#[test]
fn account_closes_and_its_token_with_it() {
    let place = Place::installation();
    let worker = "w@eastshire.example";
    let create = ["account", "create", "--agency", "Eastshire Probation", "--name", "W", "--email", worker];
    place.run(&[&create[..], &["--role", "probation_practitioner"]].concat()).well();
    let token = ["token", "create", "--account", worker, "--scope", "people:read", "--name", "Report"];
    let token = place.run(&token).well();
    assert!(token.starts_with("tc_") && token.lines().count() == 1, "nothing else on standard output");
    let server = place.serve(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(asked(&server.address, token.trim()), 200);
    place.run(&["account", "close", worker]).well();
    assert_eq!(asked(&server.address, token.trim()), 401);
    server.stop();
    let said = place.run(&["token", "list", "--account", worker]).refused(1);
    assert!(said.contains("no open account"), "{said}");
}

#[test]
fn token_revoked_opens_nothing_more() {
    let place = Place::installation();
    let create =
        ["token", "create", "--account", ADA, "--scope", "people:read", "--days", "2", "--name", "Report"];
    let token = place.run(&create).well();
    let listed = place.run(&["token", "list", "--account", ADA]).well();
    let id = listed.split(' ').next().unwrap();
    place.run(&["token", "revoke", "--account", ADA, id]).well();
    let server = place.serve(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(asked(&server.address, token.trim()), 401);
    assert!(place.run(&["token", "list", "--account", ADA]).well().contains("revoked"));
    let long =
        ["token", "create", "--account", ADA, "--scope", "people:read", "--days", "400", "--name", "Long"];
    assert!(place.run(&long).refused(1).contains("between 1 and 366"));
}

#[test]
fn service_added_is_offered_and_recorded_and_no_second_of_its_name() {
    let place = Place::installation();
    let add = [
        "service",
        "add",
        "--agency",
        "Eastshire Probation",
        "--pathway",
        "employment",
        "--name",
        "Work coach",
    ];
    let days = |days| [&add[..], &["--answer-in-working-days", days]].concat();
    assert!(place.run(&days("0")).refused(1).contains("between 1 and 60"));
    place.run(&days("10")).well();
    assert!(place.run(&days("10")).refused(1).contains("has a service with this name"));
    let listed = place.run(&["service", "list"]).well();
    assert!(listed.contains("Work coach") && listed.contains("10 working days"), "{listed}");
    assert!(
        place.run(&["audit", "verify"]).well().contains("6 events"),
        "three of the first agreement, agency, account, service"
    );
}

/// The status that the list of one's own referrals or people answers to this token.
fn asked(address: &str, token: &str) -> u16 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let url = format!("{address}/api/v1/caseload");
        let asking = reqwest::Client::new().get(url).bearer_auth(token);
        asking.send().await.unwrap().status().as_u16()
    })
}

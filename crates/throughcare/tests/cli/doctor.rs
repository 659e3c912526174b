//! `doctor`: silent about what is well, exact about what is not, and changing nothing.

use super::program::{Place, tamper};
use std::{fs::Permissions, os::unix::fs::PermissionsExt};

fn mend(said: &str) -> Vec<&str> {
    said.lines().filter(|line| line.starts_with("MEND")).collect()
}

#[test]
fn doctor_finds_nothing_in_a_sound_installation() {
    let place = Place::installation();
    let said = place.run(&["doctor", "--listen", "127.0.0.1:0"]).well();
    assert!(said.contains("serves Eastshire (in earnest)") && said.contains("Nothing to mend"), "{said}");
}

#[test]
fn doctor_of_an_installation_that_is_being_served_finds_its_server() {
    let place = Place::installation();
    let server = place.serve(&["serve", "--listen", "127.0.0.1:0"]);
    let address = server.address.trim_start_matches("http://").to_owned();
    let said = place.run(&["doctor", "--listen", &address]).well();
    assert!(said.contains("own server, which answers"), "{said}");
    server.stop();
}

#[test]
fn doctor_names_what_is_wrong_with_folder_key_and_address() {
    let place = Place::installation();
    std::fs::set_permissions(place.data(), Permissions::from_mode(0o755)).unwrap();
    std::fs::write(place.data().join("keys/installation.key"), "short").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = place.run(&["doctor", "--listen", &address]).refused(1);
    let mend = mend(&said);
    assert_eq!(mend.len(), 3, "{said}");
    assert!(mend[0].contains("chmod 700"), "{said}");
    assert!(mend[1].contains("5 bytes"), "{said}");
    assert!(mend[2].contains(&address), "{said}");
}

#[test]
fn doctor_of_an_empty_folder_says_how_to_begin_and_makes_nothing() {
    let place = Place::new();
    std::fs::create_dir(place.data()).unwrap();
    let said = place.run(&["doctor", "--listen", "127.0.0.1:0"]).refused(1);
    assert!(said.contains("throughcare install"), "{said}");
    assert_eq!(std::fs::read_dir(place.data()).unwrap().count(), 0, "it has changed nothing");
}

#[test]
fn doctor_of_a_demonstration_warns_of_an_open_address() {
    let place = Place::demonstration();
    let said = place.run(&["doctor", "--listen", "0.0.0.0:0"]).refused(1);
    assert!(mend(&said)[0].contains("demonstration"), "{said}");
    place.run(&["doctor", "--listen", "127.0.0.1:0"]).well();
}

#[test]
fn doctor_says_that_a_server_which_is_not_there_is_not_there() {
    let place = Place::installation();
    // Nobody listens on a port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://care:s3cret@127.0.0.1:{port}/tc");
    let said = place.run(&["doctor", "--listen", "127.0.0.1:0", "--database", &url]).refused(1);
    assert!(mend(&said)[0].contains("cannot be reached"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

/// The newest migration's row gets a number that no program has yet: its cell holds the number, then a header that says
/// "no number here, a name so long, 32 bytes", then the name.
#[test]
fn doctor_and_every_start_refuse_a_newer_database() {
    let place = Place::installation();
    let newest = store::Db::migrations().last().unwrap();
    let number = u8::try_from(newest.number).unwrap();
    let name = u8::try_from(13 + 2 * newest.name.len()).unwrap();
    let row = |number: u8| [&[number, 4, 0, name, 76], newest.name.as_bytes()].concat();
    tamper(&place.data().join("throughcare.db"), &row(number), &row(120));
    for command in [&["serve"][..], &["agency", "list"], &["doctor"]] {
        let said = place.run(&[command, &["--listen", "127.0.0.1:0"]].concat()).refused(1);
        assert!(said.contains("migration 120") && said.contains("newer program"), "{said}");
    }
}

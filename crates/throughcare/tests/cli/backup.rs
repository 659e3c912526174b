//! `backup` and `restore`: a copy made while others write is whole, and goes in only where nothing is lost unseen.

use super::program::{Place, tamper};

#[test]
fn backup_while_others_write_restores_whole() {
    let place = Place::installation();
    let server = place.serve(&["serve", "--listen", "127.0.0.1:0"]);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 0..12 {
                let name = format!("Agency {number}");
                place.run(&["agency", "add", "--name", &name, "--kind", "charity"]).well();
            }
        });
        for number in 0..3 {
            place.run(&["backup", "--to", &format!("copy-{number}.db")]).well();
        }
        writer.join().unwrap();
    });
    let said = place.run(&["restore", "--from", "copy-1.db", "--replace"]).refused(1);
    assert!(said.contains("another throughcare has the installation"), "{said}");
    server.stop();

    for number in 0..3 {
        let elsewhere = ["--data-dir", "elsewhere"];
        let copy = format!("copy-{number}.db");
        let replace: &[&str] = if number == 0 { &[] } else { &["--replace"] };
        let restore = ["restore", "--from", copy.as_str()];
        let said = place.run(&[&restore[..], &elsewhere, replace].concat()).well();
        assert!(said.contains("are whole") && said.contains("disposal journal"), "{said}");
        place.run(&[&["audit", "verify"][..], &elsewhere].concat()).well();
        let agencies = place.run(&[&["agency", "list"][..], &elsewhere].concat()).well();
        assert!(agencies.contains("Eastshire Probation"), "{agencies}");
    }
}

#[test]
fn backup_never_overwrites() {
    let place = Place::installation();
    std::fs::write(place.path("there.db"), "mine").unwrap();
    let said = place.run(&["backup", "--to", "there.db"]).refused(1);
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(std::fs::read_to_string(place.path("there.db")).unwrap(), "mine");
}

#[test]
fn backup_of_postgresql_names_its_own_tools_and_hides_the_password() {
    let place = Place::new();
    let said = place
        .run(&["backup", "--to", "x.db", "--database", "postgres://care:s3cret@db.example/tc"])
        .refused(2);
    assert!(said.contains("pg_dump") && said.contains("pg_basebackup"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn restore_over_a_database_needs_to_be_asked_for_and_sets_it_aside() {
    let place = Place::installation();
    place.run(&["audit", "checkpoint"]).well();
    place.run(&["backup", "--to", "copy.db"]).well();
    place.run(&["agency", "add", "--name", "Later", "--kind", "charity"]).well();
    place.run(&["audit", "checkpoint"]).well();
    let said = place.run(&["restore", "--from", "copy.db"]).refused(1);
    assert!(said.contains("--replace"), "{said}");
    assert!(place.run(&["agency", "list"]).well().contains("Later"), "nothing was touched");

    place.run(&["restore", "--from", "copy.db", "--replace"]).well();
    assert!(!place.run(&["agency", "list"]).well().contains("Later"));
    place.run(&["audit", "verify"]).well();
    let names: Vec<String> = std::fs::read_dir(place.data())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for set_aside in ["throughcare.db.before-", "heads.checkpoint.before-"] {
        assert!(names.iter().any(|name| name.starts_with(set_aside)), "{names:?}");
    }
}

#[test]
fn restore_refuses_what_is_broken_or_no_database_and_leaves_all_as_it_was() {
    let place = Place::installation();
    place.run(&["backup", "--to", "copy.db"]).well();
    tamper(&place.path("copy.db"), br#""kind":"probation"}"#, br#""kind":"housing!!"}"#);
    std::fs::write(place.path("text.db"), "no database at all, but some text to be read as one").unwrap();
    for (file, because) in [("copy.db", "event log is broken"), ("text.db", "not put in place")] {
        let said = place.run(&["restore", "--from", file, "--replace"]).refused(1);
        assert!(said.contains(because), "{said}");
        place.run(&["audit", "verify"]).well();
    }
    assert!(!place.data().join("throughcare.db.arriving").exists());
}

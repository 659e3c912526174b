//! `config`: which value wins, where it came from, and what is never shown.

use super::program::Place;

fn line(said: &str, name: &str) -> String {
    said.lines().find(|line| line.starts_with(name)).unwrap().to_owned()
}

#[test]
fn config_flag_wins_over_environment_and_that_over_file() {
    let place = Place::new();
    std::fs::write(
        place.path("throughcare.toml"),
        "listen = \"127.0.0.1:1001\"\nlog = \"warn\"\nsession_idle_minutes = 7\n",
    )
    .unwrap();
    let mut command = place.command(&["config", "--listen", "127.0.0.1:1003"]);
    command.env("THROUGHCARE_LISTEN", "127.0.0.1:1002").env("THROUGHCARE_LOG", "debug");
    let said = super::program::Ran::from(command.output().unwrap()).well();
    let listen = line(&said, "listen");
    assert!(listen.contains("127.0.0.1:1003") && listen.ends_with("flag --listen"), "{listen}");
    let log = line(&said, "log ");
    assert!(log.contains("debug") && log.ends_with("environment THROUGHCARE_LOG"), "{log}");
    let idle = line(&said, "session_idle_minutes");
    assert!(idle.contains(" 7 ") && idle.ends_with("file throughcare.toml"), "{idle}");
    assert!(line(&said, "session_most_hours").ends_with("default"));
}

#[test]
fn config_masks_every_secret() {
    let place = Place::new();
    let mut command = place.command(&["config"]);
    command.env("THROUGHCARE_DATABASE", "postgres://care:s3cret@db.example/tc?sslpassword=s3cret2");
    command.env("THROUGHCARE_METRICS_TOKEN", "s3cret3");
    let said = super::program::Ran::from(command.output().unwrap()).well();
    assert!(line(&said, "database").contains("care:***@db.example/tc"), "{said}");
    assert!(line(&said, "metrics_token").contains("***"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn config_with_a_misspelt_name_or_value_is_refused_and_names_the_place() {
    let place = Place::new();
    std::fs::write(place.path("own.toml"), "listn = \"127.0.0.1:1\"\n").unwrap();
    let said = place.run(&["config", "--config", "own.toml"]).refused(1);
    assert!(said.contains("own.toml, line 1") && said.contains("listn"), "{said}");
    let said = place.run(&["config", "--config", "absent.toml"]).refused(1);
    assert!(said.contains("absent.toml"), "{said}");
    place.run(&["config", "--session-idle-minutes", "soon"]).refused(2);
}

#[test]
fn config_for_a_reader_who_has_gone_away_ends_well() {
    let place = Place::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = place.command(&["config"]);
    command.stdout(writer);
    assert!(command.status().unwrap().success());
}

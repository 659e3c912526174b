//! `throughcare link` on files of invented people: what it writes, what it says, and what it leaves behind.

use super::program::Place;
use std::{collections::HashMap, fs, process::Stdio};

const PEOPLE: u64 = 3_000;

/// Invented people with what is true of them in the column `cluster`, in one file or spread over two.
fn people(place: &Place, files: &[&str]) {
    let mut texts = vec![format!("{}\n", synth::linkage::Row::COLUMNS.join(",")); files.len()];
    for (row, at) in synth::linkage::rows(11, PEOPLE).zip((0..files.len()).cycle()) {
        texts[at].push_str(&row.line());
        texts[at].push('\n');
    }
    for (file, text) in files.iter().zip(texts) {
        fs::write(place.path(file), text).unwrap();
    }
}

/// Rows of a file that was written, without its header.
fn lines(place: &Place, file: &str) -> (String, Vec<Vec<String>>) {
    let text = fs::read_to_string(place.path(file)).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap().to_owned();
    (header, lines.map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// Who is who in truth.
fn truth(place: &Place, file: &str) -> HashMap<String, String> {
    let (header, rows) = lines(place, file);
    let at = |name: &str| header.split(',').position(|column| column == name).unwrap();
    let (id, cluster) = (at("id"), at("cluster"));
    rows.into_iter().map(|row| (row[id].clone(), row[cluster].clone())).collect()
}

#[test]
fn pairs_and_clusters_are_written_and_nearly_all_of_them_are_right() {
    let place = Place::new();
    people(&place, &["people.csv"]);
    let out = ["--output", "pairs.csv", "--clusters", "clusters.csv", "--ignore", "cluster"];
    place.run(&[&["link", "--input", "people.csv"], &out[..]].concat()).well();
    let truth = truth(&place, "people.csv");
    let (header, pairs) = lines(&place, "pairs.csv");
    assert_eq!(header, "left_id,right_id,match_weight,match_probability");
    let right = pairs.iter().filter(|pair| truth[&pair[0]] == truth[&pair[1]]).count();
    assert!(pairs.len() > 1_000, "{}", pairs.len());
    assert!(right * 100 >= pairs.len() * 95, "{right} of {} are right", pairs.len());
    assert!(pairs.iter().all(|pair| pair[2].parse::<f64>().unwrap() >= 0.0), "none below the threshold");
    let (header, clusters) = lines(&place, "clusters.csv");
    assert_eq!((header.as_str(), clusters.len()), ("id,cluster", truth.len()));
    let together: HashMap<&str, &str> = clusters.iter().map(|row| (&*row[0], &*row[1])).collect();
    let both = pairs.iter().filter(|pair| together[&*pair[0]] == together[&*pair[1]]).count();
    assert!(both * 10 >= pairs.len() * 9, "{both} of {} pairs lie within a cluster", pairs.len());
    // The same, whatever the order of the rows.
    let text = fs::read_to_string(place.path("people.csv")).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let turned: Vec<&str> = std::iter::once(first).chain(rest.lines().rev()).collect();
    fs::write(place.path("turned.csv"), turned.join("\n")).unwrap();
    let again = ["--output", "again.csv", "--ignore", "cluster"];
    place.run(&[&["link", "--input", "turned.csv"], &again[..]].concat()).well();
    let unordered = |pairs: Vec<Vec<String>>| {
        let mut pairs: Vec<Vec<String>> = pairs
            .into_iter()
            .map(|mut pair| {
                pair[..2].sort();
                pair
            })
            .collect();
        pairs.sort();
        pairs
    };
    assert_eq!(unordered(lines(&place, "again.csv").1), unordered(pairs));
}

#[test]
fn between_two_files_each_pair_has_one_record_of_either() {
    let place = Place::new();
    people(&place, &["court.csv", "probation.csv"]);
    let inputs = ["link", "--input", "court.csv", "--input", "probation.csv", "--ignore", "cluster"];
    place.run(&[&inputs[..], &["--output", "pairs.csv"]].concat()).well();
    let (header, pairs) = lines(&place, "pairs.csv");
    assert_eq!(header, "left_id,right_id,match_weight,match_probability,left_file,right_file");
    assert!(pairs.len() > 300, "{}", pairs.len());
    assert!(pairs.iter().all(|pair| pair[4] != pair[5]));
    place.run(&[&inputs[..], &["--output", "within.csv", "--within"]].concat()).well();
    assert!(lines(&place, "within.csv").1.iter().any(|pair| pair[4] == pair[5]));
}

#[test]
fn why_two_records_score_as_they_do_is_told_step_by_step() {
    let place = Place::new();
    people(&place, &["people.csv"]);
    let records = ["--input", "people.csv", "--ignore", "cluster"];
    place.run(&[&["link"], &records[..], &["--output", "pairs.csv"]].concat()).well();
    let pair = lines(&place, "pairs.csv").1.swap_remove(0);
    let asked = ["--left", &pair[0], "--right", &pair[1]];
    let told = place.run(&[&["link", "explain"], &records[..], &asked[..]].concat()).well();
    for said in ["before", "surname", "all told", "Probability that they are one person"] {
        assert!(told.contains(said), "{said} in {told}");
    }
    let nobody = ["--left", "nobody", "--right", &pair[1]];
    let said = place.run(&[&["link", "explain"], &records[..], &nobody[..]].concat()).refused(1);
    assert!(said.contains("no record has the id nobody"), "{said}");
}

/// A model that was trained here is written for Splink, read again as any model of Splink's is, and finds the same people.
#[test]
fn a_model_goes_to_splink_and_comes_back() {
    let place = Place::new();
    people(&place, &["people.csv"]);
    let records = ["--input", "people.csv", "--ignore", "cluster"];
    place.run(&[&["link", "train"], &records[..], &["--output", "model.json", "--for", "splink4"]].concat());
    let back = ["--settings", "model.json", "--output", "pairs.csv", "--threshold", "5"];
    place.run(&[&["link"], &records[..], &back[..]].concat()).well();
    let truth = truth(&place, "people.csv");
    let pairs = lines(&place, "pairs.csv").1;
    let right = pairs.iter().filter(|pair| truth[&pair[0]] == truth[&pair[1]]).count();
    assert!(pairs.len() > 1_000 && right * 100 >= pairs.len() * 90, "{right} of {}", pairs.len());
    fs::write(place.path("no-model.json"), "{}").unwrap();
    let wrong = ["--settings", "no-model.json", "--output", "none.csv"];
    let said = place.run(&[&["link"], &records[..], &wrong[..]].concat()).refused(1);
    assert!(said.contains("no-model.json cannot be used"), "{said}");
    assert!(!place.path("none.csv").exists());
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_written() {
    let place = Place::new();
    fs::write(place.path("shoes.csv"), "shoe,hat\n1,2\n").unwrap();
    let job = ["link", "--input", "shoes.csv", "--output", "pairs.csv"];
    let said = place.run(&job).refused(1);
    assert!(said.contains("--map shoe=forename"), "{said}");
    people(&place, &["people.csv"]);
    let job = ["link", "--input", "people.csv", "--output", "nowhere/pairs.csv"];
    let said = place.run(&job).refused(1);
    assert!(said.contains("nowhere/pairs.csv cannot be written"), "{said}");
    // What is read is never overwritten, and two files are never one.
    let before = fs::read(place.path("people.csv")).unwrap();
    let over = ["link", "--input", "people.csv", "--output", "./people.csv"];
    assert!(place.run(&over).refused(1).contains("would be overwritten"));
    assert_eq!(fs::read(place.path("people.csv")).unwrap(), before);
    let one = ["link", "--input", "people.csv", "--output", "one.csv", "--clusters", "one.csv"];
    assert!(place.run(&one).refused(1).contains("name the same file"));
    fs::write(place.path("shoes.csv"), "forename,surname\n").unwrap();
    assert!(place.run(&job_of("shoes.csv")).refused(1).contains("there are no records"));
    assert_eq!(left_behind(&place), ["people.csv", "shoes.csv"]);
}

fn job_of(file: &str) -> [&str; 5] {
    ["link", "--input", file, "--output", "pairs.csv"]
}

/// Broken off while it works: what was there stays, and nothing half written is added.
#[test]
fn broken_off_it_leaves_no_half_file() {
    let place = Place::new();
    people(&place, &["people.csv"]);
    fs::write(place.path("pairs.csv"), "as it was\n").unwrap();
    // It waits for the rest of its records at the end of a pipe, which never comes.
    rustix::fs::mkfifoat(rustix::fs::CWD, place.path("pipe.csv"), 0o600.into()).unwrap();
    let job = ["link", "--input", "pipe.csv", "--output", "pairs.csv"];
    let mut running = place.command(&job).stderr(Stdio::piped()).spawn().unwrap();
    let pipe = fs::File::options().write(true).open(place.path("pipe.csv")).unwrap();
    let pid = rustix::process::Pid::from_child(&running);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(running.wait().unwrap().code(), Some(130));
    drop(pipe);
    assert_eq!(fs::read_to_string(place.path("pairs.csv")).unwrap(), "as it was\n");
    assert_eq!(left_behind(&place), ["pairs.csv", "people.csv", "pipe.csv"]);
}

fn left_behind(place: &Place) -> Vec<String> {
    let folder = fs::read_dir(place.path(".")).unwrap();
    let mut names: Vec<String> =
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

//! `throughcare link` on files of invented people: what it writes, what it says, and what it leaves behind.

use super::program::Place;
use std::{collections::HashMap, fmt::Write as _, fs, process::Stdio};

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
    // The picture says in words what the lines say.
    place.run(&[&["link", "explain"], &records[..], &asked[..], &["--svg", "why.svg"]].concat()).well();
    let picture = fs::read_to_string(place.path("why.svg")).unwrap();
    let all_told = told.lines().find(|line| line.starts_with("all told")).unwrap();
    let weight = all_told.split_whitespace().nth(2).unwrap();
    assert!(picture.contains(&format!("all told: {weight}</desc>")), "{weight} in {picture}");
    let over = ["--svg", "people.csv"];
    let said = place.run(&[&["link", "explain"], &records[..], &asked[..], &over[..]].concat()).refused(1);
    assert!(said.contains("would be overwritten"), "{said}");
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
    // Written for this program, it finds the very same pairs as the training that made it.
    place.run(&[&["link", "train"], &records[..], &["--output", "ours.json"]].concat());
    place.run(&[&["link"], &records[..], &["--output", "trained.csv"]].concat()).well();
    place
        .run(&[&["link"], &records[..], &["--settings", "ours.json", "--output", "told.csv"]].concat())
        .well();
    let [trained, told] = ["trained.csv", "told.csv"].map(|file| fs::read(place.path(file)).unwrap());
    assert!(trained == told && trained.len() > 10_000);
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

/// Labels as a column, as a file of people and as a file of pairs say the same of the same links, and none of them is compared.
#[test]
fn labels_tell_how_much_of_what_link_writes_is_right() {
    let place = Place::new();
    people(&place, &["people.csv"]);
    let truth = truth(&place, "people.csv");
    // By its name the column of labels would be compared, and give everything away.
    let text = fs::read_to_string(place.path("people.csv")).unwrap();
    fs::write(place.path("people.csv"), text.replacen("cluster", "national_id", 1)).unwrap();
    let records = ["--input", "people.csv"];
    let apart = ["--output", "pairs.csv", "--clusters", "clusters.parquet", "--ignore", "national_id"];
    place.run(&[&["link"], &records[..], &apart[..], &["--threshold", "3"]].concat()).well();
    let pairs = lines(&place, "pairs.csv").1;
    let right = pairs.iter().filter(|pair| truth[&pair[0]] == truth[&pair[1]]).count();
    let evaluate = |more: &[&str]| {
        place.run(&[&["link", "evaluate"], &records[..], &["--threshold", "3"], more].concat())
    };
    let as_json = |said: String| serde_json::from_str::<serde_json::Value>(&said).unwrap();
    let figures =
        as_json(evaluate(&["--labels", "national_id", "--format", "json", "--svg", "curve.svg"]).well());
    assert_eq!(figures["pairs"]["at_threshold"]["found"], pairs.len());
    assert_eq!(figures["pairs"]["at_threshold"]["right"], right);
    assert_eq!(figures["labels"]["used"], truth.len());
    let best = figures["pairs"]["best"]["f1"].as_f64().unwrap();
    assert!((0.9..1.0).contains(&best), "{best}");
    assert!(figures["pairs"]["recall_at_precision_999"].as_f64().unwrap() > 0.5);
    assert_eq!(figures["thresholds"].as_array().unwrap().len(), 11);
    let picture = fs::read_to_string(place.path("curve.svg")).unwrap();
    assert!(picture.contains(&format!("best F1 of pairs {best:.4}</title>")), "{picture}");
    // As files: of people, and of all pairs that are one person.
    let mut people = String::from("id,cluster\n");
    let mut matches = String::from("left_id,right_id\n");
    let mut by_person: HashMap<&str, &str> = HashMap::new();
    for (id, person) in &truth {
        writeln!(people, "{id},{person}").unwrap();
        if let Some(before) = by_person.insert(person, id) {
            writeln!(matches, "{before},{id}").unwrap();
        }
    }
    fs::write(place.path("truth.csv"), people).unwrap();
    fs::write(place.path("matches.csv"), matches).unwrap();
    for labels in ["truth.csv", "matches.csv"] {
        let asked = ["--labels", labels, "--format", "json", "--ignore", "national_id"];
        let same = as_json(evaluate(&asked).well());
        assert_eq!(same["pairs"], figures["pairs"], "{labels}");
        assert_eq!(same["thresholds"], figures["thresholds"], "{labels}");
    }
    // What it wrote itself is found whole again, as a table for people says.
    let own = ["--labels", "clusters.parquet", "--ignore", "national_id"];
    let said = evaluate(&own).well();
    assert!(said.contains("clusters 1.0000"), "{said}");
    let over = ["--labels", "truth.csv", "--svg", "truth.csv"];
    assert!(evaluate(&over).refused(1).contains("would be overwritten"));
    assert!(evaluate(&["--labels", "nothing.csv"]).refused(1).contains("no column nothing.csv"));
}

#[test]
fn parquet_is_read_by_its_name() {
    let place = Place::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../linkage/tests/fixtures/parquet/people.parquet");
    let ran = place.run(&["link", "--input", folder, "--output", "pairs.parquet"]);
    assert!(ran.err.contains("Read 3 records"), "{}", ran.err);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::read(place.path("pairs.parquet")).unwrap().starts_with(b"PAR1"));
    fs::copy(folder, place.path("people.csv")).unwrap();
    let said = place.run(&job_of("people.csv")).refused(1);
    assert!(said.contains(".parquet") || said.contains("UTF-8"), "{said}");
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

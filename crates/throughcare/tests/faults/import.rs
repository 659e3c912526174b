//! `kill -9` while a court list is imported, again and again; begun again to its end, it ends as if nothing had happened.

use super::{
    cluster,
    installation::Installation,
    process::{Process, until},
    writes::Chance,
};
use serde_json::Value;
use std::{
    fmt::Write as _,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Defendants of the list.
const ROWS: u32 = 4_000;
/// How often the import is killed.
const ROUNDS: u32 = 6;
/// The day of the hearings.
const DAY: &str = "2031-05-06";

#[test]
fn a_list_interrupted_anywhere_and_begun_again_ends_the_same_on_sqlite() {
    interrupted(&Installation::new(None), &Installation::new(None), 0x11);
}

#[test]
fn a_list_interrupted_anywhere_and_begun_again_ends_the_same_on_postgres() {
    let (Some(one), Some(other)) = (cluster::database("import"), cluster::database("whole")) else { return };
    interrupted(&Installation::new(Some(one)), &Installation::new(Some(other)), 0x12);
}

/// A Libra list; `edition` 2 lacks some rows of edition 1, moves some, and has some that are new.
fn list(edition: u32) -> String {
    let mut text = String::from(
        "<job><sessions><session><doh>06/05/2031</doh><ou_code>B10JQ00</ou_code><blocks><block><bstart>10:00</bstart><cases>\n",
    );
    for number in 0..ROWS + edition * 10 {
        if edition == 2 && number % 50 == 0 {
            continue;
        }
        let born = number % 28 + 1;
        let code = if edition == 2 && number % 7 == 0 { "TH68010" } else { "CJ88144" };
        let _ = writeln!(
            text,
            "<case><caseno>16{number:08}</caseno><cseq>1</cseq><def_name>Person{number} Invented</def_name><def_dob>{born:02}/03/1980</def_dob><urn>01AB{number:07}</urn><offences><offence><code>{code}</code><title>Theft</title></offence></offences></case>"
        );
    }
    text + "</cases></block></blocks></session></sessions></job>"
}

fn write(folder: &tempfile::TempDir, edition: u32) -> PathBuf {
    let path = folder.path().join(format!("list-{edition}.xml"));
    std::fs::write(&path, list(edition)).unwrap();
    path
}

fn interrupted(one: &Installation, other: &Installation, seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance(seed);
    let email = one.account("Court liaison");
    let import = |installation: &Installation, path: &PathBuf| {
        installation.command(&[
            "import",
            "court-list",
            path.to_str().unwrap(),
            "--as",
            &email,
            "--trigger",
            "daily",
        ])
    };
    for edition in [1, 2] {
        let path = write(&folder, edition);
        import(other, &path);
        for _ in 0..ROUNDS {
            let words =
                ["import", "court-list", path.to_str().unwrap(), "--as", &email, "--trigger", "daily"];
            let mut process = Process::start(one.placed(&words), &folder.path().join("said"));
            let (began, wait) = (Instant::now(), Duration::from_millis(chance.below(900)));
            until("the moment", || (began.elapsed() >= wait).then_some(()));
            if process.runs() {
                process.signal("KILL");
            }
            process.ended();
            one.verify();
        }
        import(one, &path);
        one.verify();
        let (mine, theirs) = (told(one, &email), told(other, &email));
        assert_eq!(mine.len(), theirs.len(), "edition {edition}");
        assert_eq!(mine, theirs, "edition {edition}");
        let again = import(one, &path);
        assert!(again.contains("0 added, 0 changed") && again.contains("0 no longer listed"), "{again}");
    }
}

/// All that is kept of the day, but for ids and instants.
fn told(installation: &Installation, email: &str) -> Vec<String> {
    let words =
        ["token", "create", "--account", email, "--name", "Reader", "--days", "1", "--scope", "court:read"];
    let printed = installation.command(&words);
    let token = printed.split_whitespace().find(|word| word.starts_with("tc_")).unwrap().to_owned();
    let mut server = installation.start();
    server.act_with(token);
    let (mut all, mut next) = (Vec::new(), Some(format!("/api/v1/court-entries?day={DAY}&limit=100")));
    while let Some(path) = next {
        let page = server.read(&path);
        for item in page["items"].as_array().unwrap() {
            let mut item = item.clone();
            for field in ["id", "gone"] {
                let kept = item[field].is_null();
                item[field] = Value::Bool(kept);
            }
            all.push(item.to_string());
        }
        next = page["next"].as_str().map(str::to_owned);
    }
    server.process.signal("TERM");
    assert!(server.process.ended().success());
    all.sort_unstable();
    all
}

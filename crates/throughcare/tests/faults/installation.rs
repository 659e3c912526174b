//! A small demonstration of the test's own: its folder, its database, its commands, its server.

use super::{
    process::{Process, read, until},
    wire::{Answer, Request},
};
use serde_json::Value;
use std::{path::PathBuf, process::Command};
use tempfile::TempDir;

/// People who are invented: enough for a caseload, few enough to be quick.
const PEOPLE: &str = "60";

/// A filled demonstration.
pub struct Installation {
    /// Holds the files of processes; removed at the end.
    folder: TempDir,
    data: PathBuf,
    /// `postgres://…`, or none for SQLite in the data folder.
    database: Option<String>,
    /// A practitioner's token.
    pub token: String,
}

/// Its server at work.
pub struct Server {
    pub process: Process,
    pub port: u16,
    token: String,
    said: PathBuf,
}

impl Installation {
    /// Fills one in a folder of its own.
    pub fn new(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        Self::in_folder(folder, data, database)
    }

    /// Fills one whose data lie in `data`.
    pub fn in_folder(folder: TempDir, data: PathBuf, database: Option<String>) -> Self {
        let mut new = Self { folder, data, database, token: String::new() };
        let server = new.start();
        let email = new.account("Probation practitioner (");
        let mut words = vec!["token", "create", "--account", &email, "--name", "Faults", "--days", "2"];
        for scope in ["people:read", "people:write", "referrals:read", "referrals:write"] {
            words.extend(["--scope", scope]);
        }
        let printed = new.command(&words);
        let token = printed.split_whitespace().find(|word| word.starts_with("tc_"));
        token.unwrap_or_else(|| panic!("no token in:\n{printed}")).clone_into(&mut new.token);
        server.process.signal("TERM");
        let mut server = server;
        assert!(server.process.ended().success());
        new
    }

    /// Starts the server, and waits until it says that it is ready.
    pub fn start(&self) -> Server {
        let said = self.folder.path().join("said");
        let mut command =
            self.placed(&["demo", "--seed", "1", "--people", PEOPLE, "--listen", "127.0.0.1:0"]);
        command.current_dir(self.folder.path());
        let mut process = Process::start(command, &said);
        let port = until("the server to be ready", || {
            let text = std::fs::read_to_string(&said).unwrap();
            let address = text.lines().find_map(|line| line.split_once("ready on http://127.0.0.1:"));
            assert!(address.is_some() || process.runs(), "the server ended:\n{text}");
            address?.1.trim().parse().ok()
        });
        Server { process, port, token: self.token.clone(), said }
    }

    /// Runs a command to its end, which must be a good one, and gives what it printed.
    pub fn command(&self, words: &[&str]) -> String {
        read(&mut self.placed(words))
    }

    /// Checks every chain of the event log.
    pub fn verify(&self) {
        self.command(&["audit", "verify"]);
    }

    /// A token of an account.
    pub fn token_of(&self, email: &str, scopes: &[&str]) -> String {
        let mut words = vec!["token", "create", "--account", email, "--name", "Other", "--days", "2"];
        words.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
        let printed = self.command(&words);
        let token = printed.split_whitespace().find(|word| word.starts_with("tc_"));
        token.unwrap_or_else(|| panic!("no token in:\n{printed}")).to_owned()
    }

    /// The address of the first account listed under a heading that begins so.
    pub fn account(&self, heading: &str) -> String {
        let printed = self.command(&["demo", "accounts"]);
        let mut below = printed.lines().skip_while(|line| !line.starts_with(heading));
        let email = below.find_map(|line| line.trim().strip_prefix("email ")).map(str::trim);
        email.unwrap_or_else(|| panic!("no {heading} in:\n{printed}")).to_owned()
    }

    pub fn placed(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughcare"));
        command.args(words).arg("--data-dir").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let said = std::fs::read_to_string(&self.said).unwrap_or_default();
            let warnings = said.lines().filter(|line| line.contains("WARN") || line.contains("ERROR"));
            eprintln!("the server warned:\n{}", warnings.collect::<Vec<_>>().join("\n"));
        }
    }
}

impl Server {
    /// Asks with another token from now on.
    pub fn act_with(&mut self, token: String) {
        self.token = token;
    }

    /// What the API answers to a GET.
    pub fn get(&self, path: &str) -> Answer {
        let request = Request { method: "GET", path, token: &self.token, ..Request::default() };
        request.send(self.port).unwrap_or_else(|error| panic!("GET {path}: {error}"))
    }

    /// The JSON of a GET that must be answered with 200.
    pub fn read(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
        answer.json()
    }

    /// What the API answers to a step of a record in the version that was seen.
    pub fn step(&self, path: &str, tag: &str, body: &str) -> std::io::Result<Answer> {
        Request { method: "POST", path, token: &self.token, key: None, tag: Some(tag), body }.send(self.port)
    }

    /// What the API answers to a POST; an error says that it is not known what became of it.
    pub fn post(&self, path: &str, key: &str, body: &str) -> std::io::Result<Answer> {
        Request { method: "POST", path, token: &self.token, key: Some(key), tag: None, body }.send(self.port)
    }
}

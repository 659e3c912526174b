//! Running the binary: to its end, or as a server that ends with the test.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// The longest that anything may take before a test calls it broken.
const PATIENCE: Duration = Duration::from_mins(2);

/// A folder of the test's own, in which commands run.
pub struct Place(tempfile::TempDir);

/// What a command wrote and how it ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// It must have ended well.
    pub fn well(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self.out
    }

    /// It must have refused with `code`; gives all that it said.
    pub fn refused(self, code: i32) -> String {
        let said = format!("{}\n{}", self.out, self.err);
        assert_eq!(self.code, code, "{said}");
        said
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The default data folder.
    pub fn data(&self) -> PathBuf {
        self.path("throughcare-data")
    }

    /// The binary, about to run in this folder with nothing set around it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughcare"));
        command.args(arguments).current_dir(self.0.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Starts it as a server, and waits until it is ready.
    pub fn serve(&self, arguments: &[&str]) -> Server {
        Server::start(self.command(arguments))
    }

    /// A small demonstration, filled and stopped.
    pub fn demonstration() -> Self {
        let place = Self::new();
        place.serve(&["demo", "--people", "12", "--listen", "127.0.0.1:0"]).stop();
        place
    }

    /// An installation with one agency and its administrator, who is system administrator too.
    pub fn installation() -> Self {
        let place = Self::new();
        place.run(&["install", "--name", "Eastshire"]).well();
        place.run(&["agency", "add", "--name", "Eastshire Probation", "--kind", "probation"]).well();
        let account = ["account", "create", "--agency", "Eastshire Probation", "--name", "Ada Crane"];
        let who = ["--email", ADA, "--role", "system_administrator", "--role", "agency_administrator"];
        place.run(&[&account[..], &who].concat()).well();
        place
    }
}

/// The administrator of [`Place::installation`].
pub const ADA: &str = "ada.crane@eastshire.example";

/// A running server. Dropping it kills it.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// What it printed up to the ready line, and how long that took.
    pub ready_after: Duration,
}

impl Server {
    /// Starts `command` and reads until its ready line.
    pub fn start(mut command: Command) -> Self {
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Throughcare is ready on ").map(str::to_owned));
        let ready_after = began.elapsed();
        let Some(address) = address else {
            panic!("not ready: {:?}", Ran::from(child.wait_with_output().unwrap()).err);
        };
        // What it prints later goes nowhere, so that no pipe fills up.
        std::thread::spawn(move || lines.for_each(drop));
        let errors = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || errors.for_each(drop));
        Self { child, address, ready_after }
    }

    /// Sends SIGTERM and waits for its end, which must be a good one.
    pub fn stop(mut self) {
        signal(self.child.id(), "TERM");
        let status = self.ended();
        assert!(status.success(), "{status}");
    }

    fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal by process id.
pub fn signal(id: u32, name: &str) {
    let kill = ["-c", "kill -s \"$0\" \"$1\"", name, &id.to_string()];
    assert!(Command::new("sh").args(kill).status().unwrap().success(), "signal {name}");
}

/// Puts `new` in the place of the only `old` of a file, as somebody with the file in hand could.
pub fn tamper(file: &Path, old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len(), "nothing else may move");
    let mut bytes = std::fs::read(file).unwrap();
    let places: Vec<usize> =
        bytes.windows(old.len()).enumerate().filter(|(_, part)| *part == old).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 1, "{} places", places.len());
    bytes[places[0]..places[0] + new.len()].copy_from_slice(new);
    std::fs::write(file, bytes).unwrap();
}

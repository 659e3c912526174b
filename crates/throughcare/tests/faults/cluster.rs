//! PostgreSQL for these tests: a database of one's own in the cluster of the run, or a cluster of one's own to pull away.

use super::process::{Process, read, until};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The variable that names the run's cluster, `postgres://USER@HOST:PORT/DATABASE`.
const RUN: &str = "THROUGHCARE_TEST_POSTGRES";

/// A new database in the run's cluster; `None` where the run has none.
pub fn database(name: &str) -> Option<String> {
    let run = std::env::var(RUN).ok()?;
    let name = format!("faults_{name}_{}", std::process::id());
    read(Command::new("psql").args(["-XAqc", &format!("create database {name}"), &run]));
    let (server, _) = run.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

/// A cluster of the test's own, with durability as in production.
pub struct Cluster {
    folder: TempDir,
    binaries: PathBuf,
    port: u16,
    server: Process,
}

impl Cluster {
    /// Makes and starts one, where the run has PostgreSQL at all.
    pub fn new() -> Option<Self> {
        std::env::var(RUN).ok()?;
        let binaries = binaries();
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            read(Command::new("chown").arg("postgres:").arg(folder.path()));
        }
        let mut initdb = as_user(&binaries.join("initdb"));
        initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--pgdata"]);
        read(initdb.arg(folder.path().join("data")).current_dir(folder.path()));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = run(&binaries, folder.path(), port);
        let cluster = Self { folder, binaries, port, server };
        cluster.wait();
        Some(cluster)
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Takes it away at once, without a farewell to anybody: what `pg_ctl stop -m immediate` does.
    pub fn pull(&mut self) {
        self.server.signal("QUIT");
        self.server.ended();
    }

    /// Brings it back on the same port; it recovers from its log.
    pub fn bring_back(&mut self) {
        self.server = run(&self.binaries, self.folder.path(), self.port);
        self.wait();
    }

    fn wait(&self) {
        until("PostgreSQL to answer", || {
            let mut ask = Command::new(self.binaries.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
                .unwrap()
                .success()
                .then_some(())
        });
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Killed hard, the first process would leave its children behind.
        if self.server.runs() {
            self.server.signal("QUIT");
            self.server.ended();
        }
    }
}

fn run(binaries: &Path, folder: &Path, port: u16) -> Process {
    let mut command = as_user(&binaries.join("postgres"));
    command.current_dir(folder).arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    command.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    let said = folder.join("said");
    Process::start(command, &said)
}

/// PostgreSQL refuses to run as root; Debian's package brings the user `postgres`. The kernel ends it if the test is killed.
fn as_user(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.args(["--pdeathsig", "QUIT", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    read(Command::new("id").arg("-u")).trim() == "0"
}

/// The newest of Debian's server programs, or those beside the `postgres` on the path.
fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let numbered =
        versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    let debian = numbered
        .map(|(version, path)| (version, path.join("bin")))
        .filter(|(_, bin)| bin.join("initdb").is_file());
    let newest = debian.max().map(|(_, bin)| bin);
    newest.unwrap_or_else(|| {
        let found = read(Command::new("sh").args(["-c", "command -v initdb"]));
        Path::new(found.trim()).parent().unwrap().to_path_buf()
    })
}

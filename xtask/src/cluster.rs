//! A PostgreSQL server of this run's own: a new cluster in a temporary folder on a free port of loopback.
//!
//! It ends with the run (see [`crate::started`]). It deliberately touches no cluster that the machine already
//! has, and asks for no password: only this machine can reach it, and it holds nothing but invented people.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell;
use crate::started::{self, Server};

/// Whether a commit waits until the disk has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Durability {
    /// For tests: a lost machine would lose data, a killed process does not.
    Fast,
    /// As in production: what `bench` measures and what tests of pulled plugs ask for.
    Full,
}

/// A running server.
pub struct Cluster {
    /// `postgres://…` of its administrator and first database.
    pub url: String,
    /// Its first process.
    pub id: u32,
    /// The folder of its files.
    pub data: PathBuf,
}

/// Makes a cluster and starts it.
pub fn start(durability: Durability) -> Result<Cluster> {
    start_from(durability, |binaries, user, folder, data| {
        let mut initdb = started::server(&binaries.join("initdb"), "TERM", user);
        initdb.current_dir(folder).args(["--no-sync", "--auth=trust", "--username=postgres"]);
        initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"]).arg(data);
        shell::read(&mut initdb).map(drop)
    })
}

/// Starts a cluster from a copy of the files that `kept` holds.
pub fn start_copy(durability: Durability, kept: &Path) -> Result<Cluster> {
    start_from(durability, |_, _, _, data| {
        shell::read(shell::command("cp").args(["-a", "--reflink=auto", "--"]).arg(kept).arg(data)).map(drop)
    })
}

/// Starts a cluster whose files `make` makes: with the folder of the programs, the user, and the two folders.
fn start_from(
    durability: Durability,
    make: impl FnOnce(&Path, Option<&str>, &Path, &Path) -> Result<()>,
) -> Result<Cluster> {
    let binaries = binaries().context("PostgreSQL's server is not installed")?;
    let folder = started::folder("postgres")?;
    // PostgreSQL refuses to run as root; Debian's package brings this user.
    let user = shell::is_root().then_some("postgres");
    if let Some(user) = user {
        shell::read(shell::command("chown").arg(format!("{user}:")).arg(&folder))?;
    }
    let data = folder.join("data");
    make(&binaries, user, &folder, &data)?;

    for _ in 0..3 {
        let port = crate::webdriver::free_port()?;
        let log = folder.join(format!("log-{port}"));
        let mut command = started::server(&binaries.join("postgres"), "INT", user);
        command.current_dir(&folder).arg("-D").arg(&data).arg("-k").arg(&folder);
        command.args(["-p", &port.to_string(), "-h", "127.0.0.1"]);
        for setting in settings(durability) {
            command.args(["-c", setting]);
        }
        command.stdout(std::process::Stdio::null()).stderr(std::fs::File::create(&log)?);
        // INT is PostgreSQL's fast shutdown: it does not wait for clients.
        let id = started::start(Server { command, signal: "INT", farewell: None, port })?;
        if answers(&binaries, port, id) {
            let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
            return Ok(Cluster { url, id, data });
        }
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        // Another process may have taken the port between our choice and PostgreSQL's.
        if !said.contains("Address already in use") {
            bail!("PostgreSQL did not start:\n{said}");
        }
    }
    bail!("PostgreSQL found no free port three times")
}

fn settings(durability: Durability) -> &'static [&'static str] {
    match durability {
        Durability::Fast => &[
            "max_connections=300",
            "shared_buffers=256MB",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        ],
        Durability::Full => &["max_connections=300", "shared_buffers=256MB"],
    }
}

/// Waits until the server answers; false when it ended instead or took more than half a minute.
fn answers(binaries: &Path, port: u16, id: u32) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) && !started::has_ended(id) {
        let mut ask = shell::command(binaries.join("pg_isready"));
        if shell::succeeds(ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// The folder of PostgreSQL's server programs: the newest of Debian's, or the one on the path.
pub fn binaries() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok().and_then(|versions| {
        versions
            .flatten()
            .filter_map(|entry| {
                Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
            })
            .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
            .max()
            .map(|(_, bin)| bin)
    });
    debian.or_else(|| {
        Some(shell::which("postgres")?.parent()?.to_path_buf()).filter(|bin| bin.join("initdb").is_file())
    })
}

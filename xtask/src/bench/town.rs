//! One filled demonstration under measurement: its folder, its database, its server process.
//!
//! The release binary does everything by its own commands, as a person would have it: `demo` fills and serves,
//! `demo accounts` and `demo code` say how to sign in, `token create` gives a token.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::figures::Database;
use super::http::{Connection, request};
use super::kept::{Filled, Kept};
use super::load::Target;
use super::process;
use crate::cluster::{self, Cluster, Durability};
use crate::started::{self, Server};
use crate::{shell, webdriver};

/// The longest that filling a database may take.
const FILLING: Duration = Duration::from_hours(2);

/// A demonstration that is filled and can be served.
pub struct Town {
    program: PathBuf,
    pub folder: PathBuf,
    cluster: Option<Cluster>,
    people: u64,
    server: Option<Serving>,
}

/// Its server, while it runs.
#[derive(Clone, Copy)]
struct Serving {
    id: u32,
    port: u16,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub email: String,
    pub password: String,
}

impl Town {
    /// Makes the place for one: an empty folder, and for PostgreSQL a durable cluster of its own.
    pub fn found(program: &Path, database: Database, people: u64) -> Result<Self> {
        let mut town = Self::nowhere(program, database, people)?;
        if database == Database::Postgres {
            town.cluster = Some(cluster::start(Durability::Full)?);
        }
        Ok(town)
    }

    /// One that is filled, and what was found out then. Where `keep` names a folder, it is copied from there or, the first
    /// time, filled and kept there.
    pub fn filled(
        program: &Path,
        database: Database,
        people: u64,
        keep: Option<&Path>,
    ) -> Result<(Self, Filled)> {
        let kept = keep.map(|folder| Kept::of(folder, database, people)).transpose()?;
        if let Some(kept) = &kept
            && let Some(filled) = kept.filled()
        {
            let mut town = Self::nowhere(program, database, people)?;
            town.take(kept, database)?;
            return Ok((town, filled));
        }
        let mut town = Self::found(program, database, people)?;
        let seconds = town.start()?.as_secs_f64();
        town.stop()?;
        let filled = Filled { seconds, size: town.size()? };
        town.settle()?;
        if let Some(kept) = &kept {
            town.keep(kept)?;
            kept.note_filled(filled)?;
            town.take(kept, database)?;
        }
        Ok((town, filled))
    }

    fn nowhere(program: &Path, database: Database, people: u64) -> Result<Self> {
        let folder = started::folder(&format!("bench-{people}-{}", database.name().to_lowercase()))?;
        Ok(Self { program: program.to_path_buf(), folder, cluster: None, people, server: None })
    }

    /// What PostgreSQL would do in its own time, perhaps in the midst of a measurement: sweeping, statistics, a checkpoint.
    fn settle(&self) -> Result<()> {
        let Some(cluster) = &self.cluster else { return Ok(()) };
        let mut ask = shell::command("psql");
        ask.args(["-XAtq", "-c", "vacuum analyze", "-c", "checkpoint", &cluster.url]);
        shell::read(&mut ask).map(drop)
    }

    /// Moves what was filled to where it is kept.
    fn keep(&mut self, kept: &Kept) -> Result<()> {
        kept.put("data", &self.folder.join("data"))?;
        let Some(cluster) = self.cluster.take() else { return Ok(()) };
        started::end_one(cluster.id)?;
        kept.put("cluster", &cluster.data)
    }

    /// Works on a copy of what is kept. A start brings it to this program's migrations before anything is measured.
    fn take(&mut self, kept: &Kept, database: Database) -> Result<()> {
        kept.copy("data", &self.folder.join("data"))?;
        if database == Database::Postgres {
            self.cluster = Some(cluster::start_copy(Durability::Full, &kept.part("cluster"))?);
        }
        self.start()?;
        self.stop()
    }

    /// Starts the server, and gives the time until it was ready: the first time that is the filling.
    pub fn start(&mut self) -> Result<Duration> {
        let port = webdriver::free_port()?;
        let said = self.folder.join(format!("said-{port}"));
        let mut command = started::server(&self.program, "TERM", None);
        self.placed(&mut command, &["demo", "--seed", "1"]);
        command.args(["--people", &self.people.to_string(), "--listen", &format!("127.0.0.1:{port}")]);
        let out = File::create(&said)?;
        command.stdout(Stdio::from(out.try_clone()?)).stderr(Stdio::from(out));
        let began = Instant::now();
        let id = started::start(Server { command, signal: "TERM", farewell: None, port })?;
        while began.elapsed() < FILLING {
            if ready(port) {
                self.server = Some(Serving { id, port });
                return Ok(began.elapsed());
            }
            if started::has_ended(id) {
                bail!("the demonstration ended:\n{}", std::fs::read_to_string(&said)?);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the demonstration was not ready within two hours:\n{}", std::fs::read_to_string(&said)?)
    }

    /// Ends the server politely.
    pub fn stop(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |server| started::end_one(server.id))
    }

    /// What is under load.
    pub fn target(&self) -> Result<Target> {
        let server = self.server.context("the server is not running")?;
        let database = self.cluster.as_ref().map(|cluster| cluster.id);
        Ok(Target { port: server.port, server: server.id, database })
    }

    /// Bytes that the database takes on the disk, logs not yet merged included.
    pub fn size(&self) -> Result<u64> {
        match &self.cluster {
            None => size_of(&self.folder.join("data")),
            Some(cluster) => {
                let mut ask = shell::command("psql");
                ask.args(["-XAtc", "select pg_database_size(current_database())", &cluster.url]);
                shell::read(&mut ask)?.trim().parse().context("psql gave no number")
            }
        }
    }

    /// The demonstration account of `role`, as `demo accounts` prints it.
    pub fn account(&self, role: &str) -> Result<Account> {
        let printed = self.ask(&["demo", "accounts"])?;
        account(&printed, role).with_context(|| format!("no account for {role} in:\n{printed}"))
    }

    /// The account's present one-time code.
    pub fn code(&self, email: &str) -> Result<String> {
        Ok(self.ask(&["demo", "code", email])?.trim().to_owned())
    }

    /// A token for everything that the account may do.
    pub fn token(&self, email: &str) -> Result<String> {
        let scopes = ["people:read", "people:write", "referrals:read", "referrals:write"];
        let mut words = vec!["token", "create", "--account", email, "--name", "Bench", "--days", "1"];
        words.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
        let printed = self.ask(&words)?;
        let token = printed.split_whitespace().find(|word| word.starts_with("tc_"));
        Ok(token.with_context(|| format!("no token in:\n{printed}"))?.to_owned())
    }

    /// CPU time that the database has taken so far; none where it is part of the program.
    pub fn database_cpu(&self) -> Result<Duration> {
        self.cluster.as_ref().map_or(Ok(Duration::ZERO), |cluster| process::tree_cpu(cluster.id))
    }

    /// What the program prints when it is asked so.
    pub fn ask(&self, words: &[&str]) -> Result<String> {
        let mut command = shell::command(&self.program);
        self.placed(&mut command, words);
        shell::read(&mut command)
    }

    /// `words` for the installation in our folder.
    fn placed(&self, command: &mut Command, words: &[&str]) {
        command.current_dir(&self.folder).args(words).arg("--data-dir").arg(self.folder.join("data"));
        if let Some(cluster) = &self.cluster {
            command.args(["--database", &cluster.url]);
        }
    }
}

/// Whether the server says that it can work.
fn ready(port: u16) -> bool {
    Connection::open(port)
        .and_then(|mut connection| connection.ask(&request("GET", "/ready", &[], "")))
        .is_ok_and(|answer| answer.status == 200)
}

/// The e-mail address and password below the heading of `role`.
fn account(printed: &str, role: &str) -> Option<Account> {
    let heading = format!("{role} (");
    let below: Vec<&str> = printed.lines().skip_while(|line| !line.starts_with(&heading)).take(4).collect();
    let of = |name: &str| {
        let mut values = below.iter().filter_map(|line| line.trim_start().strip_prefix(name));
        values.next().map(|value| value.trim().to_owned())
    };
    Some(Account { email: of("email ")?, password: of("password ")? })
}

fn size_of(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        size += if about.is_dir() { size_of(&entry.path())? } else { about.len() };
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_from_below_the_heading_of_its_role() {
        let printed = "Sign in.\n\nTeam manager (A B, Probation)\n  email     m@x.example\n  password  pebble\n  secret    J\n\
            \nAnalyst (C D, Council)\n  email     a@x.example\n  password  amber-fern-12\n  secret    K\n";
        let found = account(printed, "Analyst").unwrap();
        assert_eq!((found.email.as_str(), found.password.as_str()), ("a@x.example", "amber-fern-12"));
        assert!(account(printed, "Nurse").is_none());
    }
}

//! `throughcare doctor`: checks an installation line by line, and says what to mend.

use super::Outcome;
use crate::printing::say;
use crate::{
    opening::{connect, examine},
    place::Place,
    real::{MachineChance, MachineClock},
    serving::resolve,
    settings::{Database, Settings},
};
use anyhow::Result;
use app::{
    chance::{Chance, Clock},
    ports::{Installation, Store},
};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    fs,
    io::Write,
    net::SocketAddr,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    time::Duration,
};
use store::Examined;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Less free space than this is too little to go on.
const LEAST_FREE_MB: u64 = 200;

/// What one check found.
type Found = Result<String, String>;

/// The checks, one line each.
#[derive(Default)]
struct Report {
    problems: usize,
}

impl Report {
    fn line(&mut self, what: &str, found: Found) {
        match found {
            Ok(how) => say!("ok    {what}: {how}"),
            Err(mend) => {
                self.problems += 1;
                say!("MEND  {what}: {mend}");
            }
        }
    }
}

/// Checks everything that can be checked without changing anything.
pub async fn run(settings: &Settings) -> Result<Outcome> {
    let mut report = Report::default();
    let place = Place::of(settings)?;
    report.line("data folder", private(place.dir(), 0o700));
    report.line("writing there", write_test(place.dir()));
    report.line("key file", key_file(&place));
    report.line("free space", free_space(place.dir()));
    let installation = database(settings, &place, &mut report).await;
    report.line("time zones", time_zones());
    report.line("clock", clock(installation.as_ref()));
    let demonstration = installation.is_some_and(|found| found.demonstration);
    report.line("listen address", listen(settings, &place, demonstration).await);
    report.line("email", mail(settings).await);
    if report.problems == 0 {
        say!("Nothing to mend.");
        return Ok(Outcome::Well);
    }
    say!("{} to mend.", report.problems);
    Ok(Outcome::Found)
}

/// Whether the server of messages answers and takes the login; nothing is sent.
async fn mail(settings: &Settings) -> Found {
    match settings.mail.server() {
        Ok(None) => Ok("no server is named, so no message is sent (smtp_host)".to_owned()),
        Ok(Some(server)) => server.check().await,
        Err(error) => Err(format!("{error:#}")),
    }
}

/// A folder or file that only its owner may use.
fn private(path: &Path, wanted: u32) -> Found {
    let found = fs::metadata(path).map_err(|error| {
        format!("{} cannot be read ({error}): `throughcare install` makes it", path.display())
    })?;
    let mode = found.permissions().mode() & 0o777;
    if mode & !wanted != 0 {
        return Err(format!("others may use it (mode {mode:o}): chmod {wanted:o} {}", path.display()));
    }
    let (owner, me) = (found.uid(), rustix::process::geteuid().as_raw());
    if owner != me {
        return Err(format!(
            "it belongs to user {owner}, and this is user {me}: chown -R {me} {}",
            path.display()
        ));
    }
    Ok(format!("{} (mode {mode:o})", path.display()))
}

fn write_test(dir: &Path) -> Found {
    let mut name = [0; 8];
    MachineChance.fill(&mut name);
    let path = dir.join(format!(".doctor-{:016x}", u64::from_be_bytes(name)));
    let written = crate::place::private_file(&path).and_then(|mut file| {
        file.write_all(&[0; 4096])?;
        file.sync_all()
    });
    let removed = fs::remove_file(&path);
    match written.and(removed) {
        Ok(()) => Ok("4 kB written, synchronised and removed".to_owned()),
        Err(error) => Err(format!("{error}: make {} writable, on a disk that is not full", dir.display())),
    }
}

fn key_file(place: &Place) -> Found {
    place.keys().map_err(|error| format!("{error:#}"))?;
    private(&place.key_file(), 0o600)
}

fn free_space(dir: &Path) -> Found {
    let found = rustix::fs::statvfs(dir).map_err(|error| format!("it cannot be found out ({error})"))?;
    let free = found.f_bavail.saturating_mul(found.f_frsize) / 1_000_000;
    if free < LEAST_FREE_MB {
        return Err(format!("{free} MB are left: make room, at least {LEAST_FREE_MB} MB"));
    }
    Ok(format!("{free} MB"))
}

async fn database(settings: &Settings, place: &Place, report: &mut Report) -> Option<Installation> {
    let database = match settings.database() {
        Ok(database) => database,
        Err(error) => {
            report.line("database", Err(format!("{error:#}")));
            return None;
        }
    };
    if let Database::Sqlite(path) = &database {
        if !path.exists() {
            let mend = format!(
                "{} is not there: `throughcare install` or `throughcare demo` makes it",
                path.display()
            );
            report.line("database", Err(mend));
            return None;
        }
        report.line("database file", private(path, 0o600));
    }
    let _lock = place.share().ok();
    match examine(&database).await.map_err(|error| format!("{error:#}")).and_then(migrated) {
        Ok(None) => {}
        Ok(Some(later)) => {
            report.line("database", Ok(later));
            return None;
        }
        Err(mend) => {
            report.line("database", Err(mend));
            return None;
        }
    }
    // Nothing is migrated by this: it is in the newest form already.
    let db = match connect(&database).await {
        Ok(db) => db,
        Err(error) => {
            report.line("database", Err(format!("{error:#}")));
            return None;
        }
    };
    let answered = async {
        db.ping().await?;
        db.installation().await
    }
    .await;
    db.close().await;
    match answered {
        Ok(Some(found)) => {
            let kind = if found.demonstration { "a demonstration" } else { "in earnest" };
            report.line("database", Ok(format!("answers, is migrated, serves {} ({kind})", found.name)));
            Some(found)
        }
        Ok(None) => {
            report
                .line("database", Err("serves no partnership yet: `throughcare install --name NAME`".into()));
            None
        }
        Err(error) => {
            report.line("database", Err(error.to_string()));
            None
        }
    }
}

/// Nothing when the database is in the form that this program knows, or what its next start will do.
fn migrated(examined: Examined) -> Result<Option<String>, String> {
    let Examined { found, known } = examined;
    match found {
        None => Err("it is empty: `throughcare install --name NAME` sets it up".to_owned()),
        Some(found) if found > known => Err(format!(
            "it has migration {found}, and this program knows {known} at most: start the newer program"
        )),
        Some(found) if found < known => {
            Ok(Some(format!("answers; the next start brings it from migration {found} to {known}")))
        }
        Some(_) => Ok(None),
    }
}

fn time_zones() -> Found {
    let summer: Option<Timestamp> = "2026-07-01T12:00:00Z".parse().ok();
    let zone = TimeZone::get("Europe/London")
        .map_err(|error| format!("Europe/London is not known ({error}): install the package tzdata"))?;
    match summer.map(|at| at.to_zoned(zone).hour()) {
        Some(13) => Ok("Europe/London is known, with its summer time".to_owned()),
        _ => Err("Europe/London has no summer time: install the package tzdata".to_owned()),
    }
}

fn clock(installation: Option<&Installation>) -> Found {
    let now = MachineClock.now();
    if let Some(found) = installation
        && now < found.at
    {
        return Err(format!("it says {now}, before this installation was made ({}): set it", found.at));
    }
    let year = now.to_zoned(TimeZone::UTC).year();
    if !(2026..2100).contains(&year) {
        return Err(format!("it says {now}: set it"));
    }
    Ok(now.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

async fn listen(settings: &Settings, place: &Place, demonstration: bool) -> Found {
    let address = &settings.listen.value;
    let found = resolve(address).await.map_err(|error| format!("{error:#}"))?;
    if demonstration && !found.iter().all(|one| one.ip().is_loopback()) {
        return Err(format!(
            "{address} is not this machine alone, and this is a demonstration: --listen 127.0.0.1:8080"
        ));
    }
    match TcpListener::bind(found.as_slice()).await {
        Ok(_) => Ok(format!("{address} is free")),
        // A server of this installation is where it should be.
        Err(_) if place.alone().is_err() && answers(&found).await => {
            Ok(format!("{address} is this installation’s own server, which answers"))
        }
        Err(error) => {
            Err(format!("{address} cannot be listened on ({error}): stop who is there, or choose another"))
        }
    }
}

/// Whether a server says there that it is alive.
async fn answers(found: &[SocketAddr]) -> bool {
    let asking = async {
        let mut stream = TcpStream::connect(found).await?;
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: doctor\r\nconnection: close\r\n\r\n").await?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await?;
        Ok::<_, std::io::Error>(answer.ends_with(b" 200"))
    };
    let within = tokio::time::timeout(Duration::from_secs(5), asking).await;
    within.is_ok_and(|answer| answer.unwrap_or(false))
}

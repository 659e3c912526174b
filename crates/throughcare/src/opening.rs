//! Opening an installation: database, keys, clocks and gate put together into the application.

use crate::{
    checkpoints::Checkpoints,
    journal::Journal,
    place::{Lock, Place, beside},
    real::{MachineChance, MachineClock},
    settings::{Database, Settings},
};
use anyhow::{Context, Result, bail};
use app::{
    Agreed, App,
    ports::{Installation, Store},
};
use jiff::SignedDuration;
use std::{path::Path, sync::Arc};
use store::Db;

/// An open installation.
pub struct Opened {
    /// The use-cases.
    pub app: Arc<App>,
    /// The database itself, for what only the binary does with it: closing, copying.
    pub db: Arc<Db>,
    /// What the database is for.
    pub installation: Installation,
    /// The signed heads of its event chains.
    pub checkpoints: Checkpoints,
    /// What was disposed of, outside the database.
    pub journal: Journal,
    /// Held while the database is open.
    pub lock: Lock,
}

/// Opens the installation that the settings name.
///
/// # Errors
/// When there is none yet: the message says how to make one.
pub async fn open(settings: &Settings) -> Result<Opened> {
    let place = Place::of(settings)?;
    if !place.dir().is_dir() {
        bail!("{}", none_yet(&place));
    }
    let lock = place.share()?;
    if let Some(path) = &place.sqlite
        && !path.exists()
    {
        bail!("{}", none_yet(&place));
    }
    let db = Arc::new(connect(&settings.database()?).await?);
    let Some(installation) = db.installation().await? else { bail!("{}", none_yet(&place)) };
    let opened = assemble(settings, &place, db, installation, lock)?;
    opened.app.begin().await?;
    // A database that came back from a backup, whichever way, gives nobody back who was disposed of.
    opened.journal.repeat(&opened.app).await?;
    Ok(opened)
}

/// Puts the application together over an open database.
pub fn assemble(
    settings: &Settings,
    place: &Place,
    db: Arc<Db>,
    installation: Installation,
    lock: Lock,
) -> Result<Opened> {
    let keys = place.keys()?;
    let checkpoints = Checkpoints::new(place.checkpoints(), keys.clone());
    let journal = Journal::new(place.disposals(), keys.clone());
    let app = App::new(
        db.clone(),
        Agreed::interim_1(),
        Arc::new(MachineClock),
        Arc::new(MachineClock),
        Arc::new(MachineChance),
        keys,
        app::Settings {
            session_idle: SignedDuration::from_mins(i64::from(settings.session_idle_minutes.value)),
            session_most: SignedDuration::from_hours(i64::from(settings.session_most_hours.value)),
            demonstration: installation.demonstration,
            unknown_entry_days: settings.unknown_entry_days.value,
        },
        installation.partnership,
    );
    Ok(Opened { app: Arc::new(app), db, installation, checkpoints, journal, lock })
}

/// Connects to a database and migrates it.
pub async fn connect(database: &Database) -> Result<Db> {
    match database {
        Database::Sqlite(path) => connect_sqlite(path).await,
        Database::Postgres(url) => {
            Db::open(url, store::Options::default()).await.context("the PostgreSQL database cannot be opened")
        }
    }
}

/// How far a database is migrated, found out without changing it. An embedded one must exist.
pub async fn examine(database: &Database) -> Result<store::Examined> {
    let url = match database {
        Database::Sqlite(path) => sqlite_url(path),
        Database::Postgres(url) => url.clone(),
    };
    Ok(Db::examine(&url, store::Options::default()).await?)
}

/// Connects to an embedded database, which is made if it is not there, for its owner alone.
pub async fn connect_sqlite(path: &Path) -> Result<Db> {
    open_sqlite(path, store::Options::default()).await
}

/// Makes an embedded database that is filled at one go, and worth nothing until it is closed and synchronised.
pub async fn connect_filling(path: &Path) -> Result<Db> {
    open_sqlite(path, store::Options { filling: true, ..store::Options::default() }).await
}

async fn open_sqlite(path: &Path, options: store::Options) -> Result<Db> {
    Db::open(&sqlite_url(path), options)
        .await
        .with_context(|| format!("the database {} cannot be opened", path.display()))
}

/// The address under which an embedded database is opened. Characters that mean something in an address are escaped.
fn sqlite_url(path: &Path) -> String {
    let escaped = path.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{escaped}")
}

fn none_yet(place: &Place) -> String {
    let filling = place.sqlite.as_ref().is_some_and(|path| beside(path, ".filling").exists());
    if filling {
        return format!(
            "the demonstration in {} was not filled to its end: start `throughcare demo` again",
            place.dir().display()
        );
    }
    format!(
        "there is no installation in {} yet.\n\
         To look around, start a demonstration:  throughcare demo\n\
         To set one up for a partnership:        throughcare install --name NAME\n\
         then add an agency and the first account: throughcare agency add …, throughcare account create …",
        place.dir().display()
    )
}

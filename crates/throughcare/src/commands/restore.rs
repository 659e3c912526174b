//! `throughcare restore`: a backup put in place, once it has been found whole.

use super::Outcome;
use crate::printing::say;
use crate::{
    checkpoints,
    command_line::Restore,
    journal::Journal,
    opening::{assemble, connect, connect_sqlite},
    place::{Lock, Place, beside, remove_sqlite},
    real::{MachineChance, MachineClock},
    settings::{Database, Settings},
};
use anyhow::{Context, Result, bail};
use app::{chance::Clock, ports::Store};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Checks the backup and puts it in the place of the embedded database.
pub async fn run(settings: &Settings, restore: &Restore) -> Result<Outcome> {
    let Database::Sqlite(database) = settings.database()? else {
        say!(
            "A PostgreSQL database is restored with pg_restore into an empty database; see `throughcare backup`."
        );
        return Ok(Outcome::OtherWay);
    };
    let from = &restore.from;
    if !from.is_file() {
        bail!("there is no file {}", from.display());
    }
    let place = Place::of(settings)?;
    place.prepare(&MachineChance)?;
    let alone = place.alone()?;
    if database.exists() && !restore.replace {
        bail!(
            "{} is there already: with --replace it is set aside, and the backup takes its place",
            database.display()
        );
    }
    let arriving = beside(&database, ".arriving");
    remove_sqlite(&arriving)?;
    fs::copy(from, &arriving).with_context(|| format!("{} cannot be copied", from.display()))?;
    let made_whole = async {
        examine(&arriving).await?;
        write_journal(settings, &place, &database).await?;
        dispose_again(settings, &place, &arriving, alone).await
    };
    let (repeated, _alone) = match made_whole.await {
        Ok(made) => made,
        Err(error) => {
            remove_sqlite(&arriving)?;
            return Err(error.context(format!("{} is not put in place", from.display())));
        }
    };
    let mark = MachineClock.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let former = if database.exists() { Some(set_aside(&database, &mark)?) } else { None };
    fs::rename(&arriving, &database).context("the backup cannot be put in place")?;
    sync_folder(&database)?;
    let heads = checkpoints::set_aside(&place.checkpoints(), &mark)?;
    say!("{} is in place.", database.display());
    for (what, path) in [("The former database", former), ("The former checkpoint file", heads)] {
        if let Some(path) = path {
            say!("{what} was set aside as {}.", path.display());
        }
    }
    say!(
        "Disposed of again, as the disposal journal {} tells: {repeated} records. Kept apart from backups, and still to be seen \
         to: the key file {} must be the one of this installation.",
        place.disposals().display(),
        place.key_file().display()
    );
    Ok(Outcome::Well)
}

/// Writes to the journal what the database that is about to be replaced has disposed of, as far as it can be read.
async fn write_journal(settings: &Settings, place: &Place, database: &Path) -> Result<()> {
    if !database.exists() {
        return Ok(());
    }
    let journal = Journal::new(place.disposals(), place.keys()?);
    let Ok(db) = connect(&settings.database()?).await else {
        say!(
            "The former database cannot be opened: what it disposed of is known from the disposal journal alone."
        );
        return Ok(());
    };
    let written = journal.append(&db).await;
    db.close().await;
    written.map(drop)
}

/// Disposes again, in the copy, of what the journal tells and it does not know of.
async fn dispose_again(settings: &Settings, place: &Place, copy: &Path, alone: Lock) -> Result<(u64, Lock)> {
    let db = Arc::new(connect_sqlite(copy).await?);
    let Some(installation) = db.installation().await? else { bail!("it is no database of an installation") };
    let opened = assemble(settings, place, db, installation, alone)?;
    let repeated = async {
        opened.app.begin().await?;
        opened.journal.repeat(&opened.app).await
    }
    .await;
    opened.db.close().await;
    Ok((repeated?, opened.lock))
}

/// Opens the copy, which checks its migrations, and verifies its chains.
async fn examine(copy: &Path) -> Result<()> {
    let db = connect_sqlite(copy).await?;
    let found = async {
        let kept = db.installation().await?;
        let verified = db.verify_chains(&[]).await?;
        Ok::<_, app::ports::StoreError>((kept, verified))
    }
    .await;
    db.close().await;
    let (kept, verified) = found.context("it cannot be read")?;
    let Some(kept) = kept else { bail!("it is no database of an installation") };
    if let Some(broken) = verified.broken {
        bail!("its event log is broken: {broken}");
    }
    say!("{}: {} events in {} chains are whole", kept.name, verified.events, verified.chains);
    Ok(())
}

/// Moves a closed database with its companion files out of the way.
fn set_aside(database: &Path, mark: &str) -> Result<PathBuf> {
    let aside = beside(database, &format!(".before-{mark}"));
    for suffix in ["-wal", "-shm", ""] {
        let path = beside(database, suffix);
        if path.exists() {
            fs::rename(&path, beside(&aside, suffix))
                .with_context(|| format!("{} cannot be set aside", path.display()))?;
        }
    }
    Ok(aside)
}

/// Makes renamed names durable.
pub fn sync_folder(file: &Path) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("{} cannot be synchronised", folder.display()))
}

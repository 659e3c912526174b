//! `throughcare restore`: a backup put in place, once it has been found whole.

use super::Outcome;
use crate::printing::say;
use crate::{
    checkpoints,
    command_line::Restore,
    opening::connect_sqlite,
    place::{Place, beside, remove_sqlite},
    real::{MachineChance, MachineClock},
    settings::{Database, Settings},
};
use anyhow::{Context, Result, bail};
use app::{chance::Clock, ports::Store};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
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
    let _alone = place.alone()?;
    if database.exists() && !restore.replace {
        bail!(
            "{} is there already: with --replace it is set aside, and the backup takes its place",
            database.display()
        );
    }
    let arriving = beside(&database, ".arriving");
    remove_sqlite(&arriving)?;
    fs::copy(from, &arriving).with_context(|| format!("{} cannot be copied", from.display()))?;
    if let Err(error) = examine(&arriving).await {
        remove_sqlite(&arriving)?;
        return Err(error.context(format!("{} is not put in place", from.display())));
    }
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
        "Kept apart from backups, and still to be seen to: the key file {} must be the one of this installation; \
         what was disposed of since the backup must be disposed of again from the disposal journal.",
        place.key_file().display()
    );
    Ok(Outcome::Well)
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

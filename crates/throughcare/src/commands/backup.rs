//! `throughcare backup`: a copy of the database, consistent while it is being served.

use super::Outcome;
use crate::printing::say;
use crate::{
    command_line::Backup,
    opening::{connect_sqlite, open},
    settings::{Database, Settings, masked},
};
use anyhow::{Context, Result, bail};

/// Copies an embedded database to a new file; for PostgreSQL says which of its own tools does it.
pub async fn run(settings: &Settings, backup: &Backup) -> Result<Outcome> {
    if let Database::Postgres(url) = settings.database()? {
        native(&masked(&url));
        return Ok(Outcome::OtherWay);
    }
    let to = &backup.to;
    if to.exists() {
        bail!("{} is there already: a backup never overwrites", to.display());
    }
    let opened = open(settings).await?;
    opened.journal.append(&*opened.db).await?;
    let copied = opened.db.backup_to(to).await;
    opened.db.close().await;
    copied.with_context(|| format!("the backup {} cannot be made", to.display()))?;
    let copy = connect_sqlite(to).await?;
    let kept = app::ports::Store::installation(&copy).await;
    copy.close().await;
    let bytes = std::fs::metadata(to)?.len();
    match kept? {
        Some(kept) => say!("{}: {} MB of {}", to.display(), bytes.div_ceil(1 << 20), kept.name),
        None => bail!("the copy {} has lost its installation: do not rely on it", to.display()),
    }
    say!("Not in it, and to be kept apart: the key file, the checkpoint file, the disposal journal.");
    Ok(Outcome::Well)
}

fn native(url: &str) {
    say!("A PostgreSQL database is copied with its own tools, while it is being served:");
    say!("  pg_dump --format=custom --file=throughcare.dump \"{url}\"      one moment, any version");
    say!(
        "  pg_basebackup --pgdata=DIR --wal-method=stream --dbname=\"{url}\"   the cluster, for recovery to any moment"
    );
    say!("To put a dump back into an empty database:");
    say!("  pg_restore --exit-on-error --no-owner --dbname=\"{url}\" throughcare.dump");
    say!("Not in it, and to be kept apart: the key file, the checkpoint file, the disposal journal.");
}

//! `throughcare install`: an empty database becomes a partnership's.

use crate::printing::say;
use crate::{
    command_line::Install,
    filling::holidays,
    opening::connect,
    place::Place,
    real::{MachineChance, MachineClock},
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::{chance::Clock, installation};
use domain::{calendar, text::Line};

/// Makes folder, key file and database, and names the partnership.
pub async fn run(settings: &Settings, install: &Install) -> Result<()> {
    let name = Line::new(&install.name).context("the partnership's name cannot be taken")?;
    let place = Place::of(settings)?;
    place.prepare(&MachineChance)?;
    let _lock = place.share()?;
    let db = connect(&settings.database()?).await?;
    let now = MachineClock.now();
    let holidays = holidays::around(calendar::day_in_london(now, &calendar::london()));
    let done = installation::install(&db, &MachineChance, now, &name, holidays).await;
    db.close().await;
    let installed = done.map_err(refused)?;
    say!("{} is set up in {}.", installed.name, place.dir().display());
    say!("Keep a copy of {} apart from the backups.", place.key_file().display());
    say!("Next: throughcare agency add --name NAME --kind KIND");
    Ok(())
}

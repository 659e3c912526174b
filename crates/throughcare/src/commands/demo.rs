//! `throughcare demo`: an invented partnership on this machine, filled at the first start and kept afterwards.
//!
//! A database says that it is a demonstration only once it is filled to its end. The embedded one is filled under another
//! name and renamed last, so that a filling that was interrupted leaves nothing that looks whole.

use super::restore::sync_folder;
use crate::printing::{say, tell};
use crate::{
    acting::email,
    checkpoints,
    command_line::DemoWorld,
    filling::{self, Plan, Progress, sign_in},
    opening::{self, Opened, assemble, connect, connect_filling, connect_sqlite},
    place::{Lock, Place, beside, private_file, remove_sqlite},
    real::{MachineChance, MachineClock},
    serving,
    settings::{Database, Settings},
};
use anyhow::{Context, Result, bail};
use app::{
    accounts::current_code,
    chance::Clock,
    ports::{Installation, Store},
};
use domain::{calendar, role::Role};
use std::{fmt::Write as _, fs, io::Write as _, os::unix::process::CommandExt, sync::Arc};
use store::Db;
use synth::World;

/// What an embedded demonstration is called while it is being filled.
const FILLING: &str = ".filling";

/// Fills the demonstration if need be, and serves it.
pub async fn run(settings: &Settings, world: &DemoWorld) -> Result<()> {
    // What would stop the end is found before the filling.
    drop(serving::listen(settings, true).await?);
    let place = Place::of(settings)?;
    place.prepare(&MachineChance)?;
    if world.clean {
        clean(settings, &place).await?;
    }
    match settings.database()? {
        Database::Sqlite(path) if path.exists() => say_kept(&place, world),
        Database::Sqlite(path) => {
            fill_sqlite(settings, &place, &path, &plan_of(world)?).await?;
            start_afresh();
        }
        Database::Postgres(_) => {
            if fill_postgres(settings, &place, world).await? {
                start_afresh();
            }
        }
    }
    let opened = opening::open(settings).await?;
    only_demonstrations(&opened, &place)?;
    let greeting = greeting(&place);
    let listener = serving::listen(settings, true).await?;
    serving::serve(opened, settings, listener, &greeting).await
}

/// Starts this program again in its own place, so that what the filling took of memory is given back, and the first start
/// serves exactly as every later one does. Should that fail, this one goes on as it is.
fn start_afresh() {
    let Ok(program) = std::env::current_exe() else { return };
    let arguments = std::env::args_os().skip(1).filter(|argument| argument != "--clean");
    let error = std::process::Command::new(program).args(arguments).exec();
    tracing::debug!(%error, "not started afresh");
}

/// Prints the code that the authenticator of a demonstration account shows now.
pub async fn code(settings: &Settings, account: &str) -> Result<()> {
    crate::acting::opened(settings, async |opened| {
        only_demonstrations(opened, &Place::of(settings)?)?;
        let mut tx = opened.db.read().await?;
        let found = tx.credentials(&email(account)?).await?;
        tx.end().await?;
        let known = found.and_then(|found| Some((found.account.id, found.totp_sealed?)));
        let Some((id, sealed)) = known else {
            bail!("{account} is no demonstration account: `throughcare demo accounts` lists them");
        };
        say!("{}", current_code(&opened.app, id, &sealed).context("the key file is another one")?);
        let second = opened.app.wall_now().as_second().rem_euclid(30);
        tell!("good for {} more seconds, once", 30 - second);
        Ok(())
    })
    .await
}

/// Prints the demonstration accounts.
pub async fn accounts(settings: &Settings) -> Result<()> {
    crate::acting::opened(settings, async |opened| {
        let place = Place::of(settings)?;
        only_demonstrations(opened, &place)?;
        say!("{}", greeting(&place));
        Ok(())
    })
    .await
}

fn only_demonstrations(opened: &Opened, place: &Place) -> Result<()> {
    if !opened.installation.demonstration {
        bail!(
            "the installation in {} is no demonstration but {}: serve it with `throughcare serve`",
            place.dir().display(),
            opened.installation.name
        );
    }
    Ok(())
}

/// Deletes a database that says it is a demonstration, and no other.
async fn clean(settings: &Settings, place: &Place) -> Result<()> {
    let Database::Sqlite(path) = settings.database()? else {
        bail!(
            "--clean deletes embedded demonstrations only: drop and create the PostgreSQL database, then start again"
        );
    };
    let _alone = place.alone()?;
    if path.exists() {
        let db = connect_sqlite(&path).await?;
        let found = db.installation().await;
        db.close().await;
        if !found?.is_some_and(|found| found.demonstration) {
            bail!("{} does not say that it is a demonstration: it is not deleted", path.display());
        }
        remove_sqlite(&path)?;
    }
    for file in [place.checkpoints(), place.disposals(), place.demonstration()] {
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
        }
    }
    tell!("The demonstration in {} is deleted.", place.dir().display());
    Ok(())
}

fn plan_of(world: &DemoWorld) -> Result<Plan> {
    let today = calendar::day_in_london(MachineClock.now(), &calendar::london());
    let as_of = world.as_of.unwrap_or(today);
    if as_of > today {
        bail!("--as-of {as_of} lies ahead: what is recorded cannot come from the future");
    }
    Ok(Plan { seed: world.seed.unwrap_or(Plan::SEED), people: world.people.unwrap_or(Plan::PEOPLE), as_of })
}

/// What was asked for does not change a demonstration that is there.
fn say_kept(place: &Place, world: &DemoWorld) {
    let Some(plan) = read_plan(place) else { return };
    let differs = world.seed.is_some_and(|seed| seed != plan.seed)
        || world.people.is_some_and(|people| people != plan.people)
        || world.as_of.is_some_and(|day| day != plan.as_of);
    if differs {
        tell!(
            "The demonstration of {} people (seed {}, as of {}) in {} is kept; --clean begins again.",
            plan.people,
            plan.seed,
            plan.as_of,
            place.dir().display()
        );
    }
}

async fn fill_sqlite(settings: &Settings, place: &Place, path: &std::path::Path, plan: &Plan) -> Result<()> {
    let alone = place.alone()?;
    let filling = beside(path, FILLING);
    if filling.exists() {
        tell!("The last filling was interrupted: what it left is deleted, and it begins again.");
        remove_sqlite(&filling)?;
        remove_checkpoints(place)?;
    }
    let mark = MachineClock.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    // People of a demonstration are invented with the same numbers each time: none of them is gone.
    for file in [place.checkpoints(), place.disposals()] {
        checkpoints::set_aside(&file, &mark)?;
    }
    let db = Arc::new(connect_filling(&filling).await?);
    let (lock, filled) = fill(settings, place, db.clone(), plan, alone).await;
    db.close().await;
    filled?;
    if beside(&filling, "-wal").exists() {
        bail!("{} was not closed to its end: start again", filling.display());
    }
    // Nothing of it was made durable on the way.
    fs::File::open(&filling)?.sync_all().context("the filled database cannot be put on the disk")?;
    write_plan(place, plan)?;
    fs::rename(&filling, path).context("the filled database cannot be put in place")?;
    sync_folder(path)?;
    drop(lock);
    Ok(())
}

/// Fills the PostgreSQL database if it is empty; says whether it was.
async fn fill_postgres(settings: &Settings, place: &Place, world: &DemoWorld) -> Result<bool> {
    let alone = place.alone()?;
    let db = Arc::new(connect(&settings.database()?).await?);
    let installed = db.installation().await?.is_some();
    let begun = {
        let mut tx = db.read().await?;
        let agencies = tx.agencies(1).await?;
        tx.end().await?;
        !agencies.is_empty()
    };
    let filled = match (installed, begun) {
        (true, _) => {
            say_kept(place, world);
            Ok(false)
        }
        (false, true) => Err(anyhow::anyhow!(
            "this PostgreSQL database holds a filling that was interrupted: drop and create it, then start again"
        )),
        (false, false) => {
            let plan = plan_of(world)?;
            remove_checkpoints(place)?;
            write_plan(place, &plan)?;
            fill(settings, place, db.clone(), &plan, alone).await.1.map(|()| true)
        }
    };
    db.close().await;
    filled
}

/// Fills an empty database and marks it as a demonstration, in this order. Gives the lock back.
async fn fill(
    settings: &Settings,
    place: &Place,
    db: Arc<Db>,
    plan: &Plan,
    alone: Lock,
) -> (Option<Lock>, Result<()>) {
    tell!(
        "Filling {} with an invented partnership of {} people (seed {}, as of {}).",
        place.dir().display(),
        plan.people,
        plan.seed,
        plan.as_of
    );
    let installation = Installation {
        partnership: filling::partnership_id(plan.seed),
        name: filling::partnership_name(plan).to_owned(),
        demonstration: true,
        at: MachineClock.now(),
    };
    let opened = match assemble(settings, place, db, installation, alone) {
        Ok(opened) => opened,
        Err(error) => return (None, Err(error)),
    };
    let filled = async {
        filling::fill(&opened.app, plan, &Progress::of(plan.people)).await?;
        opened.checkpoints.append(&*opened.db).await?;
        opened.db.install(&opened.installation).await.context("the database cannot be marked as filled")
    }
    .await;
    (Some(opened.lock), filled)
}

fn remove_checkpoints(place: &Place) -> Result<()> {
    for file in [place.checkpoints(), place.disposals()] {
        match fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn write_plan(place: &Place, plan: &Plan) -> Result<()> {
    let path = place.demonstration();
    let fresh = beside(&path, ".new");
    let _ = fs::remove_file(&fresh); // Left by a start that was interrupted, or not there.
    let mut file = private_file(&fresh).with_context(|| format!("{} cannot be made", fresh.display()))?;
    file.write_all(toml::to_string(plan)?.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, &path)?;
    Ok(())
}

fn read_plan(place: &Place) -> Option<Plan> {
    toml::from_str(&fs::read_to_string(place.demonstration()).ok()?).ok()
}

/// The demonstration accounts and how to sign in.
fn greeting(place: &Place) -> String {
    let Some(plan) = read_plan(place) else {
        return format!(
            "The people in it are invented. The passwords are not known: {} is missing (--clean begins again).",
            place.demonstration().display()
        );
    };
    let partnership = World::new(plan.seed, plan.as_of).partnership(plan.people);
    let mut text = format!(
        "\nThe people in it are invented. Sign in with one of these accounts, then type the code that\n  \
         throughcare demo code EMAIL --data-dir {}\nprints; or put the secret into an authenticator.\n",
        place.dir().display()
    );
    for account in partnership.accounts.iter().filter(|account| account.demonstration) {
        let roles: Vec<&str> = account.roles.iter().map(|role| Role::words(*role)).collect();
        let known = sign_in::of(plan.seed, &account.email);
        let agency = partnership.agency(account.agency).map_or("", |agency| agency.name);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n{} ({}, {agency})\n  email     {}\n  password  {}\n  secret    {}\n",
            roles.join(", "),
            account.name,
            account.email,
            known.password,
            known.base32()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_plan_is_read_back_as_it_was_written() {
        let plan = Plan { seed: 7, people: 250, as_of: date(2026, 11, 21) };
        assert_eq!(toml::from_str::<Plan>(&toml::to_string(&plan).unwrap()).unwrap(), plan);
    }

    #[test]
    fn a_day_that_lies_ahead_is_refused() {
        let world = DemoWorld { as_of: Some(date(2999, 1, 1)), ..DemoWorld::default() };
        assert!(plan_of(&world).is_err());
        assert_eq!(plan_of(&DemoWorld::default()).unwrap().people, Plan::PEOPLE);
    }
}

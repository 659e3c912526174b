//! The data folder: what lies in it, who may read it, and who is at work in it.
//!
//! ```text
//! throughcare-data/          0700
//!   throughcare.db           the embedded database (0600), with its -wal and -shm files while it is open
//!   throughcare.db.filling   a demonstration that is being filled; removed when its filling was interrupted
//!   throughcare.lock         locked by whoever has the database open
//!   demonstration.toml       seed, number of people and day of a demonstration
//!   heads.checkpoint         signed heads of the event chains
//!   disposals.journal        what was disposed of, signed; in no backup
//!   keys/installation.key    32 random bytes (0600); in no backup
//! ```

use crate::settings::{Database, Settings};
use anyhow::{Context, Result, bail};
use app::{chance::Chance, keys::Keys};
use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// Bytes of the key file.
const KEY: usize = 32;

/// The data folder of one installation.
#[derive(Debug, Clone)]
pub struct Place {
    dir: PathBuf,
    /// The embedded database, if the installation uses it.
    pub sqlite: Option<PathBuf>,
}

/// A lock on the folder, held until it is dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held for its lock, which ends when it closes")] File);

impl Place {
    /// The folder that the settings name.
    pub fn of(settings: &Settings) -> Result<Self> {
        let sqlite = match settings.database()? {
            Database::Sqlite(path) => Some(path),
            Database::Postgres(_) => None,
        };
        Ok(Self { dir: settings.data_dir.value.clone(), sqlite })
    }

    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.dir.join("keys").join("installation.key")
    }

    /// The signed heads of the event chains.
    pub fn checkpoints(&self) -> PathBuf {
        self.dir.join("heads.checkpoint")
    }

    /// What was disposed of.
    pub fn disposals(&self) -> PathBuf {
        self.dir.join("disposals.journal")
    }

    /// Seed, number of people and day of a demonstration.
    pub fn demonstration(&self) -> PathBuf {
        self.dir.join("demonstration.toml")
    }

    fn lock_file(&self) -> PathBuf {
        self.dir.join("throughcare.lock")
    }

    /// Makes the folder and its key file where they are missing. What is there is left as it is.
    pub fn prepare(&self, chance: &dyn Chance) -> Result<()> {
        private_dir(&self.dir)?;
        private_dir(&self.dir.join("keys"))?;
        let path = self.key_file();
        let mut key = [0; KEY];
        chance.fill(&mut key);
        match private_file(&path) {
            Ok(mut file) => {
                file.write_all(&key)?;
                file.sync_all().with_context(|| format!("{} cannot be written", path.display()))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be made", path.display())),
        }
    }

    /// The keys of this installation.
    pub fn keys(&self) -> Result<Keys> {
        let path = self.key_file();
        let bytes = fs::read(&path).with_context(|| {
            format!("the key file {} cannot be read: put the one of this installation there", path.display())
        })?;
        let secret: [u8; KEY] = bytes.as_slice().try_into().map_err(|_| {
            anyhow::anyhow!("the key file {} has {} bytes, not {KEY}", path.display(), bytes.len())
        })?;
        Ok(Keys::from_secret(&secret))
    }

    /// Says that this process has the database open. Several may.
    pub fn share(&self) -> Result<Lock> {
        let file = self.open_lock()?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "the installation in {} is being filled, restored or deleted just now",
                    self.dir.display()
                )
            }
            Err(TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
        }
    }

    /// Makes sure that nobody else has the database open, as long as the lock is held.
    pub fn alone(&self) -> Result<Lock> {
        let file = self.open_lock()?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => bail!(
                "another throughcare has the installation in {} open: stop it first",
                self.dir.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
        }
    }

    fn open_lock(&self) -> Result<File> {
        let path = self.lock_file();
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("{} cannot be opened", path.display()))
    }
}

/// Makes a folder that only its owner may enter, unless it is there.
fn private_dir(path: &Path) -> Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("the folder {} cannot be made", path.display()))
}

/// A new file that only its owner may read.
pub fn private_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)
}

/// `path` with something put behind its name.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes an embedded database with its companion files. What is not there needs no removing.
pub fn remove_sqlite(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let path = beside(path, suffix);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("{} cannot be removed", path.display())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real::MachineChance;
    use std::os::unix::fs::PermissionsExt;

    fn place(dir: &Path) -> Place {
        Place { dir: dir.join("data"), sqlite: None }
    }

    #[test]
    fn folder_and_key_are_the_owners_alone_and_the_key_stays_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let place = place(dir.path());
        place.prepare(&MachineChance).unwrap();
        let first = fs::read(place.key_file()).unwrap();
        place.prepare(&MachineChance).unwrap();
        assert_eq!(fs::read(place.key_file()).unwrap(), first);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(place.dir()), mode(&place.key_file())), (0o700, 0o600));
    }

    #[test]
    fn a_short_key_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let place = place(dir.path());
        place.prepare(&MachineChance).unwrap();
        fs::write(place.key_file(), b"short").unwrap();
        assert!(place.keys().err().unwrap().to_string().contains("5 bytes"));
    }

    #[test]
    fn many_may_share_the_folder_but_one_alone_waits_for_none() {
        let dir = tempfile::tempdir().unwrap();
        let place = place(dir.path());
        place.prepare(&MachineChance).unwrap();
        let (one, two) = (place.share().unwrap(), place.share().unwrap());
        assert!(place.alone().is_err());
        drop((one, two));
        let alone = place.alone().unwrap();
        assert!(place.share().is_err());
        drop(alone);
    }
}

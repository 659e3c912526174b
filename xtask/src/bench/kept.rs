//! Filled databases that are kept from one run to the next, since filling a large one takes minutes.
//!
//! What is kept is never measured itself: each run works on a copy, so that writes of one run are not in the next.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::figures::Database;
use crate::shell;

/// What was found out while a database was filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filled {
    pub seconds: f64,
    /// Bytes on the disk.
    pub size: u64,
}

/// The place of one filled database.
pub struct Kept(PathBuf);

impl Kept {
    /// The place in `folder` of this database with so many people.
    pub fn of(folder: &Path, database: Database, people: u64) -> Result<Self> {
        let place = folder.join(format!("{}-{people}", database.name().to_lowercase()));
        fs::create_dir_all(&place).with_context(|| format!("{} cannot be made", place.display()))?;
        Ok(Self(place))
    }

    /// What was noted when it was filled; `None` where nothing whole is kept.
    pub fn filled(&self) -> Option<Filled> {
        let value: Value = serde_json::from_str(&fs::read_to_string(self.note()).ok()?).ok()?;
        Some(Filled { seconds: value.get("seconds")?.as_f64()?, size: value.get("size")?.as_u64()? })
    }

    /// Moves `from` here, in the stead of what may be left from before.
    pub fn put(&self, name: &str, from: &Path) -> Result<()> {
        let to = self.part(name);
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        shell::read(shell::command("mv").arg(from).arg(&to)).map(drop)
    }

    /// Says that all parts are here.
    pub fn note_filled(&self, filled: Filled) -> Result<()> {
        fs::write(self.note(), format!("{}\n", json!({ "seconds": filled.seconds, "size": filled.size })))?;
        Ok(())
    }

    /// Copies a part to a place that is not there yet.
    pub fn copy(&self, name: &str, to: &Path) -> Result<()> {
        copy(&self.part(name), to)
    }

    /// Where a part lies.
    pub fn part(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn note(&self) -> PathBuf {
        self.part("filled.json")
    }
}

/// Copies a folder with owners and modes.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    shell::read(shell::command("cp").args(["-a", "--reflink=auto", "--"]).arg(from).arg(to)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_copied_and_what_was_interrupted_is_not_there() {
        let folder = crate::started::folder("kept-test").unwrap();
        let filled_here = folder.join("fresh");
        fs::create_dir(&filled_here).unwrap();
        fs::write(filled_here.join("db"), "rows").unwrap();
        let kept = Kept::of(&folder, Database::Sqlite, 7).unwrap();
        kept.put("data", &filled_here).unwrap();
        assert_eq!(kept.filled(), None, "no note says that it is whole");
        let filled = Filled { seconds: 1.5, size: 4 };
        kept.note_filled(filled).unwrap();
        assert_eq!(Kept::of(&folder, Database::Sqlite, 7).unwrap().filled(), Some(filled));
        assert_eq!(Kept::of(&folder, Database::Sqlite, 8).unwrap().filled(), None);
        kept.copy("data", &folder.join("work")).unwrap();
        fs::write(folder.join("work/db"), "more").unwrap();
        assert_eq!(fs::read_to_string(kept.part("data").join("db")).unwrap(), "rows");
    }
}

//! Files that are there whole or not at all: written beside their place, and put into it when all of it is on the disk.

use super::Out;
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Those that are begun and not in their place yet, for whoever breaks the work off.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Deletes whatever is half written.
pub fn take_back() {
    for path in BEGUN.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // A file that is not there any more is as it should be.
        let _ = fs::remove_file(path);
    }
}

/// A file that is being written.
pub struct Written {
    place: PathBuf,
    beside: PathBuf,
}

impl Written {
    /// Begins a file that will lie at `place`, where another may lie until then.
    pub fn begin(place: &Path) -> Result<Self> {
        let name = place.file_name().with_context(|| format!("{} is no file", place.display()))?;
        let beside =
            place.with_file_name(format!(".{}.{}.partial", name.to_string_lossy(), std::process::id()));
        Ok(Self { place: place.to_owned(), beside })
    }

    /// Fills it.
    pub fn fill<E>(self, write: impl FnOnce(Out) -> Result<Out, E>) -> Result<Self>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let cannot = || format!("{} cannot be written", self.place.display());
        BEGUN.lock().unwrap_or_else(PoisonError::into_inner).push(self.beside.clone());
        let file = File::create_new(&self.beside).with_context(cannot)?;
        let out = write(BufWriter::with_capacity(1 << 20, file)).with_context(cannot)?;
        let file = out.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(cannot)?;
        file.sync_all().with_context(cannot)?;
        Ok(self)
    }

    /// Puts it into its place.
    pub fn keep(self) -> Result<()> {
        fs::rename(&self.beside, &self.place)
            .with_context(|| format!("{} cannot be written", self.place.display()))?;
        BEGUN.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.beside);
        Ok(())
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
        if begun.contains(&self.beside) {
            begun.retain(|path| *path != self.beside);
            let _ = fs::remove_file(&self.beside);
        }
    }
}

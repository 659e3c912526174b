//! Files that are there whole or not at all: written beside their place, and put into it when all of it is on the disk.

use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Those that are begun and not in their place yet, for whoever breaks the work off.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file as it is written.
type Out = BufWriter<File>;

/// Writes a whole text to `place`.
pub fn text(place: &Path, text: &str) -> Result<()> {
    let written = Written::begin(place)?;
    written.fill(|mut out| out.write_all(text.as_bytes()).map(|()| out))?.keep()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn left_behind(place: &Path) -> Vec<String> {
        let names =
            fs::read_dir(place).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    /// Broken off in the middle of writing, and between the writing and the putting into place.
    #[test]
    fn what_is_taken_back_leaves_nothing_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("pairs.csv");
        text(&place, "as it was\n").unwrap();
        let filled = Written::begin(&place).unwrap().fill(|mut out| {
            out.write_all(b"half").and_then(|()| out.flush())?;
            assert_eq!(left_behind(folder.path()).len(), 2, "it lies beside until it is whole");
            take_back();
            assert_eq!(left_behind(folder.path()), ["pairs.csv"]);
            Ok::<_, std::io::Error>(out)
        });
        assert!(filled.unwrap().keep().is_err(), "what was taken back is not put into place");
        let failed = Written::begin(&place).unwrap().fill(|_| Err(std::io::Error::other("no room")));
        assert!(failed.is_err());
        assert_eq!(left_behind(folder.path()), ["pairs.csv"]);
        assert_eq!(fs::read_to_string(&place).unwrap(), "as it was\n");
    }
}

//! The text files of the tree, read once for all checks. What others wrote (vendored assets, built things) is
//! left out.

use std::path::Path;

use anyhow::Result;

/// A text file of ours.
pub struct File {
    /// From the workspace's root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.has_extension("rs")
    }

    /// Whether its name ends in `.extension`.
    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }
}

/// Folders that hold nothing of ours.
const OTHERS: [&str; 6] = ["target", ".git", "node_modules", "vendor", "throughcare-data", "snapshots"];
/// Endings of what people write here.
const TEXT: [&str; 14] =
    ["rs", "toml", "html", "md", "sql", "ftl", "js", "mjs", "css", "scss", "json", "yml", "sh", "txt"];

/// All text files under `root`, by path.
pub fn files(root: &Path) -> Result<Vec<File>> {
    let mut found = Vec::new();
    collect(root, root, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if !OTHERS.contains(&name.as_ref()) {
                collect(root, &path, found)?;
            }
        } else if is_ours(&path, &name) {
            // Somebody may be saving it this moment; a file that cannot be read is not tidy either.
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    }
    Ok(())
}

fn is_ours(path: &Path, name: &str) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let written = TEXT.contains(&extension) || name == "run";
    written && name != "package-lock.json"
}

//! The configuration file: TOML with the names of the settings. A name that is not known is an error, so that a misspelt one
//! does not pass for set.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

/// What a file may set.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileSettings {
    pub data_dir: Option<String>,
    pub database: Option<String>,
    pub listen: Option<String>,
    pub base_url: Option<String>,
    pub forwarded_header: Option<String>,
    pub metrics_token: Option<String>,
    pub log: Option<String>,
    pub log_format: Option<String>,
    pub session_idle_minutes: Option<u32>,
    pub session_most_hours: Option<u32>,
    pub unknown_entry_days: Option<u32>,
    pub smtp_host: Option<String>,
    pub smtp_port: Option<u16>,
    pub smtp_user: Option<String>,
    pub smtp_password: Option<String>,
    pub smtp_password_file: Option<String>,
    pub smtp_from: Option<String>,
    pub smtp_tls: Option<String>,
}

impl FileSettings {
    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration file {} cannot be read", path.display()))?;
        // The parser's own words repeat the line, which may hold a password: only its place is told.
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line =
                error.span().map_or(0, |span| text.get(..span.start).unwrap_or("").lines().count().max(1));
            anyhow::anyhow!("{}, line {line}: {}", path.display(), error.message())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_an_error_that_names_file_and_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("throughcare.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\nlisten_adress = \"x\"\n").unwrap();
        let error = FileSettings::read(&path).unwrap_err().to_string();
        assert!(error.contains("throughcare.toml, line") && error.contains("listen_adress"), "{error}");
    }
}

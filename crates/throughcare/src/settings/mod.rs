//! The effective configuration: file, then environment, then flag; the flag wins. Each value remembers where it came from.
//!
//! Deliberately not here: secrets. The one that may hide in a setting, a database's password, is masked wherever a setting
//! is shown ([`shown`]).

mod file;
mod mail;
mod shown;

use crate::command_line::Flags;
use anyhow::{Context, Result, bail};
use file::FileSettings;
use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

pub use mail::Mail;
pub use shown::masked;

/// The file that is read when no other is named.
const FILE: &str = "throughcare.toml";

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// A configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(&'static str),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub from: Source,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// One line of words an event.
    Text,
    /// One JSON object an event.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        <Self as clap::ValueEnum>::from_str(text, false)
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// The embedded one, in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server. The address may hold a password: show it through [`masked`] only.
    Postgres(String),
}

/// What an installation runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the database, the key file and the checkpoints.
    pub data_dir: Setting<PathBuf>,
    /// A database elsewhere, as typed; none for the embedded one in the folder.
    pub database: Setting<Option<String>>,
    /// The address to listen on.
    pub listen: Setting<String>,
    /// How people reach it, for links that are handed over; none for the address it listens on. With https, cookies
    /// are marked secure.
    pub base_url: Setting<Option<String>>,
    /// The header in which a trusted proxy in front gives the address of whoever asks.
    pub forwarded_header: Setting<Option<String>>,
    /// What Prometheus sends as a bearer token. A secret: it is never shown.
    pub metrics_token: Setting<Option<String>>,
    /// Which log lines are written.
    pub log: Setting<String>,
    /// How they look.
    pub log_format: Setting<LogFormat>,
    /// Minutes without a request after which a session ends.
    pub session_idle_minutes: Setting<u32>,
    /// Hours after which a session ends in any case.
    pub session_most_hours: Setting<u32>,
    /// Days after its hearing for which an entry of a court list is kept that is nobody's.
    pub unknown_entry_days: Setting<u32>,
    /// The server that takes messages.
    pub mail: Mail,
}

impl Settings {
    /// The settings of this process.
    pub fn of_process(flags: &Flags) -> Result<Self> {
        Self::layered(flags, &|name| std::env::var(name).ok())
    }

    /// File, environment and flags laid over each other.
    fn layered(flags: &Flags, environment: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let named = flags.config.clone().or_else(|| environment("THROUGHCARE_CONFIG").map(PathBuf::from));
        let (path, file) = match named {
            Some(path) => (path.clone(), FileSettings::read(&path)?),
            None if Path::new(FILE).exists() => (PathBuf::from(FILE), FileSettings::read(Path::new(FILE))?),
            None => (PathBuf::from(FILE), FileSettings::default()),
        };
        let layers = Layers { path, environment };
        let mail = Mail::layered(&layers, &file)?;
        let settings = Self {
            mail,
            data_dir: layers.pick(
                flags.data_dir.as_ref().map(|path| path.display().to_string()).as_ref(),
                ("--data-dir", "THROUGHCARE_DATA_DIR"),
                file.data_dir,
                PathBuf::from("throughcare-data"),
            )?,
            database: layers.pick_optional(
                flags.database.as_ref(),
                ("--database", "THROUGHCARE_DATABASE"),
                file.database,
            ),
            listen: layers.pick(
                flags.listen.as_ref(),
                ("--listen", "THROUGHCARE_LISTEN"),
                file.listen,
                "127.0.0.1:8080".to_owned(),
            )?,
            base_url: layers.pick_optional(
                flags.base_url.as_ref(),
                ("--base-url", "THROUGHCARE_BASE_URL"),
                file.base_url,
            ),
            forwarded_header: layers.pick_optional(
                flags.forwarded_header.as_ref(),
                ("--forwarded-header", "THROUGHCARE_FORWARDED_HEADER"),
                file.forwarded_header,
            ),
            // No flag: the arguments of a process can be read by everybody on its machine.
            metrics_token: layers.pick_optional(None, ("", "THROUGHCARE_METRICS_TOKEN"), file.metrics_token),
            log: layers.pick(
                flags.log.as_ref(),
                ("--log", "THROUGHCARE_LOG"),
                file.log,
                "info".to_owned(),
            )?,
            log_format: layers.pick(
                flags.log_format.map(|format| format.to_string()).as_ref(),
                ("--log-format", "THROUGHCARE_LOG_FORMAT"),
                file.log_format,
                LogFormat::Text,
            )?,
            session_idle_minutes: layers.pick(
                flags.session_idle_minutes.map(|minutes| minutes.to_string()).as_ref(),
                ("--session-idle-minutes", "THROUGHCARE_SESSION_IDLE_MINUTES"),
                file.session_idle_minutes.map(|minutes| minutes.to_string()),
                30,
            )?,
            session_most_hours: layers.pick(
                flags.session_most_hours.map(|hours| hours.to_string()).as_ref(),
                ("--session-most-hours", "THROUGHCARE_SESSION_MOST_HOURS"),
                file.session_most_hours.map(|hours| hours.to_string()),
                12,
            )?,
            unknown_entry_days: layers.pick(
                flags.unknown_entry_days.map(|days| days.to_string()).as_ref(),
                ("--unknown-entry-days", "THROUGHCARE_UNKNOWN_ENTRY_DAYS"),
                file.unknown_entry_days.map(|days| days.to_string()),
                28,
            )?,
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<()> {
        self.database()?;
        self.mail.check()?;
        let base = self.base_url.value.as_deref().map(url::Url::parse);
        if base.is_some_and(|url| !url.is_ok_and(|url| matches!(url.scheme(), "http" | "https"))) {
            bail!("base_url ({}) must begin with https:// or http://", self.base_url.from);
        }
        if self.session_idle_minutes.value == 0 || self.session_most_hours.value == 0 {
            bail!(
                "a session must last at least a minute: set session_idle_minutes and session_most_hours to 1 or more"
            );
        }
        Ok(())
    }

    /// Which database is meant.
    ///
    /// # Errors
    /// An address of no kind that is known. The message does not repeat it, since it may hold a password.
    pub fn database(&self) -> Result<Database> {
        let Some(address) = &self.database.value else {
            return Ok(Database::Sqlite(self.data_dir.value.join("throughcare.db")));
        };
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            if url::Url::parse(address).is_err() {
                bail!(
                    "the database address ({}) is not a web address: is its password percent-encoded?",
                    self.database.from
                );
            }
            return Ok(Database::Postgres(address.clone()));
        }
        match address.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => {
                Ok(Database::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))))
            }
            _ => {
                bail!("the database address ({}) must begin with postgres:// or sqlite:", self.database.from)
            }
        }
    }
}

/// What every setting is picked from.
struct Layers<'a> {
    path: PathBuf,
    environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Layers<'_> {
    fn pick<T: FromStr>(
        &self,
        flag: Option<&String>,
        (flag_name, variable): (&'static str, &'static str),
        file: Option<String>,
        default: T,
    ) -> Result<Setting<T>>
    where
        T::Err: fmt::Display,
    {
        let found = self.pick_optional(flag, (flag_name, variable), file);
        let Some(text) = found.value else { return Ok(Setting { value: default, from: Source::Default }) };
        let value = text
            .parse()
            .map_err(|error| anyhow::anyhow!("{error}"))
            .with_context(|| format!("{text:?} ({}) cannot be taken", found.from))?;
        Ok(Setting { value, from: found.from })
    }

    fn pick_optional(
        &self,
        flag: Option<&String>,
        (flag_name, variable): (&'static str, &'static str),
        file: Option<String>,
    ) -> Setting<Option<String>> {
        if let Some(value) = flag {
            return Setting { value: Some(value.clone()), from: Source::Flag(flag_name) };
        }
        if let Some(value) = (self.environment)(variable).filter(|value| !value.is_empty()) {
            return Setting { value: Some(value), from: Source::Environment(variable) };
        }
        match file {
            Some(value) => Setting { value: Some(value), from: Source::File(self.path.clone()) },
            None => Setting { value: None, from: Source::Default },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layered(flags: &Flags, environment: &[(&str, &str)]) -> Result<Settings> {
        Settings::layered(flags, &|name| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_flag_wins_over_the_environment_and_that_over_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("own.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\nlog = \"warn\"\nsession_idle_minutes = 5\n")
            .unwrap();
        let flags =
            Flags { config: Some(path.clone()), listen: Some("127.0.0.1:3".to_owned()), ..Flags::default() };
        let environment = [("THROUGHCARE_LISTEN", "127.0.0.1:2"), ("THROUGHCARE_LOG", "debug")];
        let settings = layered(&flags, &environment).unwrap();
        assert_eq!(settings.listen, Setting { value: "127.0.0.1:3".into(), from: Source::Flag("--listen") });
        assert_eq!(
            settings.log,
            Setting { value: "debug".into(), from: Source::Environment("THROUGHCARE_LOG") }
        );
        assert_eq!(settings.session_idle_minutes, Setting { value: 5, from: Source::File(path) });
        assert_eq!(settings.session_most_hours, Setting { value: 12, from: Source::Default });
    }

    #[test]
    fn a_value_that_is_no_number_names_its_source() {
        let error = layered(&Flags::default(), &[("THROUGHCARE_SESSION_MOST_HOURS", "many")]).unwrap_err();
        assert!(error.to_string().contains("THROUGHCARE_SESSION_MOST_HOURS"), "{error:#}");
        assert!(layered(&Flags::default(), &[("THROUGHCARE_SESSION_MOST_HOURS", "0")]).is_err());
    }

    #[test]
    fn a_wrong_database_address_is_refused_without_repeating_it() {
        let error =
            layered(&Flags::default(), &[("THROUGHCARE_DATABASE", "mysql://u:s3cret@h/d")]).unwrap_err();
        assert!(error.to_string().contains("THROUGHCARE_DATABASE"));
        assert!(!format!("{error:#}").contains("s3cret"));
    }

    #[test]
    fn the_embedded_database_lies_in_the_folder_unless_a_path_is_given() {
        let flags = Flags { data_dir: Some("/x".into()), ..Flags::default() };
        assert_eq!(
            layered(&flags, &[]).unwrap().database().unwrap(),
            Database::Sqlite("/x/throughcare.db".into())
        );
        let flags = Flags { database: Some("sqlite:///y/z.db".into()), ..Flags::default() };
        assert_eq!(layered(&flags, &[]).unwrap().database().unwrap(), Database::Sqlite("/y/z.db".into()));
    }
}

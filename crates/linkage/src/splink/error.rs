//! What stands in the way of a translation, named so that an analyst finds it in the settings or in the model.

/// Why a model could not be translated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SplinkError {
    /// The text is not JSON, or not an object of settings.
    #[error("these are not Splink settings: {0}")]
    NotSettings(String),
    /// Something that settings must say is missing, or says something else than it should.
    #[error("{place}: `{key}` is missing or not of the kind that Splink writes")]
    Key {
        /// Comparison, level or rule.
        place: String,
        /// The key.
        key: String,
    },
    /// A setting that changes the model and has no like here.
    #[error("{place}: the setting `{key}` cannot be translated")]
    Setting {
        /// Comparison, level or rule.
        place: String,
        /// The key.
        key: String,
    },
    /// A dialect of SQL that is not read.
    #[error("settings for `{0}` are not read: DuckDB's and Spark's are")]
    Dialect(String),
    /// A column whose meaning is not known by its name.
    #[error(
        "{place}: nothing is known of a column `{column}`; rename it to what it means, such as forename or birth_date"
    )]
    Column {
        /// Comparison, level or rule.
        place: String,
        /// The column.
        column: String,
    },
    /// A condition that no rule of ours says.
    #[error("{place}: the condition `{sql}` cannot be translated")]
    Condition {
        /// Comparison and level, or rule.
        place: String,
        /// As the settings have it.
        sql: String,
    },
    /// Something of our model that Splink cannot say.
    #[error("{place}: {what} has no like in Splink")]
    Beyond {
        /// Comparison and level, or rule.
        place: String,
        /// What of the model.
        what: String,
    },
}

impl SplinkError {
    pub(super) fn key(place: &str, key: &str) -> Self {
        Self::Key { place: place.to_owned(), key: key.to_owned() }
    }

    pub(super) fn condition(place: &str, sql: &str) -> Self {
        Self::Condition { place: place.to_owned(), sql: sql.to_owned() }
    }

    pub(super) fn beyond(place: &str, what: impl Into<String>) -> Self {
        Self::Beyond { place: place.to_owned(), what: what.into() }
    }
}

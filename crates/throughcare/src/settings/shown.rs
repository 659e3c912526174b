//! Settings as they may be shown: without secrets.

use super::{Setting, Settings};
use std::fmt::Display;

/// A database address with its password hidden, wherever in it that stands.
pub fn masked(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address) else {
        return "(an address that cannot be read)".to_owned();
    };
    if url.password().is_some() && url.set_password(Some("***")).is_err() {
        return "(an address that cannot be shown)".to_owned();
    }
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| {
            let hidden = name.to_ascii_lowercase().contains("password");
            (name.into_owned(), if hidden { "***".to_owned() } else { value.into_owned() })
        })
        .collect();
    if !pairs.is_empty() {
        url.query_pairs_mut().clear().extend_pairs(pairs);
    }
    url.to_string()
}

impl Settings {
    /// Name, value and source of each setting, in the order of the file.
    pub fn shown(&self) -> Vec<(&'static str, String, String)> {
        let database = Setting {
            value: match &self.database.value {
                Some(address) if address.starts_with("sqlite:") => address.clone(),
                Some(address) => masked(address),
                None => "(embedded, in the data folder)".to_owned(),
            },
            from: self.database.from.clone(),
        };
        let mut lines = vec![
            line("data_dir", &self.data_dir, |path| path.display().to_string()),
            line("database", &database, Clone::clone),
            line("listen", &self.listen, Clone::clone),
            line("base_url", &self.base_url, |url| optional(url.as_ref(), "(the address it listens on)")),
            line("forwarded_header", &self.forwarded_header, |name| {
                optional(name.as_ref(), "(no proxy is trusted)")
            }),
            line("metrics_token", &self.metrics_token, |token| {
                if token.is_some() { "***".to_owned() } else { "(figures for this machine alone)".to_owned() }
            }),
            line("log", &self.log, Clone::clone),
            line("log_format", &self.log_format, text),
            line("session_idle_minutes", &self.session_idle_minutes, text),
            line("session_most_hours", &self.session_most_hours, text),
            line("unknown_entry_days", &self.unknown_entry_days, text),
        ];
        lines.extend(self.mail.shown());
        lines
    }
}

pub(super) fn optional(value: Option<&String>, without: &str) -> String {
    value.cloned().unwrap_or_else(|| without.to_owned())
}

pub(super) fn text<T: Display>(value: &T) -> String {
    value.to_string()
}

pub(super) fn line<T>(
    name: &'static str,
    setting: &Setting<T>,
    words: impl Fn(&T) -> String,
) -> (&'static str, String, String) {
    (name, words(&setting.value), setting.from.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_password_is_hidden_wherever_it_stands() {
        let shown = masked("postgres://care:p%40ss@db.example:5433/tc?sslmode=require&password=again");
        assert!(shown.contains("care:***@db.example:5433/tc"), "{shown}");
        assert!(shown.contains("sslmode=require"), "{shown}");
        assert!(!shown.contains("p%40ss") && !shown.contains("again"), "{shown}");
        assert_eq!(masked("postgres://care@db.example/tc"), "postgres://care@db.example/tc");
        assert!(!masked("not an address s3cret").contains("s3cret"));
    }

    proptest! {
        /// Whatever characters a password has, and wherever it stands, it is not shown.
        #[test]
        fn no_password_is_ever_shown(password in "[!-~]{6,40}", query in any::<bool>()) {
            let secret = format!("Q{password}Q");
            let mut url = url::Url::parse("postgres://care@db.example/tc").unwrap();
            if query {
                url.query_pairs_mut().append_pair("password", &secret);
            } else {
                url.set_password(Some(&secret)).unwrap();
            }
            let shown = masked(url.as_str());
            let encoded = if query { url.query().unwrap().to_owned() } else { url.password().unwrap().to_owned() };
            prop_assert!(!shown.contains(&secret) && !shown.contains(&encoded), "{}", shown);
        }

        #[test]
        fn any_text_is_shown_or_not_and_never_breaks(text in ".{0,80}") {
            masked(&text);
        }
    }
}

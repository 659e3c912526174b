//! The server that takes messages: nothing is ever sent while none is named.

use super::{Layers, Setting, file::FileSettings, shown};
use anyhow::{Context, Result, bail};
use post::{Login, Smtp, Tls};
use std::{net::IpAddr, path::PathBuf, time::Duration};

/// The longest that one message may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How messages leave. No flags: the arguments of a process can be read by everybody on its machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its name; without one no message is sent.
    pub host: Setting<Option<String>>,
    /// Its port.
    pub port: Setting<u16>,
    /// As whom to log in.
    pub user: Setting<Option<String>>,
    /// With which password. A secret: it is never shown.
    pub password: Setting<Option<String>>,
    /// The file in which the password stands.
    pub password_file: Setting<Option<String>>,
    /// The sender.
    pub from: Setting<Option<String>>,
    /// How the connection is protected.
    pub tls: Setting<Tls>,
}

impl Mail {
    pub(super) fn layered(layers: &Layers<'_>, file: &FileSettings) -> Result<Self> {
        let optional =
            |variable, file: &Option<String>| layers.pick_optional(None, ("", variable), file.clone());
        Ok(Self {
            host: optional("THROUGHCARE_SMTP_HOST", &file.smtp_host),
            port: layers.pick(
                None,
                ("", "THROUGHCARE_SMTP_PORT"),
                file.smtp_port.map(|port| port.to_string()),
                587,
            )?,
            user: optional("THROUGHCARE_SMTP_USER", &file.smtp_user),
            password: optional("THROUGHCARE_SMTP_PASSWORD", &file.smtp_password),
            password_file: optional("THROUGHCARE_SMTP_PASSWORD_FILE", &file.smtp_password_file),
            from: optional("THROUGHCARE_SMTP_FROM", &file.smtp_from),
            tls: layers.pick(None, ("", "THROUGHCARE_SMTP_TLS"), file.smtp_tls.clone(), Tls::StartTls)?,
        })
    }

    pub(super) fn check(&self) -> Result<()> {
        let Some(host) = &self.host.value else { return Ok(()) };
        if self.from.value.is_none() {
            bail!("smtp_host is set ({}): set smtp_from, the sender of messages, as well", self.host.from);
        }
        if self.tls.value == Tls::None && self.user.value.is_some() && !is_this_machine(host) {
            bail!("smtp_tls is none ({}): a password would go over the network in clear", self.tls.from);
        }
        Ok(())
    }

    /// The server, where one is named.
    ///
    /// # Errors
    /// When the file of the password cannot be read. Its content is not repeated.
    pub fn server(&self) -> Result<Option<Smtp>> {
        let (Some(host), Some(from)) = (&self.host.value, &self.from.value) else { return Ok(None) };
        let password = match (&self.password.value, &self.password_file.value) {
            (Some(password), _) => Some(password.clone()),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(PathBuf::from(path))
                    .with_context(|| format!("smtp_password_file {path} cannot be read"))?;
                Some(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            (None, None) => None,
        };
        let login = self.user.value.clone().zip(password).map(|(user, password)| Login { user, password });
        if self.user.value.is_some() && login.is_none() {
            bail!("smtp_user is set ({}): set smtp_password_file as well", self.user.from);
        }
        Ok(Some(Smtp {
            host: host.clone(),
            port: self.port.value,
            tls: self.tls.value,
            login,
            from: from.clone(),
            patience: PATIENCE,
        }))
    }

    /// As they may be shown.
    pub(super) fn shown(&self) -> Vec<(&'static str, String, String)> {
        let or =
            |without: &'static str| move |value: &Option<String>| shown::optional(value.as_ref(), without);
        vec![
            shown::line("smtp_host", &self.host, or("(no message is sent)")),
            shown::line("smtp_port", &self.port, shown::text),
            shown::line("smtp_user", &self.user, or("(none)")),
            shown::line("smtp_password", &self.password, |password| {
                if password.is_some() { "***".to_owned() } else { "(none)".to_owned() }
            }),
            shown::line("smtp_password_file", &self.password_file, or("(none)")),
            shown::line("smtp_from", &self.from, or("(none)")),
            shown::line("smtp_tls", &self.tls, shown::text),
        ]
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

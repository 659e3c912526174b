//! Log lines: to standard error, as words or as JSON. None carries personal data; a test looks for it.

use crate::settings::{LogFormat, Settings};
use anyhow::{Context, Result};
use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// Begins logging as the settings say.
pub fn begin(settings: &Settings) -> Result<()> {
    let filter = EnvFilter::try_new(&settings.log.value)
        .with_context(|| format!("the log filter ({}) cannot be read", settings.log.from))?
        // Its finest lines quote addresses, and the address of an invitation is a secret.
        .add_directive("tower_http=info".parse()?);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let begun = match settings.log_format.value {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    begun.map_err(|error| anyhow::anyhow!("logging cannot begin: {error}"))?;
    std::panic::set_hook(Box::new(|panic| {
        // Where it happened, never what it said: a message may quote what was being worked on.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
    Ok(())
}

/// The last line of a server.
pub fn farewell(well: bool) {
    tracing::info!(well, "stopped");
}

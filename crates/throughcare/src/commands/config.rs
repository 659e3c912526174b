//! `throughcare config`: the effective configuration, without secrets, and where each value came from.

use crate::printing::say;
use crate::settings::Settings;

/// Prints one line a setting.
pub fn run(settings: &Settings) {
    let lines = settings.shown();
    let width = lines.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
    for (name, value, from) in lines {
        say!("{name:<22} {value:<width$}  {from}");
    }
}

//! `throughcare serve`: the start of an installation in earnest.

use crate::{opening, says::refused, serving, settings::Settings};
use anyhow::{Result, bail};
use app::installation::{self, Acting};

/// Serves the installation that the settings name.
///
/// # Errors
/// When there is none, or nobody could sign in: the message says what to do.
pub async fn run(settings: &Settings) -> Result<()> {
    let opened = opening::open(settings).await?;
    let demonstration = opened.installation.demonstration;
    if !demonstration && nobody_administers(&opened).await? {
        opened.db.close().await;
        bail!(
            "nobody could sign in yet: this installation has no system administrator.\n\
             Make the first account:  throughcare account create --agency NAME --role system_administrator --name NAME --email EMAIL"
        );
    }
    let listener = serving::listen(settings, demonstration).await?;
    serving::serve(opened, settings, listener, "").await
}

async fn nobody_administers(opened: &opening::Opened) -> Result<bool> {
    match installation::acting(&opened.app, None).await {
        Ok(Acting::Installation(_)) => Ok(true),
        Ok(Acting::Account(_)) | Err(app::Refusal::Invalid(_)) => Ok(false),
        Err(refusal) => Err(refused(refusal)),
    }
}

//! Acting at the machine: every command that changes something does so as a named account, through the same use-cases as pages.

use crate::{
    command_line::Who,
    opening::{Opened, open},
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::{
    App,
    accounts::Signed,
    installation::{self, Acting},
};
use domain::account::Email;

/// Opens the installation, does the work, and closes it whatever came of that.
pub async fn opened<T>(settings: &Settings, work: impl AsyncFnOnce(&Opened) -> Result<T>) -> Result<T> {
    let opened = open(settings).await?;
    let done = work(&opened).await;
    opened.db.close().await;
    done
}

/// Who acts.
pub async fn act_as(app: &App, who: &Who) -> Result<Acting> {
    let email = who.email.as_deref().map(email).transpose()?;
    installation::acting(app, email.as_ref()).await.map_err(refused)
}

/// The open account with this address.
pub async fn account(app: &App, typed: &str) -> Result<Signed> {
    installation::account_of(app, &email(typed)?).await.map_err(refused)
}

/// An address as typed.
pub fn email(typed: &str) -> Result<Email> {
    Email::new(typed).with_context(|| format!("{typed:?}"))
}

//! Forms that somebody began: kept for their owner, so that an expired page or a failed save loses nothing typed.

use crate::{App, ports::Draft, refusal::Refusal};
use domain::ids::AccountId;

/// What the account typed into a form before, if anything.
pub async fn find(app: &App, account: AccountId, form: &str) -> Result<Option<Draft>, Refusal> {
    let mut tx = app.store.read().await?;
    let draft = tx.draft(account, form).await?;
    tx.end().await?;
    Ok(draft)
}

/// Keeps what was typed, in place of the former draft of that form.
pub async fn save(app: &App, account: AccountId, form: &str, body: &str) -> Result<(), Refusal> {
    let draft = Draft { id: app.id(), form: form.to_owned(), body: body.to_owned(), at: app.now() };
    let mut tx = app.store.write().await?;
    tx.save_draft(account, &draft).await?;
    tx.commit().await?;
    Ok(())
}

/// Drops a draft.
pub async fn forget(app: &App, account: AccountId, form: &str) -> Result<(), Refusal> {
    let mut tx = app.store.write().await?;
    tx.drop_draft(account, form).await?;
    tx.commit().await?;
    Ok(())
}

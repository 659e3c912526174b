//! Forms that somebody began: kept for their owner, so that an expired page or a failed save loses nothing typed.

use crate::{App, ports::Draft, refusal::Refusal};
use domain::ids::{AccountId, AgencyId};

/// Whose forms: an account's at its own agency, or at the host of a secondment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// The account.
    pub account: AccountId,
    /// The host; none for the account's own agency.
    pub host: Option<AgencyId>,
}

impl Desk {
    /// The name under which a form is kept.
    fn name(self, form: &str) -> String {
        self.host.map_or_else(|| form.to_owned(), |host| format!("{form} at {host}"))
    }
}

/// What was typed into a form at this desk before, if anything.
pub async fn find(app: &App, desk: Desk, form: &str) -> Result<Option<Draft>, Refusal> {
    let mut tx = app.store.read().await?;
    let draft = tx.draft(desk.account, &desk.name(form)).await?;
    tx.end().await?;
    Ok(draft)
}

/// Keeps what was typed, in place of the former draft of that form.
pub async fn save(app: &App, desk: Desk, form: &str, body: &str) -> Result<(), Refusal> {
    let draft = Draft { id: app.id(), form: desk.name(form), body: body.to_owned(), at: app.now() };
    let mut tx = app.store.write().await?;
    tx.save_draft(desk.account, &draft).await?;
    tx.commit().await?;
    Ok(())
}

/// Drops a draft.
pub async fn forget(app: &App, desk: Desk, form: &str) -> Result<(), Refusal> {
    let mut tx = app.store.write().await?;
    tx.drop_draft(desk.account, &desk.name(form)).await?;
    tx.commit().await?;
    Ok(())
}

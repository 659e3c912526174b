//! The second factor, asked for again in the middle of a session, for a step that binds more than its owner.

use super::{
    session::Signed,
    sign_in::{Slowing, count_failure, throttle_key, wait_over},
    totp,
};
use crate::{App, ports::Tx, refusal::Refusal};

/// Wrong codes of one session before each further one costs a wait.
const SLOWING: Slowing = Slowing::of_account(5);

/// What came of a code.
#[derive(Debug)]
pub(crate) enum Confirmed {
    /// It is the present one, and is used up in this transaction.
    Right,
    /// It is wrong, or was used before; that is counted in this transaction, which is to be committed.
    Wrong(Refusal),
}

/// Checks and uses up the code that the authenticator shows now. Recovery codes do not count here: they open an account, they
/// sign nothing. Guesses from a session that somebody left open are slowed for that session alone.
pub(crate) async fn confirm_code(
    app: &App,
    tx: &mut dyn Tx,
    signed: &Signed,
    code: &str,
) -> Result<Confirmed, Refusal> {
    let session = signed.session.map(|id| id.to_string()).unwrap_or_default();
    let key = throttle_key(&["confirm", &signed.account.id.to_string(), &session]);
    wait_over(app, tx.throttle(&key).await?, SLOWING)?;
    let found = tx.credentials_of(signed.account.id).await?.ok_or(Refusal::NotFound)?;
    if totp::use_present_code(app, tx, &found, code).await? {
        tx.set_throttle(&key, None).await?;
        return Ok(Confirmed::Right);
    }
    count_failure(app, tx, &key, SLOWING).await?;
    let sentence = "Enter the code that your authenticator shows now. A code works once";
    Ok(Confirmed::Wrong(Refusal::field("code", "wrong", sentence)))
}

//! Browsers where somebody has signed in before.
//!
//! A whole office may share one network address. Whoever guesses there must not hold back a colleague, so a full sign-in
//! leaves a mark in the browser, and guesses from a marked browser are counted by themselves. The mark signs nobody in,
//! and says nothing of a password: a stolen one is worth the few guesses that any address has. A forged one is not read, nor
//! one that is older than ninety days.

use super::secret::Secret;
use crate::{App, keys::Keys};
use domain::ids::AccountId;
use jiff::{SignedDuration, Timestamp};

/// How long a mark counts after the sign-in that left it.
const LIFE: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What the browser keeps: the account, the second of the sign-in, a number of its own, and a signature over all three.
pub(super) fn mark(app: &App, account: AccountId) -> String {
    let (since, device) = (app.wall_now().as_second(), Secret::new(&*app.chance));
    let device = device.reveal();
    format!("{account}.{since}.{device}.{}", signature(&app.keys, account, since, device))
}

/// The browser's own number, if `presented` is a mark for this account.
pub(super) fn known<'a>(app: &App, account: AccountId, presented: Option<&'a str>) -> Option<&'a str> {
    let mut parts = presented?.splitn(4, '.');
    let (named, since, device, signed) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let since: i64 = since.parse().ok()?;
    let age = app.wall_now().duration_since(Timestamp::from_second(since).ok()?);
    if named != account.to_string() || age > LIFE {
        return None;
    }
    let signed = blake3::Hash::from_hex(signed).ok()?;
    let expected = blake3::Hash::from_hex(signature(&app.keys, account, since, device)).ok()?;
    // Hashes compare in constant time.
    (signed == expected).then_some(device)
}

/// The words before it keep a mark from ever passing for a checkpoint's signature.
fn signature(keys: &Keys, account: AccountId, since: i64, device: &str) -> String {
    keys.sign(&format!("known device\u{1f}{account}\u{1f}{since}\u{1f}{device}"))
}

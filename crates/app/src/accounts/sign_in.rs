//! Sign-in: password, then second factor; guesses are slowed for whoever makes them, never for the account's owner.

use super::{device, password, secret, secret::Secret, session, totp};
use crate::{
    App,
    events::EventKind,
    ports::{Credentials, NewSession, Origin, Stage, Throttle, Tx},
    refusal::Refusal,
};
use domain::{account::Email, ids::SessionId, section::Purpose};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::net::IpAddr;

/// How guesses of one kind are slowed.
#[derive(Clone, Copy)]
pub(super) struct Slowing {
    /// Failures before each further one costs a wait.
    pub(super) free: i64,
    /// The longest wait, in seconds.
    longest: i64,
    /// Failures are forgotten after this long without another.
    memory: SignedDuration,
}

impl Slowing {
    /// Guesses at one account: `free` failures, then waits that grow to a quarter of an hour.
    pub(super) const fn of_account(free: i64) -> Self {
        Self { free, longest: 900, memory: SignedDuration::from_hours(24) }
    }
}

/// Failures of one account from one address, or from one known browser.
const FOR_ACCOUNT: Slowing = Slowing::of_account(5);
/// Wrong codes for one account from one address, or from one known browser. Beginning again with the password, which
/// somebody may have found out, does not make them forgotten: a right code does.
const FOR_CODES: Slowing = Slowing::of_account(2 * CODES);
/// Failures from one address, whatever the account. An office may share it, so a wait is short and soon forgotten.
const FOR_ADDRESS: Slowing = Slowing { free: 50, longest: 60, memory: SignedDuration::from_hours(1) };
/// Wrong codes that end a half-open session.
const CODES: i64 = 5;

/// A sign-in that has got as far as the password.
pub struct Started {
    /// What the browser keeps in its cookie until the second factor.
    pub secret: Secret,
}

/// A sign-in that has come to its end.
pub struct SignedIn {
    /// The session's secret.
    pub secret: Secret,
    /// What the browser keeps, so that it is known the next time.
    pub mark: String,
}

/// Where one sign-in's failures are counted, and how they are slowed.
type Counted = ([u8; 32], Slowing);

/// Where failures of a password are counted: with a known browser, by themselves; otherwise for the account from this
/// address, and for the address.
fn counted(address: &str, device: Option<&str>, network: &str) -> Vec<Counted> {
    match device {
        Some(device) => vec![(throttle_key(&["account at", address, device]), FOR_ACCOUNT)],
        None => vec![
            (throttle_key(&["account", address, network]), FOR_ACCOUNT),
            (throttle_key(&["address", network]), FOR_ADDRESS),
        ],
    }
}

async fn waits_over(app: &App, tx: &mut dyn Tx, keys: &[Counted]) -> Result<(), Refusal> {
    for (key, slowing) in keys {
        wait_over(app, tx.throttle(key).await?, *slowing)?;
    }
    Ok(())
}

/// Checks address and password, and opens a session that awaits the second factor. `mark` is what the browser kept of an
/// earlier sign-in.
///
/// # Errors
/// [`Refusal::Invalid`] alike for an unknown address and a wrong password; [`Refusal::TooMany`] with the seconds to wait.
pub async fn start(
    app: &App,
    email: &str,
    typed: &str,
    mark: Option<&str>,
    origin: &Origin,
) -> Result<Started, Refusal> {
    let address = email.trim().to_lowercase();
    let mut tx = app.store.read().await?;
    let found = match Email::new(&address) {
        Ok(email) => tx.credentials(&email).await?.filter(|found| found.are_in_use_on(app.today())),
        Err(_) => None,
    };
    let device = found.as_ref().and_then(|found| device::known(app, found.account.id, mark));
    let keys = counted(&address, device, &network(&origin.address));
    waits_over(app, &mut *tx, &keys).await?;
    tx.end().await?;
    let hash = found.as_ref().and_then(|found| found.password_hash.clone());
    let right = password::is_right(app, typed, hash).await?;
    let mut tx = app.store.write().await?;
    // Again, now that one request writes at a time: many guesses sent at once are not all let through.
    waits_over(app, &mut *tx, &keys).await?;
    let Some(found) = found.filter(|_| right) else {
        for (key, slowing) in &keys {
            count_failure(app, &mut *tx, key, *slowing).await?;
        }
        tx.commit().await?;
        return Err(Refusal::field("password", "wrong", "Email address or password is not right"));
    };
    let secret = Secret::new(&*app.chance);
    tx.insert_session(&new_session(app, &found, &secret, Stage::Password, origin)).await?;
    if let Some((key, _)) = keys.first() {
        tx.set_throttle(key, None).await?;
    }
    tx.commit().await?;
    Ok(Started { secret })
}

/// Checks a code from the second factor, or a recovery code, and opens the session in earnest under a new secret.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong or used code; [`Refusal::NotFound`] when sign-in must begin again;
/// [`Refusal::TooMany`] with the seconds to wait.
pub async fn second_factor(
    app: &App,
    presented: &str,
    code: &str,
    mark: Option<&str>,
    origin: &Origin,
) -> Result<SignedIn, Refusal> {
    let half = session::awaiting(app, presented).await?.ok_or(Refusal::NotFound)?;
    let mut tx = app.store.write().await?;
    let found = tx.credentials_of(half.account.id).await?.ok_or(Refusal::NotFound)?;
    let account = half.account.id.to_string();
    let key = match device::known(app, half.account.id, mark) {
        Some(device) => throttle_key(&["codes at", &account, device]),
        None => throttle_key(&["codes", &account, &network(&origin.address)]),
    };
    wait_over(app, tx.throttle(&key).await?, FOR_CODES)?;
    let used = totp::use_code(app, &mut *tx, &found, code).await?;
    if !used {
        count_failure(app, &mut *tx, &key, FOR_CODES).await?;
        let failed = tx.count_failed_code(half.id).await?;
        if failed >= CODES {
            tx.end_session(half.account.id, half.id, app.wall_now()).await?;
        }
        tx.commit().await?;
        return Err(if failed >= CODES {
            Refusal::NotFound
        } else {
            Refusal::field(
                "code",
                "wrong",
                "Enter the code that your authenticator shows now, or a recovery code",
            )
        });
    }
    tx.set_throttle(&key, None).await?;
    let secret = Secret::new(&*app.chance);
    tx.end_session(half.account.id, half.id, app.wall_now()).await?;
    tx.insert_session(&new_session(app, &found, &secret, Stage::Full, origin)).await?;
    tx.commit().await?;
    record(app, &half).await?;
    Ok(SignedIn { secret, mark: device::mark(app, half.account.id) })
}

/// The event of a sign-in, in the partnership's chain.
async fn record(app: &App, half: &crate::ports::Session) -> Result<(), Refusal> {
    let signed = session::Signed::new(half.account.clone(), half.agency.clone());
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "sign in").await?;
    let event = cx.partnership_event(EventKind::SignedIn, half.account.id.0, json!({}));
    cx.append(event);
    cx.answer(()).await
}

fn new_session(app: &App, found: &Credentials, secret: &Secret, stage: Stage, origin: &Origin) -> NewSession {
    let mut csrf = [0; 32];
    app.chance.fill(&mut csrf);
    NewSession {
        id: app.id::<SessionId>(),
        account: found.account.id,
        secret_hash: secret.hash(),
        csrf,
        stage,
        at: app.wall_now(),
        origin: origin.clone(),
    }
}

/// The network that counts as one address: of IPv6 the first 64 bits, since one household has all the rest to itself.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => (ip.to_bits() >> 64).to_string(),
        Ok(ip @ IpAddr::V4(_)) => ip.to_string(),
        Err(_) => address.to_owned(),
    }
}

pub(super) fn throttle_key(parts: &[&str]) -> [u8; 32] {
    secret::hash(&parts.join("\u{1f}"))
}

pub(super) fn wait_over(app: &App, throttle: Option<Throttle>, slowing: Slowing) -> Result<(), Refusal> {
    let Some(throttle) = throttle else { return Ok(()) };
    let beyond = throttle.failures - slowing.free;
    if beyond < 0 {
        return Ok(());
    }
    let wait = (2_i64 << beyond.min(20)).min(slowing.longest);
    let until = add(throttle.last_at, SignedDuration::from_secs(wait));
    let left = until.duration_since(app.wall_now()).as_secs();
    match u64::try_from(left) {
        Ok(seconds) if seconds > 0 => Err(Refusal::TooMany { seconds }),
        _ => Ok(()),
    }
}

pub(super) async fn count_failure(
    app: &App,
    tx: &mut dyn Tx,
    key: &[u8; 32],
    slowing: Slowing,
) -> Result<(), Refusal> {
    let now = app.wall_now();
    let before = tx.throttle(key).await?.filter(|known| now.duration_since(known.last_at) < slowing.memory);
    let failures = before.map_or(0, |known| known.failures).saturating_add(1);
    Ok(tx.set_throttle(key, Some(Throttle { failures, last_at: now })).await?)
}

fn add(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn one_household_is_one_address() {
        assert_eq!(network("2001:db8:1:2::7"), network("2001:db8:1:2:ffff:0:0:9"));
        assert_ne!(network("2001:db8:1:2::7"), network("2001:db8:1:3::7"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
    }
}

//! Passwords: Argon2id, at least twelve characters, none that guessers try first.

use super::{
    common_passwords::is_common,
    session::Signed,
    sign_in::{Slowing, count_failure, throttle_key, wait_over},
};
use crate::{App, events::EventKind, ports::StoreError, refusal::Refusal};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::section::Purpose;
use serde_json::json;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// Fewest characters.
const LEAST: usize = 12;
/// Most characters, so that hashing has a bound.
const MOST: usize = 200;
/// Wrong present passwords from one session before guessing is slowed.
const SLOWING: Slowing = Slowing::of_account(5);
/// Hashes at work at one time: each takes 19 MiB.
static AT_WORK: Semaphore = Semaphore::const_new(2);
/// Hashes at work, and those that wait for them. A stranger who sends sign-in after sign-in fills this queue, and not the
/// places of everybody's requests.
pub(crate) const QUEUE: usize = 32;
/// Checked in place of a password that is not there, so that an unknown address takes as long as a known one.
static NOBODY: OnceLock<String> = OnceLock::new();

/// Whether `password` may be set for an account with this address.
///
/// # Errors
/// A field error that says what to do.
pub(super) fn check_rules(field: &'static str, password: &str, email: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    let name = email.split('@').next().unwrap_or_default();
    if length < LEAST {
        return Err(Refusal::field(field, "too_short", "Password must be 12 characters or more"));
    }
    if length > MOST {
        return Err(Refusal::field(field, "too_long", "Password must be 200 characters or fewer"));
    }
    let lower = password.to_lowercase();
    if is_common(password) || (name.len() > 3 && lower.contains(name)) {
        return Err(Refusal::field(
            field,
            "common",
            "Choose a password that is harder to guess. Three or more unrelated words work well",
        ));
    }
    Ok(())
}

/// The Argon2id hash of `password` in PHC form, made off the request threads.
///
/// # Errors
/// [`Refusal::Store`] when hashing fails.
pub async fn hash_password(app: &App, password: &str) -> Result<String, Refusal> {
    let mut salt = [0; 16];
    app.chance.fill(&mut salt);
    let password = password.to_owned();
    off_thread(app, move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .ok()
    })
    .await?
    .ok_or_else(|| failed("hashing failed"))
}

/// Whether `password` is the one behind `hash`. Takes as long when there is no hash.
pub(super) async fn is_right(app: &App, password: &str, hash: Option<String>) -> Result<bool, Refusal> {
    let known = hash.is_some();
    let hash = match hash {
        Some(hash) => hash,
        None => nobody(app).await?,
    };
    let password: String = password.chars().take(MOST).collect();
    let fits = off_thread(app, move || {
        Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok()
    })
    .await?;
    Ok(known && fits)
}

async fn nobody(app: &App) -> Result<String, Refusal> {
    if let Some(hash) = NOBODY.get() {
        return Ok(hash.clone());
    }
    let mut unknown = [0; 16];
    app.chance.fill(&mut unknown);
    let hash = hash_password(app, &u128::from_be_bytes(unknown).to_string()).await?;
    Ok(NOBODY.get_or_init(|| hash).clone())
}

async fn off_thread<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    let _waits = app.to_hash.try_acquire().map_err(|_| Refusal::TooMany { seconds: 2 })?;
    let _place = AT_WORK.acquire().await.map_err(|_| failed("no place to hash"))?;
    tokio::task::spawn_blocking(work).await.map_err(|_| failed("hashing was stopped"))
}

fn failed(what: &'static str) -> Refusal {
    Refusal::Store(StoreError::Failed(what.into()))
}

/// Checks the present password. Guessing it from a session that somebody left open is slowed for that session alone.
/// `field` is where it was typed.
pub(super) async fn check_present(
    app: &App,
    signed: &Signed,
    field: &'static str,
    present: &str,
) -> Result<(), Refusal> {
    let session = signed.session.map(|id| id.to_string()).unwrap_or_default();
    let key = throttle_key(&["present", &signed.account.id.to_string(), &session]);
    let mut tx = app.store.read().await?;
    wait_over(app, tx.throttle(&key).await?, SLOWING)?;
    let known = tx.credentials_of(signed.account.id).await?.and_then(|c| c.password_hash);
    tx.end().await?;
    let right = is_right(app, present, known).await?;
    let mut tx = app.store.write().await?;
    wait_over(app, tx.throttle(&key).await?, SLOWING)?;
    if right {
        tx.set_throttle(&key, None).await?;
    } else {
        count_failure(app, &mut *tx, &key, SLOWING).await?;
    }
    tx.commit().await?;
    if right { Ok(()) } else { Err(Refusal::field(field, "wrong", "Enter your present password")) }
}

/// Sets a new password; every other session of the account ends, and so do its tokens.
///
/// # Errors
/// [`Refusal::Invalid`] when the present password is wrong or the new one too easy; [`Refusal::TooMany`] with the seconds
/// to wait.
pub async fn change_password(app: &App, signed: &Signed, present: &str, new: &str) -> Result<(), Refusal> {
    check_present(app, signed, "present", present).await?;
    check_rules("new", new, signed.account.email.as_str())?;
    let hash = hash_password(app, new).await?;
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "change a password").await?;
    cx.tx.set_password(signed.account.id, &hash).await?;
    cx.tx.end_sessions(signed.account.id, signed.session, app.wall_now()).await?;
    cx.tx.revoke_tokens(signed.account.id, app.wall_now()).await?;
    let event =
        cx.partnership_event(EventKind::SecretChanged, signed.account.id.0, json!({ "what": "password" }));
    cx.append(event);
    cx.answer(()).await
}
